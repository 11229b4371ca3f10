"""Beside the desk's form: who calls, what may be the same, who is competent."""

from datetime import timedelta
from typing import Any

from flask.views import MethodView
from marshmallow import fields
from sqlalchemy.engine import Connection

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.documents import load_document
from chassis.problems import language
from chassis.transaction import reading_connection, service
from chassis.validation import Strict, length
from lawbook.presentation import instant
from services.intake.domain.kind import NAMED
from services.intake.domain.likeness import marks
from services.intake.domain.submission import Submission
from services.intake.storage.calls import caller
from services.intake.storage.duplicates import alike, repeats_of
from services.intake.storage.lists import list_page
from services.intake.storage.unit_of_work import opened
from services.intake.web.call_views import call_row
from services.intake.web.desk_form import number_of
from services.intake.web.normalising import Compact, HalfWidth, Line

call_lookups = Blueprint("call_lookups", __name__, description="What stands beside the desk's form")
MOST_ALIKE = 5
MOST_NAMED = 10
MOST_OF_FACTS = 400
_ALIKE_FOR = timedelta(days=180)


class LookupSchema(Strict):
    """Body of ``POST /api/v1/call-lookups``; nothing of it is kept."""

    number = fields.String(load_default="", validate=length(0, 40))
    respondent_name = Line(load_default="", validate=length(0, 200))
    respondent_url = HalfWidth(load_default="", validate=length(0, 500))
    right_type = fields.String(load_default="", validate=length(0, 40))
    right_number = Compact(load_default="", validate=length(0, 40))
    q = Line(load_default="", validate=length(0, 60))


@call_lookups.route("/api/v1/call-lookups")
class Lookups(MethodView):
    """Everything that is asked while somebody talks."""

    @permitted("call.take")
    @call_lookups.arguments(LookupSchema)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Earlier calls and matters of the number; matters that may be the same."""
        now, number = service().clock.now(), number_of(asked["number"])
        keys = marks(
            asked["respondent_name"],
            asked["respondent_url"],
            asked["right_type"],
            asked["right_number"],
            number,
        )
        with reading_connection() as connection:
            known = caller(connection, number) if number else None
            likely = [each for each in alike(connection, keys) if each.filed_at > now - _ALIKE_FOR]
            repeats = repeats_of(connection, keys["respondent_key"], now)
            named = _with_words(connection, asked["q"])
        words = Catalogue(service().catalogue)
        return {
            "name": _name_of(known.calls) if known else "",
            "nuisance": known.nuisance if known else 0,
            "calls": [call_row(each) for each in known.calls] if known else [],
            "matters": [_matter(row, words) for row in (known.matters if known else ())],
            "duplicates": [
                _matter(each, words)
                | {"marks": [words.text(f"mark.{m}", language(), {}) for m in each.marks]}
                for each in likely[:MOST_ALIKE]
            ],
            "repeats": repeats,
            "named": [_matter(each, words) for each in named],
        }


@call_lookups.route("/api/v1/call-lookups/<receipt_no>")
class Compared(MethodView):
    """A matter beside a call that may repeat it."""

    @permitted("call.take")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """What it is about, without its people; of what was told in confidence not even the words."""
        with opened(service()).reading() as uow:
            found = uow.submissions.by_receipt_no(receipt_no)
        words = Catalogue(service().catalogue)
        is_secret = found.identity != NAMED
        return _matter(found, words) | {
            "right_type": found.right_type,
            "right_number": found.right_number,
            "respondent_name": found.respondent.name,
            "respondent_url": found.respondent.url,
            "place": found.place,
            "happened_on": found.happened_on,
            "facts": "" if is_secret else found.facts[:MOST_OF_FACTS],
            "is_secret": is_secret,
        }


def _with_words(connection: Connection, q: str) -> list[Submission]:
    if not q:
        return []
    asked = {"q": q, "limit": MOST_NAMED, "cursor": ""}
    rows, _more = list_page(connection, asked)
    return [load_document(Submission, row.document) for row in rows]


def _matter(row: Any, words: Catalogue) -> dict[str, Any]:
    """A matter as somebody at the telephone may tell of it."""
    return {
        "receipt_no": row.receipt_no,
        "kind": words.text(f"kind.{row.kind}", language(), {}),
        "status": words.text(f"status.{row.status}", language(), {}),
        "filed_at": instant(row.filed_at),
    }


def _name_of(calls: list[Any]) -> str:
    """How this caller was called last; nobody who asked for secrecy is named."""
    open_ones = (each for each in calls if not each.draft.get("confidential"))
    return next((n for each in open_ones if (n := each.draft.get("contact_name", ""))), "")
