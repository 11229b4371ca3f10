"""Proceedings as the staff and as the parties see them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chassis.clock import local_date
from chassis.problems import language
from chassis.transaction import service
from lawbook.presentation import clock_view, instant
from services.mediation.application.run_proceeding import nameable
from services.mediation.domain.proceedings.checking import OF_THE_STAFF
from services.mediation.domain.proceedings.commissions import Commission
from services.mediation.domain.proceedings.kind import REQUIRED, Act, Kind
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.request import ADJUDICATION
from services.mediation.domain.proceedings.said import Filed, Step
from services.mediation.domain.proceedings.standards import standards
from services.mediation.storage.unit_of_work import MediationUnitOfWork


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


def proceeding_view(found: Proceeding, uow: MediationUnitOfWork) -> dict[str, Any]:
    """Everything, for the staff."""
    opened_on = local_date(found.opened_at)
    kind = found.its_kind
    return _shared(found) | {
        "requested_by": found.requested_by,
        "citations": _citations(found),
        "files": [file_view(each) for each in found.files],
        "commissions": [_commission(each) for each in found.commissions],
        "possible_now": [
            _act(name, kind.acts[name], opened_on) | _choices(found, kind.acts[name], "", uow)
            for name in found.possible()
        ],
        "steps": [
            _step(step, kind, opened_on)
            | {"by": step.by, "note": step.note, "person": step.person}
            | {"files": [file_view(each) for each in step.files]}
            for step in found.steps
        ],
    }


def public_view(found: Proceeding, side: str, uow: MediationUnitOfWork) -> dict[str, Any]:
    """What a side sees: the request, where it stands, the steps with their days, the clocks, what the sides
    wrote to one another with its files, and what it may do itself. No notes and no names of the staff.

    The other side sees it from the day on which it was served.
    """
    opened_on = local_date(found.opened_at)
    kind = found.its_kind
    return _shared(found) | {
        "files": [file_view(each) for each in found.files],
        "own_wish": _own_wish(found, side),
        "possible_now": [
            _act(name, kind.acts[name], opened_on, for_party=True)
            | _choices(found, kind.acts[name], side, uow)
            for name in found.possible(side)
        ],
        "steps": [
            _step(step, kind, opened_on)
            | {"words": found.words_for(side, step)}
            | {"files": [file_view(each) for each in found.files_for(side, step)]}
            for step in found.steps
            if found.shows(side, step)
        ],
    }


def _shared(found: Proceeding) -> dict[str, Any]:
    """What the staff and both sides see alike."""
    kind, said, now = found.its_kind, _language(), service().clock.now()
    return row_view(found) | {
        "question": found.question,
        "source": kind.source[said],
        "clocks": [clock_view(each, language(), now) for each in found.docket.clocks],
        "tribunal": _tribunal(found),
        "sums": _sums(found),
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
        "bars": _options(kind.bars),
    }


def file_view(file: Filed) -> dict[str, Any]:
    """One file, as a link needs it."""
    return {"id": file.evidence_id, "name": file.name, "size": file.size, "sha256": file.sha256}


def _step(step: Step, kind: Kind, opened_on: date) -> dict[str, Any]:
    """``side``: the party that took it itself; empty for the staff."""
    return {
        "act": step.act,
        "name": _name(kind.acts[step.act]),
        "side": step.side,
        "at": instant(step.at),
        "day": step.day.isoformat() if step.day else None,
        "ground": _ground(kind.acts[step.act], step.ground, opened_on),
        "amount_fen": step.amount_fen,
        "document": step.document,
        "ticked": [
            each["text"]
            for each in _options(kind.acts[step.act].ticks)
            if each["value"] in step.ticked
        ],
        "seat": step.seat if kind.acts[step.act].tribunal else "",
        "expert": step.expert.name if step.expert else "",
    }


def _act(name: str, act: Act, opened_on: date, *, for_party: bool = False) -> dict[str, Any]:
    said = _language()
    return {
        "act": name,
        "name": _own_name(act) if for_party else _name(act),
        "takes": _of_party(act) if for_party else dict(act.takes),
        "ticks": _options(act.ticks),
        "in_paper": act.in_paper,
        "grounds": [
            {"value": each.code, "text": each.zh if said == "zh" else each.en}
            for each in act.grounds(opened_on)
        ],
    }


def _of_party(act: Act) -> dict[str, str]:
    """A party writes something, and gives what is not the institution's to fix."""
    own = {name: how for name, how in act.takes.items() if name not in OF_THE_STAFF}
    return {"note": REQUIRED} | own


def _choices(found: Proceeding, act: Act, side: str, uow: MediationUnitOfWork) -> dict[str, Any]:
    """Whom and which seat an act may name."""
    choices: dict[str, Any] = {}
    if "expert" in act.takes:
        choices["experts"] = [
            {"value": each.id, "text": each.name} for each in nameable(found, act, uow)
        ]
    if "seat" in act.takes:
        choices["seats"] = _seats(found, act, side)
    return choices


def _seats(found: Proceeding, act: Act, side: str) -> list[dict[str, str]]:
    """Seats to give, those that are taken, or the orders to experts; ``text``: who holds it."""
    tribunal = found.tribunal
    if tribunal is not None and act.tribunal == "nominate":
        return [{"value": seat, "text": ""} for seat in tribunal.seats_of(side)]
    if tribunal is not None and act.tribunal in {"enter", "designate"}:
        return [{"value": seat, "text": ""} for seat in tribunal.open_seats]
    return [{"value": seat, "text": name} for seat, name in found.seats_now()]


def _tribunal(found: Proceeding) -> dict[str, Any] | None:
    """Who sits, and until when the sides may choose; nobody learns whom the other side wants."""
    if found.tribunal is None:
        return None
    return {
        "size": found.tribunal.size,
        "pick_until": found.tribunal.pick_until.isoformat(),
        "is_complete": found.tribunal.is_complete,
        "seats": [
            {"seat": seat, "name": sits.expert.name if sits else "", "by": sits.by if sits else ""}
            for seat in found.tribunal.seats
            for sits in [found.tribunal.at(seat)]
        ],
        "joint_seat": found.tribunal.joint_seat,
        "wished_by": sorted(found.tribunal.wishes),
    }


def _citations(found: Proceeding) -> list[str]:
    """Standards that may be quoted in this kind."""
    return [each.citation for each in standards()] if found.kind == ADJUDICATION else []


def _own_wish(found: Proceeding, side: str) -> str:
    own = found.tribunal.wishes.get(side) if found.tribunal else None
    return own.name if own else ""


def _sums(found: Proceeding) -> dict[str, int] | None:
    """The books in fen, for a kind that keeps some."""
    if not any(act.books for act in found.its_kind.acts.values()):
        return None
    sums = found.sums
    return vars(sums) | {"outstanding": sums.outstanding}


def _commission(each: Commission) -> dict[str, Any]:
    return {
        "expert_id": each.key,
        "name": each.expert.name,
        "fee_fen": each.fee_fen,
        "due_on": each.due_on.isoformat(),
        "materials": [file_view(file) for file in each.materials],
        "answer": each.answer,
        "declaration": each.declaration,
        "files": [file_view(file) for file in each.files],
        "answered_at": instant(each.answered_at) if each.answered_at else None,
        "score": each.score,
        "reason": each.reason,
    }


def _options(named: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Codes with their words in the reader's language."""
    return [{"value": code, "text": words[_language()]} for code, words in named.items()]


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
