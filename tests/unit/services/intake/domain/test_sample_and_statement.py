"""A sample is sealed before it goes anywhere; words are a draft until they are confirmed."""

from datetime import UTC, datetime

import pytest

from chassis.errors import Conflict, WrongState
from services.intake.domain.sample import Move, Sample
from services.intake.domain.statement import Confirmation, Mark, Statement

FRIDAY_NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def a_sample() -> Sample:
    return Sample(
        id="s",
        receipt_no="2611201234565",
        label="2611201234565-01",
        name="活动扳手",
        quantity=2,
        giver="周明",
        received_at=FRIDAY_NINE,
        received_by="lina",
    )


def does(sample: Sample, *acts: str) -> Sample:
    for act in acts:
        sample.move(Move(act=act, by="lina", at=FRIDAY_NINE, place="A-3"))
    return sample


def a_statement(**changes: object) -> Statement:
    usual = {"source": "oral", "speaker": "周明", "side": "complainant", "words": "我买到了假货。"}
    values = {"id": "t", "receipt_no": "2611201234565", "taken_by": "lina", **usual, **changes}
    return Statement(taken_at=FRIDAY_NINE, **values)  # type: ignore[arg-type]


def confirmed(way: str) -> Confirmation:
    return Confirmation(way, "lina", FRIDAY_NINE, "本人无异议")


def test_a_sample_has_a_place_while_it_lies_there() -> None:
    assert does(a_sample(), "seal", "shelve").place == "A-3"
    assert does(a_sample(), "seal", "shelve", "hand_over").place == ""


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), "shelve"),
        ((), "hand_over"),
        (("seal",), "take_back"),
        (("seal", "hand_over"), "seal"),
        (("give_up",), "seal"),
    ],
)
def test_what_is_not_sealed_goes_nowhere_and_what_is_gone_stays_gone(
    before: tuple[str, ...], act: str
) -> None:
    with pytest.raises(WrongState):
        does(a_sample(), *before, act)


def test_confirmed_words_stay_as_they_are() -> None:
    said = a_statement()
    said.confirm(confirmed("read_back"))

    with pytest.raises(WrongState):
        said.revise("别的话")
    assert said.sha256 == a_statement().sha256


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({"source": "recording", "recording": "f"}, "read_back"),
        ({}, "transcribed"),
        ({"side": "other"}, "code"),
    ],
)
def test_whoever_spoke_confirms_a_statement_and_whoever_heard_it_a_transcript(
    changes: dict[str, object], way: str
) -> None:
    with pytest.raises(Conflict, match="confirmed_otherwise"):
        a_statement(**changes).confirm(confirmed(way))


def test_a_transcript_is_confirmed_only_once_there_is_one() -> None:
    with pytest.raises(Conflict, match="nothing_written"):
        a_statement(source="recording", recording="f", words="").confirm(confirmed("transcribed"))


def test_moments_of_a_recording_are_kept_in_order_each_once() -> None:
    call = a_statement(source="recording", recording="f")
    late, early = Mark(195, "place"), Mark(12, "respondent_name", "红星五金店")

    for mark in (late, early, late):
        call.mark(mark)

    assert call.marks == [early, late]
    with pytest.raises(Conflict, match="no_recording"):
        a_statement().mark(early)
