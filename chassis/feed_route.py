"""The catch-up feed: everything that a service has ever said, in order, for its consumers."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.outbox import epoch_of_feed, give_positions, head_of_feed, read_feed
from chassis.transaction import reading_connection, service
from chassis.validation import Query, between

feed = Blueprint("feed", __name__, description="Catch-up feed for consumers")


class FeedQuery(Query):
    """Where to go on: behind position ``after``."""

    after = fields.Integer(load_default=0, validate=between(0, 2**53))
    limit = fields.Integer(load_default=500, validate=between(1, 1000))


@feed.route("/internal/events")
class Feed(MethodView):
    """Events in the order of their positions; a page that was full never changes."""

    @permitted("internal.feed")
    @feed.arguments(FeedQuery, location="query")
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The events behind a position."""
        give_positions(service().engine)
        with reading_connection() as connection:
            return {
                "epoch": epoch_of_feed(connection),
                "head": head_of_feed(connection),
                "events": read_feed(connection, asked["after"], asked["limit"]),
            }
