"""What somebody said: taken down, read back, confirmed; recordings with their transcripts."""

from typing import Any

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import intake, matter_records
from gateway.clients.calling import Act
from gateway.code_lists import label, options
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pages.staff.uploading import uploaded


@room.get("/submissions/<receipt_no>/statements")
def statements(receipt_no: str) -> str:
    """All of them, with what can be done with each."""
    return _show(receipt_no, [])


@room.post("/submissions/<receipt_no>/statements")
def take_statement(receipt_no: str) -> Any:
    """Write one down, or join a recording to the matter."""
    body = acting.typed("source", "speaker", "side", "words")

    def do(act: Act) -> None:
        voice = uploaded("recording", is_needed=body["source"] == "recording")
        said = {**act.body, "recording": voice}
        matter_records.take_down(receipt_no, Act(key=act.key, body=said))

    return _done(do, receipt_no, body, _("已记录，等待核对确认"))


@room.post("/submissions/<receipt_no>/statements/<statement_id>/<verb>")
def go_on_with_statement(receipt_no: str, statement_id: str, verb: str) -> Any:
    """Other words, a time mark, or the confirmation."""
    form = request.form
    bodies: dict[str, dict[str, Any]] = {
        "words": {"words": form.get("words-words", "").strip()},
        "marks": {
            "seconds": _seconds(form.get("marks-seconds", "")),
            "name": form.get("marks-name", ""),
            "words": form.get("marks-words", "").strip(),
        },
        "reading-back": {"note": form.get("reading-back-note", "").strip()},
    }
    if verb not in bodies:
        abort(404)
    return _done(
        lambda act: matter_records.go_on(statement_id, verb, act),
        receipt_no,
        bodies[verb],
        _("已确认，内容不再改动") if verb == "reading-back" else _("已保存"),
    )


@room.get("/submissions/<receipt_no>/statements/<statement_id>/paper")
def statement_paper(receipt_no: str, statement_id: str) -> str:
    """The statement on paper, with room for signatures."""
    found = matter_records.statements(receipt_no)
    one = next((each for each in found if each["statement_id"] == statement_id), None)
    if one is None:
        abort(404)
    return render_template("staff/matter/statement_paper.html", said=one)


def _seconds(typed: str) -> int | None:
    """``3:15`` or ``1:02:03`` in seconds; None for anything else."""
    parts = typed.strip().replace("：", ":").split(":")
    if len(parts) > 3 or not all(each.isascii() and each.isdecimal() for each in parts):
        return None
    total = 0
    for each in parts:
        total = total * 60 + int(each)
    return total


def _done(do: Any, receipt_no: str, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        do,
        body,
        done=done,
        onward=url_for("staff.statements", receipt_no=receipt_no),
        show=lambda errors: _show(receipt_no, errors),
    )


def _show(receipt_no: str, errors: Errors) -> str:
    reads = bool(reaches("submission.read", g.principal.roles))
    return render_template(
        "staff/matter/statements.html",
        number=receipt_no,
        statements=matter_records.statements(receipt_no),
        values=intake.submission(receipt_no)["fields"] if reads else {},
        reads=reads,
        may_take=bool(reaches("statement.take", g.principal.roles)),
        fields=options("desk_fields"),
        label=label,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
