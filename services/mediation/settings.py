"""Mediation's settings."""

from dataclasses import dataclass

from chassis.settings import CoreSettings, setting


@dataclass(frozen=True, kw_only=True)
class MediationSettings(CoreSettings):
    """What every service is told, and the policy for sessions."""

    session_notice_days: int = setting(
        "working days between booking a session and holding it; the law only says in advance",
        default=3,
        parse=int,
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        if self.session_notice_days < 0:
            found.append("HUHANG_SESSION_NOTICE_DAYS must not be negative")
        return found


SETTINGS = MediationSettings
