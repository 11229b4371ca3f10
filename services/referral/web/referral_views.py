"""Referrals and their flows as readers see them."""

from datetime import datetime
from typing import Any

from lawbook.checklists import checklist
from lawbook.presentation import clock_view, instant
from services.referral.domain.chasing import WORDS
from services.referral.domain.flow import CENTRE, PARTNER, Flow, Step
from services.referral.domain.guest_link import GUEST
from services.referral.domain.paper import AnswerFile
from services.referral.domain.referral import Referral, Taken


def flow_view(found: Flow, language: str) -> dict[str, Any]:
    """A flow as people choose it."""
    zh = language.startswith("zh")
    return {
        "flow": found.code,
        "name": found.name.of(language),
        "about": found.about.of(language),
        "source": found.source.of(language),
        "desk_kinds": list(found.to),
        "is_inbound": found.is_inbound,
        "grounds": {code: each.of(language) for code, each in found.grounds.items()},
        "items_name": found.items.name.of(language) if found.items else "",
        "item_states": (
            {code: each.of(language) for code, each in found.items.states.items()}
            if found.items
            else {}
        ),
        "states": {code: each.zh if zh else each.en for code, each in found.states.items()},
        "acts": {code: _act(code, each, language) for code, each in found.acts.items()},
        "documents": [
            {"code": each.code, "name": each.zh if zh else each.en, "required": each.required}
            for each in checklist(found.papers).items
        ],
    }


def referral_row(item: Referral, language: str, now: datetime) -> dict[str, Any]:
    """One line of a list."""
    clock = item.docket.next_due()
    zh = language.startswith("zh")
    return {
        "referral_id": item.id,
        "receipt_no": item.receipt_no,
        "flow": item.flow,
        "flow_name": item.definition.name.of(language),
        "status": item.status,
        "status_name": item.state.zh if zh else _capital(item.state.en),
        "is_open": item.is_open,
        "desk": item.desk,
        "desk_name": item.desk_name,
        "files": [_file(each) for each in item.answer_files],
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def referral_view(
    item: Referral, sides: tuple[str, ...], language: str, now: datetime
) -> dict[str, Any]:
    """One referral as one side sees it; ``possible_now``: the acts that this side may do."""
    is_partner = sides == (PARTNER,)
    state = item.state
    return referral_row(item, language, now) | {
        "purpose": item.purpose,
        "grounds": [item.definition.grounds[each].of(language) for each in item.grounds],
        "about": item.about if not is_partner else "",
        "right_type": item.right_type,
        "releases_identity": item.releases_identity,
        "is_inbound": item.definition.is_inbound,
        "source": item.definition.source.of(language),
        "opened_at": instant(item.opened_at),
        "sent_at": instant(item.sent_at) if item.sent_at else None,
        "remedy": state.remedy.of(language) if state.remedy else "",
        "documents": _documents(item, language),
        "items": _items(item, language),
        "steps": [_step(each, item, language, is_partner) for each in item.steps],
        "clocks": [clock_view(each, language, now) for each in item.docket.clocks],
        "possible_now": _possible(item, sides, language, now),
        "can_add_files": item.can_add_files(now),
        "can_chase": item.owed() is not None and sides == (CENTRE,),
        "chases": item.chases,
        "can_add_documents": state.can_add_papers and sides == (CENTRE,),
        "can_add_items": bool(item.definition.items) and state.can_add_items and not is_partner,
        "can_judge_items": bool(item.definition.items) and state.can_judge_items,
    }


def _possible(
    item: Referral, sides: tuple[str, ...], language: str, now: datetime
) -> list[dict[str, Any]]:
    # An officer also writes down what a partner answered on paper.
    also = (PARTNER,) if sides == (CENTRE,) else ()
    return [
        _act(code, item.definition.acts[code], language)
        for side in (*sides, *also)
        for code in item.possible(side, now)
    ]


def _capital(text: str) -> str:
    """As a button or a tag says it; within a sentence it stays small."""
    return text[:1].upper() + text[1:]


def _act(code: str, step: Step, language: str) -> dict[str, Any]:
    name = step.zh if language.startswith("zh") else _capital(step.en)
    return {"act": code, "name": name, "by": step.by, "takes": dict(step.takes)}


def _step(each: Taken, item: Referral, language: str, is_partner: bool) -> dict[str, Any]:
    zh = language.startswith("zh")
    known = item.definition.acts.get(each.act) or WORDS.get(each.act)
    name = (known.zh if zh else _capital(known.en)) if known else ("开始办理" if zh else "Begun")
    hides = is_partner and each.side != PARTNER
    is_guest = each.by.startswith(GUEST)
    return {
        "act": each.act,
        "name": name,
        "side": each.side,
        "by": "" if hides else each.by.removeprefix(GUEST),
        "is_guest": is_guest and not hides,
        "at": instant(each.at),
        "reasons": each.reasons,
        "number": each.number,
    }


def _documents(item: Referral, language: str) -> list[dict[str, Any]]:
    present = {paper.code: paper for paper in item.papers}
    missing = {each.code for each in item.missing()}
    found = []
    for each in checklist(item.definition.papers).items:
        paper = present.get(each.code)
        found.append(
            {
                "code": each.code,
                "name": each.zh if language.startswith("zh") else each.en,
                "required": each.required or each.code in missing,
                "present": paper is not None,
                "title": paper.title if paper else "",
                "file": vars(paper.file) if paper and paper.file else None,
            }
        )
    return found


def _file(each: AnswerFile) -> dict[str, Any]:
    return vars(each.file) | {
        "by": each.by.removeprefix(GUEST),
        "is_guest": each.by.startswith(GUEST),
        "added_at": instant(each.added_at),
    }


def _items(item: Referral, language: str) -> list[dict[str, Any]]:
    kind = item.definition.items
    if kind is None:
        return []
    return [
        {
            "nth": nth,
            "value": each.value,
            "note": each.note,
            "state": each.state,
            "state_name": kind.states[each.state].of(language),
            "judged_at": instant(each.judged_at) if each.judged_at else None,
        }
        for nth, each in enumerate(item.items, 1)
    ]
