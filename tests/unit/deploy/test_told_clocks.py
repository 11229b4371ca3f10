"""The demonstration tells times as people here read them."""

import pytest

from deploy.demo.performance import tell


@pytest.mark.parametrize(
    ("due_at", "due_on", "told"),
    [
        ("2026-12-01T15:59:59Z", "2026-12-01", "决定：2026-12-01 前 · 第15条"),
        ("2026-11-22T09:59:45Z", "2026-11-22", "决定：2026-11-22 17:59 前 · 第15条"),
    ],
    ids=["end of a day", "a number of hours"],
)
def test_a_step_tells_its_clock(
    due_at: str, due_on: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = {"name": "决定", "due_at": due_at, "due_on": due_on, "article": "第15条"}

    tell("1 投诉", "已收到", clock)

    assert told in capsys.readouterr().out
