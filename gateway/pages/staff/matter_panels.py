"""What the page of a matter shows beside what was filed."""

from typing import Any

from flask import g

from contracts.permissions import reaches
from gateway.assigning_words import WAYS, reasons_of
from gateway.clients import assigning, intake_dialogue
from gateway.code_lists import options
from gateway.pages.staff.room import officer_options, reader_options
from gateway.rating_words import rating_choices


def panels(receipt_no: str, assignee: str) -> dict[str, Any]:
    """What the page of a matter shows beside what was filed; ``assignee``: the account that has it."""
    is_mine = bool(assignee) and g.principal.subject == f"staff:{assignee}"
    return {
        "advice": intake_dialogue.advice(receipt_no),
        "written": intake_dialogue.messages(receipt_no)
        if reaches("submission.message", g.principal.roles)
        else [],
        "may_decide": bool(reaches("submission.decide", g.principal.roles)),
        "may_extend": bool(reaches("submission.extend", g.principal.roles)),
        "may_expose": bool(reaches("evidence.expose", g.principal.roles)),
        "readers_to_choose": reader_options(),
        "link_kinds": options("links"),
        "captures": options("captures"),
        "mandate_acts": options("mandate_acts"),
        "may_rule": bool(reaches("submission.rule", g.principal.roles)),
        "is_mine": is_mine,
        "return_grounds": options("return_grounds"),
        "rating_scores": rating_choices(),
        "considered": assigning.considered(receipt_no),
        "officers": officer_options(),
        "ways": WAYS,
        "reasons_of": reasons_of,
        "kinds": options("kinds"),
        "lanes": options("lanes"),
        "flags": options("flags"),
        "purposes": options("purposes"),
        "receivers": options("receivers"),
    }
