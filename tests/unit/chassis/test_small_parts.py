"""Identifiers, instants, traces, sentences and unknown fields."""

from datetime import UTC, date, datetime

import pytest

from chassis.catalogue import CHASSIS_MESSAGES, Catalogue, language_of
from chassis.clock import FixedClock, local_date
from chassis.ids import RandomIds
from chassis.messages import Actor, Envelope, decode
from chassis.schema import Instant
from chassis.tracing import begin_span
from chassis.validation import Coded, length
from tests.support.demo.notes import NotePinnedV1

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_identifiers_sort_by_the_moment_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1_469_918_176_385_000_000, 1_469_918_176_386_000_000])
    monkeypatch.setattr("time.time_ns", lambda: next(moments))

    first, second = RandomIds().new(), RandomIds().new()

    assert first < second
    assert first[:10] == "01ARYZ6S41"  # the example of the ULID specification
    assert len(first) == 26


def test_identifiers_do_not_repeat() -> None:
    ids = RandomIds()

    assert len({ids.new() for _ in range(10_000)}) == 10_000
    assert all(len(ids.digits(6)) == 6 for _ in range(1000))


def test_the_legal_date_is_that_of_shanghai() -> None:
    late_on_friday_in_london = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    assert local_date(late_on_friday_in_london) == date(2026, 11, 21)


def test_a_clock_for_tests_stands_still() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))

    assert clock.now() == clock.now()


def test_an_instant_without_zone_is_refused() -> None:
    naive = datetime(2026, 11, 21, 1, 0)  # noqa: DTZ001 - this is what must be refused

    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(naive, None)  # type: ignore[arg-type]


def test_a_trace_goes_on_with_a_new_span() -> None:
    found = begin_span(TRACE).split("-")

    assert found[1] == TRACE.split("-")[1]
    assert found[2] != TRACE.split("-")[2]


@pytest.mark.parametrize(
    "given", [None, "", "x", "00-" + "0" * 32 + "-b7ad6b7169203331-01", TRACE + "\r\n", TRACE[:-1]]
)
def test_a_broken_trace_is_replaced(given: str | None) -> None:
    assert begin_span(given).split("-")[1] not in {"0" * 32, TRACE.split("-")[1]}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR,en;q=0.5", "en"),
        ("zh-CN", "zh"),
        ("fr", "zh"),
        (";;,", "zh"),
    ],
)
def test_the_language_follows_the_header(header: str | None, language: str) -> None:
    assert language_of(header) == language


def test_every_sentence_is_there_in_both_languages() -> None:
    messages = Catalogue(CHASSIS_MESSAGES).messages

    assert all(isinstance(code, str) for code in messages)
    assert all(set(entry) == {"zh", "en"} for entry in messages.values())
    assert all(text for entry in messages.values() for text in entry.values())


def test_a_sentence_lacking_a_parameter_still_reads() -> None:
    assert Catalogue(CHASSIS_MESSAGES).text("too_long", "en", {}) == "Use at most … characters."


def test_a_line_break_counts_as_one_character() -> None:
    check = length(3, 5)

    check("一\r\n二三")
    with pytest.raises(Coded) as caught:
        check("一二三四五六")

    assert caught.value.messages == [("too_long", {"max": 5})]


def test_a_reader_ignores_what_a_newer_writer_adds() -> None:
    envelope = Envelope(
        id="1",
        source="huhang/demo",
        type=NotePinnedV1.TYPE,
        subject="n1",
        subjectversion=1,
        time=datetime(2026, 11, 21, 1, 0, tzinfo=UTC),
        actor=Actor(role="author", id="staff:w"),
        data={"note_id": "n1", "title": "a", "added_later": 1},
        traceparent=TRACE,
    )

    assert decode(NotePinnedV1, envelope) == NotePinnedV1("n1", "a")


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"id": "1"}', b"\xff"])
def test_what_is_no_envelope_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        Envelope.from_json(text)
