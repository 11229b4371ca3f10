"""What is said around a mediation: the mediator's and the officer's page."""

from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import talks
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
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


def _act(case_id: str, what: str, body: dict[str, str], done: str) -> Any:
    return acting.do(
        lambda act: talks.post(case_id, what, act),
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
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
