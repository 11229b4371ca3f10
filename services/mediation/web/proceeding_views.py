"""Proceedings as the staff and as the parties see them."""

from datetime import date
from typing import Any

from chassis.clock import local_date
from chassis.problems import language
from chassis.transaction import service
from lawbook.presentation import clock_view, instant
from services.mediation.domain.proceedings.kind import REQUIRED, Act, Kind
from services.mediation.domain.proceedings.proceeding import Proceeding, Step


def row_view(found: Proceeding) -> dict[str, Any]:
    """One line of a list."""
    kind, said = found.its_kind, _language()
    clock = found.docket.next_due()
    state = kind.states[found.state]
    return {
        "proceeding_id": found.id,
        "kind": found.kind,
        "name": kind.name[said],
        "receipt_no": found.receipt_no,
        "case_id": found.case_id,
        "state": found.state,
        "state_name": state.zh if said == "zh" else state.en,
        "is_over": state.is_end,
        "opened_at": instant(found.opened_at),
        "next_clock": clock_view(clock, language(), service().clock.now()) if clock else None,
    }


def proceeding_view(found: Proceeding) -> dict[str, Any]:
    """Everything, for the staff."""
    kind, said, now = found.its_kind, _language(), service().clock.now()
    opened_on = local_date(found.opened_at)
    return row_view(found) | {
        "question": found.question,
        "requested_by": found.requested_by,
        "source": kind.source[said],
        "clocks": [clock_view(each, language(), now) for each in found.docket.clocks],
        "possible_now": [_act(name, kind.acts[name], opened_on) for name in found.possible()],
        "steps": [
            _step(step, kind, opened_on) | {"by": step.by, "note": step.note}
            for step in found.steps
        ],
    }


def public_view(found: Proceeding, side: str) -> dict[str, Any]:
    """What a side sees: the request, where it stands, the steps with their days, the clocks, what the sides
    wrote to one another, and what it may do itself. No notes and no names of the staff.

    The other side sees it from the day on which it was served.
    """
    kind, said, now = found.its_kind, _language(), service().clock.now()
    opened_on = local_date(found.opened_at)
    return row_view(found) | {
        "question": found.question,
        "source": kind.source[said],
        "clocks": [clock_view(each, language(), now) for each in found.docket.clocks],
        "possible_now": [
            _act(name, kind.acts[name], opened_on, for_party=True) for name in found.possible(side)
        ],
        "steps": [
            _step(step, kind, opened_on) | {"words": found.words_for(side, step)}
            for step in found.steps
        ],
    }


def kind_view(kind: Kind, in_the_way: str) -> dict[str, Any]:
    """One kind that may be chosen, with what stands in its way."""
    said = _language()
    return {
        "kind": kind.code,
        "name": kind.name[said],
        "about": kind.about[said],
        "source": kind.source[said],
        "hindrance": in_the_way,
    }


def _step(step: Step, kind: Kind, opened_on: date) -> dict[str, Any]:
    """``side``: the party that took it itself; empty for the staff."""
    return {
        "act": step.act,
        "name": _name(kind.acts[step.act]),
        "side": step.side,
        "at": instant(step.at),
        "day": step.day.isoformat() if step.day else None,
        "ground": _ground(kind.acts[step.act], step.ground, opened_on),
    }


def _act(name: str, act: Act, opened_on: date, *, for_party: bool = False) -> dict[str, Any]:
    said = _language()
    return {
        "act": name,
        "name": _own_name(act) if for_party else _name(act),
        "takes": {"note": REQUIRED} if for_party else dict(act.takes),
        "in_paper": act.in_paper,
        "grounds": [
            {"value": each.code, "text": each.zh if said == "zh" else each.en}
            for each in act.grounds(opened_on)
        ],
    }


def _name(act: Act) -> str:
    return act.zh if _language() == "zh" else act.en


def _own_name(act: Act) -> str:
    """What a party does, where the staff note that it came."""
    return act.own[_language()] if act.own else _name(act)


def _ground(act: Act, code: str, opened_on: date) -> str:
    found = next((each for each in act.grounds(opened_on) if each.code == code), None)
    return "" if found is None else found.zh if _language() == "zh" else found.en


def _language() -> str:
    return "zh" if language().startswith("zh") else "en"
