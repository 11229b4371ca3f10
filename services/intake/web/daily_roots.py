"""The daily root: published for everybody, proved to whom a receipt or a file belongs."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask.views import MethodView
from joserfc import jws
from joserfc.errors import JoseError
from marshmallow import fields

from chassis.access import open_route, permitted
from chassis.blueprint import Blueprint
from chassis.errors import Conflict, NotFound
from chassis.identity import GATEWAY, Unauthenticated
from chassis.transaction import reading_connection, service
from chassis.validation import Query, Strict, between, length
from contracts.audit_head import ALGORITHM, KIND, signed_words
from contracts.daily_root import canonical
from services.intake.application.publish_root import proof_of_matter
from services.intake.storage.daily_roots import DailyRoots
from services.intake.storage.unit_of_work import opened
from services.intake.web.submissions import visible

daily_roots = Blueprint("daily_roots", __name__, description="One root over each day")
MOST = 366


class RootsQuery(Query):
    """``day``: only this one; ``before``: only earlier ones; the newest come first."""

    day = fields.Date(load_default=None)
    before = fields.Date(load_default=None)
    limit = fields.Integer(load_default=31, validate=between(1, MOST))


@daily_roots.route("/api/v1/daily-roots")
class Roots(MethodView):
    """每日存证根."""

    @permitted("root.read")
    @daily_roots.arguments(RootsQuery, location="query")
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What was published, with the head of the audit log that stands under it."""
        with reading_connection() as connection:
            kept = DailyRoots(connection)
            day, before = asked["day"], asked["before"]
            found = kept.of([day]) if day else kept.newest(before, asked["limit"])
            heads = [{"audit_head": kept.audit_head(each.day)} for each in found]
        published = [each.published() for each in found]
        return {"items": [root | head for root, head in zip(published, heads, strict=True)]}


@daily_roots.route("/api/v1/submissions/<receipt_no>/inclusion-proof")
class InclusionProof(MethodView):
    """存证证明."""

    @permitted("submission.read")
    def get(self, receipt_no: str) -> Response:
        """The proof of a receipt and its files in its one spelling; 409 until a root covers them."""
        submission = visible(receipt_no)
        ids = [each.id for each in submission.evidence]
        with reading_connection() as connection:
            proof = proof_of_matter(receipt_no, ids, DailyRoots(connection))
        if proof is None:
            raise Conflict("not_yet_covered")
        return Response(canonical(proof), content_type="application/json")


class NewestQuery(Query):
    """``before``: the day to which the root must not belong any more."""

    before = fields.Date(required=True)


@daily_roots.route("/internal/daily-roots/newest")
class NewestRoot(MethodView):
    """The root with which others draw lots."""

    @permitted("internal.facts")
    @daily_roots.arguments(NewestQuery, location="query")
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The newest root of a day before; 404 while there is none."""
        with reading_connection() as connection:
            found = DailyRoots(connection).newest(asked["before"])
        if not found:
            raise NotFound()
        return found[0].published()


class HeadSchema(Strict):
    """A signed head of the audit log."""

    size = fields.Integer(required=True, validate=between(1, 2**62))
    root = fields.String(required=True, validate=length(64, 64))
    at = fields.AwareDateTime(required=True)
    signature = fields.String(required=True, validate=length(1, 2000))


@daily_roots.route("/internal/audit-heads")
class AuditHeads(MethodView):
    """Heads of the gateway's audit log; the signature proves who says it."""

    @open_route
    @daily_roots.arguments(HeadSchema)
    @daily_roots.response(204)
    def post(self, head: dict[str, Any]) -> None:
        """Remember the newest head; it comes under the next daily root."""
        if not _is_signed(head):
            raise Unauthenticated()
        with opened(service()) as uow:
            uow.daily_roots.see_head(**head)
            uow.commit()


def _is_signed(head: Mapping[str, Any]) -> bool:
    try:
        found = jws.deserialize_compact(
            head["signature"], service().keyring.public[GATEWAY], algorithms=[ALGORITHM]
        )
    except (JoseError, ValueError):
        return False
    words = signed_words(head["size"], head["root"], head["at"])
    return found.headers().get("typ") == KIND and found.payload == words
