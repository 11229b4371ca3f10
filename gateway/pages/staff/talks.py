"""What is said around a mediation: the mediator's and the officer's page."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import talks
from gateway.clients.calling import Act, Json
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pages.uploads import kept_before, with_files
from gateway.talk_words import OUTCOMES, WAYS


@room.get("/cases/<case_id>/talk")
def talk(case_id: str) -> str:
    """Messages, offers and tries of contact."""
    return _page(case_id, [])


@room.post("/cases/<case_id>/talk/message")
def post_message(case_id: str) -> Any:
    """Write to all, to one side in confidence, or for oneself."""
    return _act(case_id, "messages", acting.typed("thread", "text"), _("留言已发送"))


@room.post("/cases/<case_id>/talk/contact")
def note_contact(case_id: str) -> Any:
    """Note a try to reach a side."""
    body = acting.typed("side", "way", "outcome", "note")
    return _act(case_id, "contacts", body, _("联系记录已保存"))


@room.get("/cases/<case_id>/talk/files/<evidence_id>")
def contact_file(case_id: str, evidence_id: str) -> Response:
    """What shows a try of contact."""
    return passed_on(talks.contact_file(case_id, evidence_id))


def _act(case_id: str, what: str, body: dict[str, str], done: str) -> Any:
    def say(its_id: str, act: Act) -> Json:
        return talks.post(its_id, what, act)

    verb = with_files(say) if what == "contacts" else say
    return acting.do(
        lambda act: verb(case_id, act),
        body,
        done=done,
        onward=url_for("staff.talk", case_id=case_id),
        show=lambda errors: _page(case_id, errors),
    )


def _page(case_id: str, errors: Errors) -> str:
    return render_template(
        "staff/talk.html",
        talk=talks.talk(case_id),
        may_note=bool(reaches("contact.note", g.principal.roles)),
        ways=WAYS,
        outcomes=OUTCOMES,
        kept=kept_before(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
