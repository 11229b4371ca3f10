"""The table of notices: which event tells whom what, by which ways, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).parent / "rules.yaml"
EMAIL, SMS, WECHAT, PORTAL = "email", "sms", "wechat", "portal"
CHANNELS = (EMAIL, SMS, WECHAT)
SHARED_BY_ROLE = frozenset({"supervisor"})
"""Audiences that are everybody of a role: told in the inbox which they share, by no mail."""
NAMED_BY: Mapping[str, str] = {"assignee": "assignee", "former_assignee": "before"}
"""Audiences that are one of the staff, and the fact of the event that names their account: told in
their own inbox, by no mail, and never of what they did themselves."""


@dataclass(frozen=True)
class NoticeRule:
    """One line: who is told, with which template, and who knows the address.

    ``only``: facts that the event must have. ``statutory``: the law wants it told, so nobody can
    switch the mail off. ``also``: ways beside mail, for those who chose them. ``urgent``: even at
    night, on every way; without it text messages wait for the morning. ``gentle``: mails wait too.
    ``remind``: names the fact that tells when; then it is told so many ``working_days`` before.
    ``of``: names the fact that tells which one of an audience is meant; without it the matter does.
    """

    audience: str
    template: str
    owner: str
    only: Mapping[str, Any] = field(default_factory=dict)
    statutory: bool = False
    also: tuple[str, ...] = ()
    urgent: bool = False
    gentle: bool = False
    remind: str = ""
    working_days: int = 0
    of: str = ""

    def applies_to(self, data: Mapping[str, Any]) -> bool:
        # What an older event does not say yet is the same as nothing said.
        return all(data.get(name, "") == value for name, value in self.only.items())

    def respects_quiet_hours(self, channel: str) -> bool:
        return not self.urgent and (self.gentle or channel in {SMS, WECHAT})

    def slot(self, channel: str) -> str:
        """What no other notice of the same event is."""
        return f"{self.audience}|{self.template}|{channel}|{self.working_days}"

    def channels(self, chosen: Mapping[str, bool]) -> list[str]:
        """By which ways it goes to somebody who chose these; mail unless it was switched off."""
        if self.audience in SHARED_BY_ROLE or self.audience in NAMED_BY:
            return [PORTAL]
        wants_mail = self.statutory or chosen.get(EMAIL, True)
        mail = [EMAIL] if wants_mail else []
        # Whoever wants nothing sent still finds it in the portal.
        return mail + [each for each in self.also if chosen.get(each, False)] or [PORTAL]


def rule_of(event_type: str, audience: str, template: str) -> NoticeRule | None:
    """The line by which somebody was told something; None for what stands in no table."""
    lines = notice_rules().get(event_type, ())
    return next((r for r in lines if (r.audience, r.template) == (audience, template)), None)


def is_statutory(event_type: str, audience: str, template: str) -> bool:
    """Whether the law wants this told: then a mail that did not arrive is not the end of it."""
    rule = rule_of(event_type, audience, template)
    return rule is not None and rule.statutory


@cache
def notice_rules() -> Mapping[str, tuple[NoticeRule, ...]]:
    """Event type → its lines."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {kind: tuple(_rule(line) for line in lines) for kind, lines in table.items()}


def _rule(line: Mapping[str, Any]) -> NoticeRule:
    return NoticeRule(**{**line, "also": tuple(line.get("also", ()))})
