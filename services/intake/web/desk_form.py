"""What the desk's one form amounts to: the body of a filing, by the same rules as on the web."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from marshmallow import ValidationError

from chassis.clock import SHANGHAI
from services.intake.application.take_call import Written
from services.intake.domain.call import ANSWERED, CALL_BACK, DISPATCHED, HANDLINGS, INQUIRY, OTHER
from services.intake.domain.jurisdiction import division_named
from services.intake.domain.kind import (
    AID,
    ANONYMOUS,
    COMPLAINT,
    CONFIDENTIAL,
    CONSULTATION,
    NAMED,
    REPORT,
)
from services.intake.web.normalising import Telephone
from services.intake.web.schemas import LEAST_FACTS, FileSubmissionSchema

FIELDS = (
    "number",
    "contact_name",
    "kind",
    "right_type",
    "right_number",
    "division",
    "place",
    "respondent_name",
    "respondent_url",
    "holder_name",
    "facts",
    "confidential",
    "handling",
    "answer",
    "answer_source",
    "merge_into",
    "call_back_time",
    "language",
)
CALL_KINDS = (CONSULTATION, REPORT, COMPLAINT, AID, INQUIRY, OTHER)
"""In the order of their digits on the desk."""
NOBODY = "0"
"""Typed for a caller whose number is not shown."""
_UNNAMED = "来电人"
_SOURCE = ("依据：", "Source: ")
_FIELD_OF = {
    "contact_phone": "number",
    "place": "division",
    "requests": "facts",
    "holder_role": "holder_name",
    "identity": "number",
}
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]?([0-5]\d)")


def number_of(typed: str) -> str:
    """A caller's number in the form in which numbers are kept; empty for one that is not shown."""
    number = str(Telephone().deserialize(typed)) if typed else ""
    return "" if number == NOBODY else number.removeprefix("+86")[:40]


def written(draft: Mapping[str, str], now: datetime) -> Written:
    """What is to be registered, and what is missing for it."""
    kind = draft.get("kind") or REPORT
    handling = draft.get("handling") if draft.get("handling") in HANDLINGS else ""
    handling = handling or (ANSWERED if kind in {CONSULTATION, INQUIRY, OTHER} else DISPATCHED)
    found = Written(
        handling=handling,
        command=None,
        answer=_answer(draft),
        merge_into="".join(draft.get("merge_into", "").split()),
        call_back_at=_call_back_at(draft.get("call_back_time", ""), now),
    )
    is_told = handling == ANSWERED and kind != CONSULTATION
    if is_told or handling == CALL_BACK or kind in {INQUIRY, OTHER}:
        return found
    try:
        return replace(found, command=FileSubmissionSchema().load(_body(kind, draft)))
    except ValidationError as problem:
        # A question that was answered at once is a call like any other; nothing has to follow.
        return replace(found, gaps=() if handling == ANSWERED else _gaps(problem))


def _body(kind: str, draft: Mapping[str, str]) -> dict[str, Any]:
    number, name = number_of(draft.get("number", "")), draft.get("contact_name", "")
    hides = kind == REPORT
    identity = NAMED
    if hides and not number:
        identity = ANONYMOUS
    elif hides and draft.get("confidential"):
        identity = CONFIDENTIAL
    body = {
        "kind": kind,
        "channel": "phone",
        "identity": identity,
        "language": draft.get("language") or "zh",
        "right_type": draft.get("right_type", ""),
        "right_number": draft.get("right_number", ""),
        "place": _place(draft),
        "respondent_name": draft.get("respondent_name", ""),
        "respondent_unknown": not draft.get("respondent_name"),
        "respondent_url": draft.get("respondent_url", ""),
        "facts": _facts(kind, draft),
    }
    if identity != ANONYMOUS:
        body |= {"contact_name": name or _UNNAMED, "contact_phone": number}
        body["notify_by"] = ["phone"]
    if kind in {COMPLAINT, AID}:
        body |= {"holder_role": "self", "holder_name": draft.get("holder_name") or name}
    if kind == COMPLAINT:
        body["requests"] = ["investigation"]
    return body


def _facts(kind: str, draft: Mapping[str, str]) -> str:
    """What the caller told; a question that was hardly written down is told by its answer."""
    facts = draft.get("facts", "").strip()
    if kind == CONSULTATION and len(facts) < LEAST_FACTS:
        return f"{facts} {draft.get('answer', '')}".strip()[:2000]
    return facts


def _answer(draft: Mapping[str, str]) -> str:
    """What the caller was told, and what it rests on."""
    answer, source = draft.get("answer", "").strip(), draft.get("answer_source", "").strip()
    if not answer or not source or source in answer:
        return answer
    return f"{answer}\n{_SOURCE[draft.get('language') == 'en']}{source}"


def _place(draft: Mapping[str, str]) -> str:
    division = division_named(draft.get("division", ""))
    place = draft.get("place", "")
    where = f"{division.name}{place}" if division else place
    return where or draft.get("respondent_url", "")[:200]


def _gaps(problem: ValidationError) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_FIELD_OF.get(name, name) for name in problem.messages_dict))


def _call_back_at(typed: str, now: datetime) -> datetime | None:
    """The next time that the clock shows what was typed, such as 15:30 or 1530."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    local = now.astimezone(SHANGHAI)
    at = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return at if at > local else at + timedelta(days=1)
