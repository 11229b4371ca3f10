"""Logs tell what happened, and nothing that people wrote."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from chassis import logs
from tests.unit.chassis.conftest import NOTES, Caller

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """The log of a process that is called demo."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure("demo", "INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_request_is_one_line_of_json(lines: Lines, author: Caller) -> None:
    author.get(f"{NOTES}?limit=5", headers={"X-Request-Id": "R-17"})

    [line] = lines()
    assert line["event"] == "request"
    assert line["service"] == "demo"
    assert line["route"] == NOTES
    assert (line["method"], line["status"], line["request_id"]) == ("GET", 200, "R-17")
    assert len(str(line["trace_id"])) == 32


def test_what_machines_ask_all_the_time_does_not_hide_the_rest(
    lines: Lines, visitor: Caller, reader_service: Caller
) -> None:
    visitor.get("/healthz")
    visitor.get("/readyz")
    visitor.get("/metrics")
    reader_service.get("/internal/events?after=0")

    assert lines() == []


def test_a_poll_that_is_refused_is_logged_all_the_same(lines: Lines, visitor: Caller) -> None:
    visitor.get("/internal/events?after=0")

    [line] = lines()
    assert (line["route"], line["status"]) == ("/internal/events", 401)


def test_nothing_that_people_wrote_is_logged(lines: Lines, author: Caller) -> None:
    author.post(f"{NOTES}?phone=13800000000", json={"title": "张三 13800000000"})
    author.get(f"{NOTES}/13800000000")
    author.get("/api/v1/refusals/bug")
    author.get("/api/v1/refusals/database")
    author.get("/api/v1/张三%0d%0aX: 1")

    text = json.dumps(lines(), ensure_ascii=False)
    assert "张三" not in text
    assert "13800000000" not in text


def test_a_bug_is_logged_with_its_place_and_class(lines: Lines, author: Caller) -> None:
    author.get("/api/v1/refusals/bug")

    [bug, _request] = lines()
    assert bug["event"] == "unexpected_error"
    assert "builtins.RuntimeError" in str(bug["exception"])
    assert "web.py:" in str(bug["exception"])


def test_messages_of_the_interpreter_stay(lines: Lines) -> None:
    try:
        object().nothing  # type: ignore[attr-defined] # noqa: B018
    except AttributeError as problem:
        logging.getLogger("x").error("broken", exc_info=problem)

    [line] = lines()
    assert "'object' object has no attribute 'nothing'" in str(line["exception"])


def test_extra_fields_are_kept_by_the_list(lines: Lines) -> None:
    logging.getLogger("x").warning("job_failed", extra={"job_kind": "mail", "address": "a@b.cn"})

    [line] = lines()
    assert line["job_kind"] == "mail"
    assert "address" not in line


def test_a_line_break_cannot_make_another_line(lines: Lines) -> None:
    structlog.get_logger("x").info("a\r\n{'event': 'forged'}", reason="\x1b[31mred\r\nline")

    [line] = lines()
    assert line["event"] == "a\r\n{'event': 'forged'}"
