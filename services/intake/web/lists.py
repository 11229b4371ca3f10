"""The officers' lists: searching, saving filters, taking a list along."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.clock import SHANGHAI
from chassis.documents import load_document
from chassis.pagination import PageQuery
from chassis.problems import language
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import Choice, Strict, length
from lawbook.right_types import right_type
from services.intake.domain.advice import LANES
from services.intake.domain.kind import IDENTITIES, KINDS, NAMED, STATES
from services.intake.domain.submission import Submission
from services.intake.storage.lists import FILTERS, list_page
from services.intake.storage.saved_lists import SavedList, SavedLists, saved_lists_of
from services.intake.web.normalising import Line
from services.intake.web.sheets import as_csv, as_xlsx

lists = Blueprint("lists", __name__, description="Officers' lists")
MOST_ROWS = 5000
CSV, XLSX = "csv", "xlsx"
_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEAD = (
    "receipt_no",
    "kind",
    "status",
    "filed_at",
    "right_type",
    "right_number",
    "holder_name",
    "respondent_name",
    "next_due_on",
    "assignee",
)


class ListQuery(PageQuery):
    """Which submissions to list.

    ``q``: Chinese text, pinyin initials or numbers; ``assignee``: an account, or ``-`` for nobody.
    """

    q = Line(load_default="", validate=length(0, 60))
    status = fields.String(load_default=None, validate=Choice(STATES))
    kind = fields.String(load_default=None, validate=Choice(tuple(KINDS)))
    lane = fields.String(load_default=None, validate=Choice(LANES))
    identity = fields.String(load_default=None, validate=Choice(IDENTITIES))
    assignee = fields.String(load_default=None, validate=length(0, 80))


class ExportQuery(ListQuery):
    """Which submissions to take along, and as what."""

    format = fields.String(load_default=CSV, validate=Choice((CSV, XLSX)))


class SavedListSchema(Strict):
    """A name for some filters."""

    name = Line(required=True, validate=length(1, 60))
    query = fields.Dict(
        keys=fields.String(validate=Choice((*FILTERS, "q"))),
        values=fields.String(validate=length(0, 80)),
        required=True,
    )


@lists.route("/api/v1/submissions/export")
class Export(MethodView):
    """A list as a sheet."""

    @permitted("submission.export")
    @lists.arguments(ExportQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Response:
        """Up to 5 000 matters as CSV or XLSX; no cell is ever a formula."""
        with reading_connection() as connection:
            rows, _more = list_page(connection, asked | {"limit": MOST_ROWS})
        words = Catalogue(service().catalogue)
        head = [words.text(f"column.{each}", language(), {}) for each in _HEAD]
        cells = [_cells(load_document(Submission, row.document), words) for row in rows]
        form = asked["format"]
        body = as_csv(head, cells) if form == CSV else as_xlsx(head, cells)
        response = Response(body, content_type=_TYPES[form])
        response.headers["Content-Disposition"] = f'attachment; filename="submissions.{form}"'
        return response


@lists.route("/api/v1/saved-lists")
class Saved(MethodView):
    """The lists that the caller has saved."""

    @permitted("submission.list")
    def get(self) -> dict[str, Any]:
        """By name."""
        with reading_connection() as connection:
            found = saved_lists_of(connection, principal().subject)
        return {"items": [_saved(each) for each in found]}

    @transactional
    @permitted("submission.list")
    @lists.arguments(SavedListSchema)
    @lists.response(201)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Save filters under a name; the same name is overwritten."""
        return _saved(_mine().save(asked["name"], asked["query"]))


@lists.route("/api/v1/saved-lists/<list_id>/removal")
class Removal(MethodView):
    """Forgetting a saved list."""

    @transactional
    @permitted("submission.list")
    @lists.arguments(Strict)
    def post(self, _nothing: dict[str, Any], list_id: str) -> dict[str, Any]:
        """Forget it."""
        _mine().remove(list_id)
        return {"list_id": list_id}


def _mine() -> SavedLists:
    uow = current_uow()
    return SavedLists(uow.connection, uow.ids, principal().subject)


def _saved(each: SavedList) -> dict[str, Any]:
    return {"list_id": each.id, "name": each.name, "query": dict(each.query)}


def _cells(s: Submission, words: Catalogue) -> list[str]:
    clock = s.docket.next_due()
    kind = right_type(s.right_type) if s.right_type else None
    return [
        s.receipt_no,
        words.text(f"kind.{s.kind}", language(), {}),
        words.text(f"status.{s.status}", language(), {}),
        f"{s.filed_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "" if kind is None else kind.zh if language() == "zh" else kind.en,
        s.right_number,
        s.holder.name if s.identity == NAMED else "",
        s.respondent.name,
        clock.due_on.isoformat() if clock else "",
        s.assignee,
    ]
