"""Whether a matter should go to the police, and the matters that should have gone."""

from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields, post_load, validates_schema

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.pagination import PageQuery, listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, transactional
from chassis.validation import Choice, Coded, Strict, between, length
from lawbook.accumulation import EarlierAct, source_of_accumulation
from lawbook.presentation import instant
from lawbook.thresholds import figures_of
from services.referral.domain.crime_check import ANSWERS, Answer, CrimeCheck
from services.referral.storage.tables import crime_checks as table
from services.referral.storage.tables import transfers
from services.referral.web.lookup import account, referral_uow
from services.referral.web.schemas import MOST, FiguresSchema, Words

MOST_EARLIER = 20
crime_checks = Blueprint("crime_checks", __name__, description="Should it go to the police?")


class CheckQuery(PageQuery):
    """Which checks to list."""

    receipt_no = fields.String(load_default=None)
    alarms = fields.Boolean(load_default=False)


class EarlierActSchema(Strict):
    """An act of the same person before this one; ``punished_on`` where there was a penalty."""

    done_on = fields.Date(required=True)
    what = Words(load_default="", validate=length(0, 120))
    figures = fields.Dict(
        keys=fields.String(), values=fields.Integer(validate=between(0, MOST)), load_default=dict
    )
    punished_on = fields.Date(load_default=None, allow_none=True)

    @post_load
    def to_act(self, data: dict[str, Any], **_: Any) -> EarlierAct:
        return EarlierAct(**data)


class CheckSchema(FiguresSchema):
    """What was found, and the conclusion."""

    receipt_no = Words(required=True, validate=length(13, 13))
    answer = fields.String(required=True, validate=Choice(ANSWERS))
    reason = Words(load_default="", validate=length(0, 2000))
    earlier = fields.List(
        fields.Nested(EarlierActSchema), load_default=list, validate=length(0, MOST_EARLIER)
    )

    @validates_schema
    def figures_of_earlier_acts_belong_too(self, data: dict[str, Any], **_: Any) -> None:
        """A figure that the offence has no line for adds to nothing; it is refused instead."""
        known = figures_of(data["offence"])
        for nth, each in enumerate(data.get("earlier", ())):
            if set(each.figures) - known:
                raise Coded("figure_unknown", at=f"earlier/{nth}/figures")


@crime_checks.route("/api/v1/crime-checks")
class CrimeChecks(MethodView):
    """The checks of all matters."""

    @permitted("crime.list")
    @crime_checks.arguments(CheckQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List them; ``alarms``: only matters above a line that did not go to the police (以罚代刑)."""
        query = sa.select(table.c.document, table.c.id)
        if asked["receipt_no"]:
            query = query.where(table.c.receipt_no == asked["receipt_no"])
        if asked["alarms"]:
            query = query.where(table.c.is_alarming, ~_is_with_the_police())
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [table.c.id], asked)
        return listing(rows, cursor, lambda row: _shown(load_document(CrimeCheck, row.document)))

    @transactional
    @permitted("crime.check")
    @crime_checks.arguments(CheckSchema)
    @crime_checks.response(201)
    def post(self, asked: dict[str, Any]) -> Response:
        """Conclude for a matter; a no needs its reasons where the law says yes."""
        uow = referral_uow()
        receipt_no = asked.pop("receipt_no")
        check = uow.crime_checks.find(table.c.receipt_no == receipt_no)
        is_new = check is None
        check = check or CrimeCheck(id=uow.ids.new(), receipt_no=receipt_no)
        asked["earlier"] = tuple(asked["earlier"])
        check.add(Answer(by=account(), at=uow.clock.now(), **asked))
        (uow.crime_checks.add if is_new else uow.crime_checks.save)(check)
        return make_response(jsonify(_shown(check)), 201)


def _is_with_the_police() -> sa.ColumnElement[bool]:
    there = sa.select(transfers.c.id).where(
        transfers.c.receipt_no == table.c.receipt_no, transfers.c.is_with_police
    )
    return there.exists()


def _shown(check: CrimeCheck) -> dict[str, Any]:
    return {
        "receipt_no": check.receipt_no,
        "closed_at": instant(check.closed_at) if check.closed_at else None,
        "is_alarming": check.is_alarming,
        "answers": [_answer(each) for each in reversed(check.answers)],
    }


def _answer(each: Answer) -> dict[str, Any]:
    found = each.assessment
    return {
        "offence": each.offence,
        "offence_name": found.name_zh if language() == "zh" else found.name_en,
        "line_reached": found.reached,
        "line_near": found.near,
        "reasonable_suspicion": each.reasonable_suspicion,
        "lines": [
            {
                "figure": line.figure,
                "value": line.value,
                "line": line.line,
                "reached": line.is_reached,
            }
            for line in found.lines
        ],
        "source": found.cited(language()),
        "repeat": each.repeat or each.accumulated.repeat,
        "earlier": [
            {
                "done_on": act.done_on.isoformat(),
                "what": act.what,
                "figures": dict(act.figures),
                "punished_on": act.punished_on.isoformat() if act.punished_on else None,
                "verdict": verdict,
            }
            for act, verdict in zip(each.earlier, each.accumulated.verdicts, strict=True)
        ],
        "accumulation_source": source_of_accumulation(language()) if each.earlier else "",
        "answer": each.answer,
        "reason": each.reason,
        "by": each.by,
        "at": instant(each.at),
    }
