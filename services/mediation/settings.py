"""Mediation's settings."""

from dataclasses import dataclass

from chassis.settings import CoreSettings, setting


@dataclass(frozen=True, kw_only=True)
class MediationSettings(CoreSettings):
    """What every service is told, and the policy for sessions and adjudications."""

    session_notice_days: int = setting(
        "working days between booking a session and holding it; the law only says in advance",
        default=3,
        parse=int,
    )

    adjudication_target: int = setting(
        "adjudications that are to be filed in a year at least", default=1, parse=int
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if self.session_notice_days < 0:
            found.append("HUHANG_SESSION_NOTICE_DAYS must not be negative")
        if self.adjudication_target < 1:
            found.append("HUHANG_ADJUDICATION_TARGET must be at least 1")
        return found


SETTINGS = MediationSettings
