"""Official documents: what was issued, and writing a new one on a matter's page."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chassis.errors import NotFound
from contracts.permissions import reaches
from gateway.clients import documents
from gateway.clients.calling import Act, Refused, read
from gateway.i18n import language
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting, paper_forms
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import person_of, room, side_word

SUFFIXES = ("pdf", "docx", "jws")
_MEDIATOR, _DESK = "mediator:", "desk:"
_DESKS = {"court": _l("人民法院"), "police": _l("公安机关")}


@room.app_template_filter("paper_reader")
def reader_word(reader: str) -> str:
    """To whom a paper is addressed, as people say it."""
    if reader.startswith(_MEDIATOR):
        return _("调解员 %(account)s", account=person_of(reader.removeprefix(_MEDIATOR)))
    if reader.startswith(_DESK):
        desk = reader.removeprefix(_DESK)
        return f"{_DESKS.get(desk.partition(':')[0], desk)} {desk}"
    return side_word(reader)


@room.get("/documents/<document_id>")
def paper(document_id: str) -> str:
    """Everything that is known about one paper."""
    return _show(document_id, [])


@room.get("/documents/<document_id>/<suffix>")
def paper_file(document_id: str, suffix: str) -> Response:
    """One file of a paper. Raises: NotFound."""
    if suffix not in SUFFIXES:
        raise NotFound()
    return passed_on(documents.file(document_id, suffix))


@room.get("/documents/<document_id>/public-copy")
def paper_copy(document_id: str) -> Response:
    """The copy for publication."""
    return passed_on(documents.public_copy(document_id))


@room.post("/documents/<document_id>/withdrawal")
def withdraw_paper(document_id: str) -> Any:
    """撤销."""
    return acting.do(
        lambda act: documents.withdraw(document_id, act),
        acting.typed("reason"),
        done=_("文书已撤销，查验页即日起显示撤销"),
        onward=url_for("staff.paper", document_id=document_id),
        show=lambda errors: _show(document_id, errors),
    )


@room.get("/submissions/<receipt_no>/documents/new")
def choose_paper(receipt_no: str) -> str:
    """Which kind of paper to write."""
    found = documents.kinds()
    return render_template(
        "staff/paper_choice.html",
        receipt_no=receipt_no,
        by_hand=[each for each in found if not each["issued_by_event"]],
        by_event=[each for each in found if each["issued_by_event"]],
    )


@room.get("/submissions/<receipt_no>/documents/new/<kind>")
def write_paper(receipt_no: str, kind: str) -> str:
    """The form of a kind, filled with what is known."""
    return _form(receipt_no, kind, [])


@room.post("/submissions/<receipt_no>/documents/new/<kind>")
def issue_paper(receipt_no: str, kind: str) -> Any:
    """Look at a draft, give it more rows, or issue it."""
    if g.get("only_shows") or request.form.get("do") == "more":
        return _form(receipt_no, kind, [])
    wanted = documents.form(kind, receipt_no)
    body = {
        "receipt_no": receipt_no,
        "kind": kind,
        "values": paper_forms.typed_values(wanted["variables"]),
    }
    if request.form.get("do") == "preview":
        return _preview(body, receipt_no, kind)
    return acting.do(
        _issue,
        body,
        done=_("文书已出具"),
        onward=url_for("staff.submission", receipt_no=receipt_no) + "#papers",
        show=lambda errors: _form(receipt_no, kind, errors),
    )


def _issue(act: Act) -> None:
    try:
        documents.issue(act)
    except Refused as refusal:
        raise paper_forms.refused_inputs(refusal) from None


def _preview(body: dict[str, Any], receipt_no: str, kind: str) -> Any:
    try:
        return passed_on(documents.preview(body, request.form.get("form_key", "") + "-preview"))
    except Refused as refusal:
        errors = acting.errors_of(paper_forms.refused_inputs(refusal))
        return _form(receipt_no, kind, errors), refusal.status


def _form(receipt_no: str, kind: str, errors: Errors) -> str:
    wanted = documents.form(kind, receipt_no)
    return render_template(
        "staff/paper_form.html",
        receipt_no=receipt_no,
        kind=wanted,
        fields=paper_forms.fields_of(wanted, language()),
        errors=paper_forms.named(errors, wanted, language()),
        messages={each["href"].lstrip("#"): each["text"] for each in errors},
        has_errors=bool(errors),
    )


def _show(document_id: str, errors: Errors) -> str:
    found = read("documents", f"/api/v1/documents/{document_id}")
    g.matter = found["receipt_no"]
    roles = g.principal.roles
    return render_template(
        "staff/paper.html",
        paper=found,
        may_withdraw=bool(reaches("document.withdraw", roles)) and found["status"] == "valid",
        may_publish=bool(reaches("document.publish", roles)),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
