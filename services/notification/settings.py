"""Notification's settings."""

from dataclasses import dataclass

from chassis.settings import CoreSettings, setting

SCHEMES = ("smtp://", "smtps://", "smtp+starttls://")


@dataclass(frozen=True, kw_only=True)
class NotificationSettings(CoreSettings):
    """Where mail goes out, and from whom."""

    smtp_url: str = setting(
        "mail server: smtp://, smtps:// or smtp+starttls://[user:password@]host:port",
        default="smtp://127.0.0.1:1025",
        secret=True,
    )
    mail_from: str = setting("sender's address", default="12330@huhang.example.cn")

    def problems(self) -> list[str]:
        found = super().problems()
        if not self.smtp_url.startswith(SCHEMES):
            found.append("HUHANG_SMTP_URL must begin with smtp://, smtps:// or smtp+starttls://")
        if "@" not in self.mail_from:
            found.append("HUHANG_MAIL_FROM must be an address")
        return found


SETTINGS = NotificationSettings
