"""What could not be done and waits for a person: shown to administrators, without payloads."""

from dataclasses import asdict
from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.jobs import parked
from chassis.transaction import current_uow, reading_connection, transactional
from chassis.validation import Strict

failures = Blueprint("failures", __name__, description="Parked deliveries, messages and alarms")


class RedriveSchema(Strict):
    """Which parked job to free; all of them without an id."""

    id = fields.String(load_default=None)


@failures.route("/internal/failures")
class Failures(MethodView):
    """The parking lot."""

    @permitted("failures.list")
    def get(self) -> dict[str, Any]:
        """What is parked, oldest first."""
        with reading_connection() as connection:
            return {"items": [asdict(each) for each in parked(connection)]}


@failures.route("/internal/failures/redrive")
class Redrive(MethodView):
    """Trying again."""

    @transactional
    @permitted("failures.redrive")
    @failures.arguments(RedriveSchema)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Free parked jobs for a new series of tries."""
        return {"freed": current_uow().jobs.redrive(asked["id"])}
