"""Builders and people for stories of mediation."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from services.mediation.domain.agreement import Agreement, Terms
from services.mediation.domain.case import Case
from services.mediation.domain.expert import Expert, Hours, Interest
from services.mediation.domain.parties import RESPONDENT, Parties, Party
from services.mediation.domain.planned_sessions import Place

MONDAY_9_AM = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
RECEIPT = "2026112300017"
WEEK = tuple(Hours(day, time(9), time(12)) for day in range(5))


def some_parties(
    complainant: str = "红星五金商行",
    respondent: str = "鹰城五金工具有限公司",
    email: str = "boss@eagle.example",
) -> Parties:
    return Parties(
        complainant=Party(name=complainant, contact_name="张三", email="zhang@red-star.example"),
        respondent=Party(name=respondent, email=email),
    )


def an_expert(name: str = "陈静", *interests: Interest, **changes: Any) -> Expert:
    values: dict[str, Any] = {
        "id": f"expert-{name}",
        "account": name,
        "name": name,
        "email": "expert@pool.example",
        "fields": ("trademark",),
        "interests": interests,
        "hours": WEEK,
    }
    return Expert(**(values | changes))


def an_opened_case(*, complainant_agrees: bool = True) -> Case:
    case = Case(
        id="case-1",
        receipt_no=RECEIPT,
        right_type="trademark",
        mediation_due_on=date(2027, 1, 22),
        opened_at=MONDAY_9_AM,
    )
    case.open(complainant_agrees=complainant_agrees)
    return case


def an_invited_case(*, complainant_agrees: bool = True) -> Case:
    case = an_opened_case(complainant_agrees=complainant_agrees)
    case.invite(some_parties(), MONDAY_9_AM)
    return case


def a_case_awaiting_a_mediator() -> Case:
    case = an_invited_case()
    case.consent(RESPONDENT, agrees=True, at=MONDAY_9_AM)
    return case


def a_proposed_case() -> Case:
    case = a_case_awaiting_a_mediator()
    case.propose("expert-1", "chenjing", MONDAY_9_AM)
    return case


def a_case_with_a_mediator() -> Case:
    case = a_proposed_case()
    case.answer_proposal(accepts=True, has_conflict=False, statement="无利害关系", at=MONDAY_9_AM)
    return case


def a_place(session_id: str, starts_at: datetime) -> Place:
    """An hour in the first room."""
    return Place(
        session_id=session_id,
        room_id="room-1",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        sequence=0,
    )


def a_scheduled_case() -> Case:
    case = a_case_with_a_mediator()
    starts_at = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    case.schedule(a_place("session-1", starts_at))
    return case


def some_terms(**changes: Any) -> Terms:
    values: dict[str, Any] = {
        "text": "乙方停止销售带有甲方商标的扳手。",
        "amount_fen": 5_000_000,
        "pay_by": date(2026, 12, 31),
        "joint_confirmation": True,
    }
    return Terms(**(values | changes))


def an_agreement(**changes: Any) -> Agreement:
    return Agreement(
        **({"id": "agreement-1", "text": "双方同意。", "joint_confirmation": True} | changes)
    )
