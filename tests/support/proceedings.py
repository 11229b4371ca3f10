"""Proceedings in unit tests: opened on a Monday, taken from step to step."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from lawbook.explanation import explain
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Named, Said

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def a_proceeding(kind: str, at: datetime = MONDAY) -> Proceeding:
    found = Proceeding(
        id="P1",
        kind=kind,
        receipt_no="2026112300017",
        case_id="case-1",
        opened_at=at,
        question="是否落入权利要求 1 的保护范围",
    )
    found.open()
    return found


def done(proceeding: Proceeding, *acts: str, at: datetime = MONDAY, **said: Any) -> Proceeding:
    for act in acts:
        machine = proceeding.its_kind.acts[act]
        ground = machine.grounds(date(2026, 11, 23))
        given_ = {
            "note": "按笔录",
            "day": date(2027, 1, 29),
            "document": "2026 年第 8 号函",
            "person": "张伟",
            "amount_fen": 3_000_000,
            "size": 3,
            "ticked": tuple(machine.ticks),
            "ground": ground[0].code if ground else "",
        }
        proceeding.do(act, Said(**given_ | said), "zhangwei", at)
    return proceeding


def of_the_pool(number: int) -> Named:
    return Named(expert_id=f"E{number}", account=f"expert{number}", name=f"专家{number}")


def seated(proceeding: Proceeding, size: int = 3, at: datetime = MONDAY) -> Proceeding:
    """A tribunal that the institution has named after the sides' time was over."""
    done(proceeding, "choose_by", at=at, size=size, day=date(2026, 11, 30))
    seats = proceeding.tribunal.seats if proceeding.tribunal else ()
    for number, seat in enumerate(seats):
        later = at + 30 * DAY
        done(proceeding, "designate", at=later, seat=seat, expert=of_the_pool(number))
    return done(proceeding, "form_three" if size == 3 else "form_sole", at=at)


def due(proceeding: Proceeding, rule: str) -> date:
    clock = proceeding.docket.newest(rule)
    assert clock is not None
    assert explain(clock, "zh")[-1].text
    return clock.due_on


def fitting(proceeding: Proceeding, act: str) -> dict[str, Any]:
    """Seat, person and sum that an act may name now."""
    machine, tribunal = proceeding.its_kind.acts[act], proceeding.tribunal
    said: dict[str, Any] = {"expert": of_the_pool(len(proceeding.steps))}
    if machine.tribunal in {"enter", "designate"} and tribunal is not None:
        return said | {"seat": tribunal.open_seats[0]}
    if machine.order == "score":
        given = next(each for each in proceeding.commissions if not each.score)
        return {"seat": given.key, "size": 5}
    if "seat" in machine.takes and proceeding.seats_now():
        return {"seat": proceeding.seats_now()[0][0]}
    if machine.books == "recovered":
        return {"amount_fen": proceeding.sums.outstanding}
    return said
