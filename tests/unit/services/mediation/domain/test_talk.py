"""Confidences stay sealed, offers end, and a ladder of tries says what comes next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Conflict, InvalidInput
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT, SIDES
from services.mediation.domain.talk import (
    ACCEPTED,
    ALL,
    DECLINED,
    EXPIRED,
    MEDIATOR,
    OWN,
    THREADS,
    WITHDRAWN,
    Attempt,
    Message,
    Offer,
    Talk,
    Viewer,
)

MONDAY = datetime(2026, 11, 30, 2, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)


def a_talk() -> Talk:
    return Talk(id="case", receipt_no="2026112100011")


def says(talk: Talk, by: str, thread: str, expert_id: str = "chen") -> None:
    talk.post(Message(by=by, thread=thread, text="x", at=MONDAY, expert_id=expert_id))


def an_offer(by: str = COMPLAINANT, at: datetime = MONDAY) -> Offer:
    return Offer(number=0, by=by, text="分两期付清", amount_fen=3_000_000, until=FRIDAY, at=at)


@given(
    st.lists(st.tuples(st.sampled_from((*SIDES, MEDIATOR)), st.sampled_from(THREADS)), max_size=12)
)
def test_nobody_reads_a_confidence_of_others(said: list[tuple[str, str]]) -> None:
    talk = a_talk()
    for by, thread in said:
        if by == MEDIATOR or thread in {ALL, by}:
            says(talk, by, thread)

    for side in SIDES:
        assert {each.thread for each in talk.seen_by(Viewer(side))} <= {ALL, side}
    for outsider in (Viewer("staff"), Viewer(MEDIATOR, "another")):
        assert {each.thread for each in talk.seen_by(outsider)} <= {ALL}
    assert talk.seen_by(Viewer(MEDIATOR, "chen")) == talk.messages


@pytest.mark.parametrize("thread", [RESPONDENT, OWN])
def test_a_side_writes_to_all_or_in_its_own_confidence_only(thread: str) -> None:
    with pytest.raises(InvalidInput):
        says(a_talk(), COMPLAINANT, thread)


def test_own_notes_of_the_mediator_are_told_to_nobody() -> None:
    talk = a_talk()

    says(talk, MEDIATOR, OWN)

    assert talk.events == []


def test_an_offer_is_answered_by_the_other_side_and_once() -> None:
    talk = a_talk()
    talk.offer(an_offer())

    with pytest.raises(Conflict):
        talk.answer(1, COMPLAINANT, ACCEPTED, MONDAY)
    talk.answer(1, RESPONDENT, DECLINED, MONDAY)

    assert talk.offers[0].state(FRIDAY) == DECLINED
    with pytest.raises(Conflict):
        talk.answer(1, RESPONDENT, ACCEPTED, MONDAY)


def test_an_offer_stands_to_the_end_of_its_last_day_and_no_longer() -> None:
    talk = a_talk()
    talk.offer(an_offer())
    saturday = MONDAY + timedelta(days=5)

    assert talk.offers[0].state(FRIDAY) == "open"
    assert talk.offers[0].state(FRIDAY + timedelta(days=1)) == EXPIRED
    with pytest.raises(Conflict):
        talk.answer(1, RESPONDENT, ACCEPTED, saturday)


def test_a_side_has_one_open_offer_and_may_take_it_back() -> None:
    talk = a_talk()
    talk.offer(an_offer())

    with pytest.raises(Conflict):
        talk.offer(an_offer())
    talk.answer(1, COMPLAINANT, WITHDRAWN, MONDAY)
    talk.offer(an_offer())

    assert [each.number for each in talk.offers] == [1, 2]
    with pytest.raises(InvalidInput):
        a_talk().offer(an_offer(at=MONDAY + timedelta(days=5)))


def test_the_next_way_to_try_is_one_that_was_not_tried_until_somebody_is_reached() -> None:
    talk = a_talk()
    no = Attempt(side=RESPONDENT, way="phone", outcome="no_answer", note="", at=MONDAY, by="zhang")
    yes = Attempt(side=RESPONDENT, way="visit", outcome="reached", note="", at=MONDAY, by="zhang")

    talk.try_contact(no)
    before = talk.untried(RESPONDENT)
    talk.try_contact(yes)

    assert before == ("sms", "email", "letter", "visit")
    assert talk.untried(RESPONDENT) == ()
