"""Going to anything: a page by its name, a matter, a call or a text by what one knows of it (Ctrl+K)."""

from typing import Any

from flask import g, render_template, request, url_for

from contracts.permissions import reaches
from gateway.clients import desk, intake
from gateway.context import gateway
from gateway.layout import navigation
from gateway.pages.staff.room import room

_MOST = 8
_MOST_TYPED = 60


@room.get("/go")
def go() -> str:
    """What fits the words; a part of a page for the field that Ctrl+K opens."""
    wanted = request.args.get("q", "").strip()[:_MOST_TYPED]
    found = {"wanted": wanted, "places": _places(wanted), "matters": [], "calls": [], "texts": []}
    if wanted and _may("knowledge.read"):
        found["texts"] = desk.knowledge(wanted)[:_MOST]
    if wanted and _may("submission.list"):
        found["matters"] = [_linked(each) for each in _matters(wanted)]
    elif wanted and _may("call.take"):
        found |= _at_the_telephone(wanted)
    page = "staff/found.html" if request.args.get("part") else "staff/go.html"
    return render_template(page, found=found)


def _places(wanted: str) -> list[dict[str, Any]]:
    """The entries of the navigation that this person has."""
    entries = [each for group in navigation() for each in group["items"]]
    return [each for each in entries if wanted.casefold() in str(each["text"]).casefold()]


def _matters(wanted: str) -> list[Any]:
    return intake.submissions({"q": wanted, "limit": _MOST})["items"]


def _linked(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"href": url_for("staff.submission", receipt_no=row["receipt_no"])}


def _at_the_telephone(wanted: str) -> dict[str, Any]:
    """What an operator may tell of: matters with their state, and calls."""
    known = desk.lookup({"q": wanted, "number": wanted[:40]}, gateway().ids.new())
    matters = {each["receipt_no"]: each for each in (*known["matters"], *known["named"])}
    return {"matters": list(matters.values())[:_MOST], "calls": known["calls"][:_MOST]}


def _may(action: str) -> bool:
    return bool(reaches(action, g.principal.roles))
