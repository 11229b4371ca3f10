"""The fixed steps of a matter as a citizen sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

Thing = Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """One step. ``state``: done, now or later."""

    text: str
    state: str


def progress(submission: Any, case: Any) -> list[Progress]:
    """Where a matter stands; for a respondent, who sees no submission, only the mediation."""
    if submission is None:
        return _mediation_steps(case)
    position = {"received": 1, "accepted": 2, "in_progress": 2}.get(submission["status"], 4)
    if submission["status"] == "refused":
        return _steps([_("已收到"), _("受理审查"), _("不予受理")], 3)
    if submission["status"] == "handed_over":
        return _steps([_("已收到"), _("受理审查"), _("已移交")], 3)
    if submission.get("result") == "withdrawn":
        return _steps([_("已收到"), _("已撤回")], 2)
    middle = _("调解") if case is not None else _("办理")
    return _steps([_("已收到"), _("受理审查"), middle, _("办结")], position)


_POSITIONS = {
    "awaiting_parties": 0,
    "awaiting_consent": 0,
    "awaiting_mediator": 1,
    "mediator_proposed": 1,
    "scheduling": 2,
    "scheduled": 2,
    "awaiting_signatures": 3,
    "agreed": 4,
}


def _mediation_steps(case: Any) -> list[Progress]:
    if case is None:
        return []
    if case["status"] == "ended":
        return _steps([_("收到邀请"), _("调解终止")], 2)
    texts = [_("双方同意"), _("选定调解员"), _("开会调解"), _("签署协议")]
    return _steps(texts, _POSITIONS.get(case["status"], 0))


def _steps(texts: list[str], position: int) -> list[Progress]:
    """``position``: index of the step that is under way; behind the last one all are done."""
    return [
        Progress(text, "done" if place < position else "now" if place == position else "later")
        for place, text in enumerate(texts)
    ]
