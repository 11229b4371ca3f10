"""Notification's settings."""

from dataclasses import dataclass

from chassis.settings import CoreSettings, setting

SCHEMES = ("smtp://", "smtps://", "smtp+starttls://")
LONGEST_SECONDS = 30.0
"""A mail must be done with before the lease of its job runs out."""


@dataclass(frozen=True, kw_only=True)
class NotificationSettings(CoreSettings):
    """Where mail goes out, and from whom."""

    smtp_url: str = setting(
        "mail server: smtp://, smtps:// or smtp+starttls://[user:password@]host:port",
        default="smtp://127.0.0.1:1025",
        secret=True,
    )
    smtp_seconds: float = setting(
        "how long the mail server may take for one mail", default=20.0, parse=float
    )
    smtp_ca_file: str = setting(
        "file of certificate authorities for the mail server; empty: the machine's", default=""
    )
    mail_from: str = setting("sender's address", default="12330@huhang.example.cn")
    mail_reply_to: str = setting(
        "address whose mail people read; empty: mails ask not to be answered", default=""
    )

    mail_drop: str = setting(
        "maildir into which the mail server puts what comes back to the sender's address (bounces,"
        " answers of calendars); empty: it is not read",
        default="",
    )

    sms_url: str = setting(
        "where text messages go: https://… of a provider, file:///… to look at them; empty: none",
        default="",
    )
    sms_secret: str = setting("signs each request to the provider", default="", secret=True)
    wechat_url: str = setting(
        "the same for the official account at WeChat: each goes to the openid of a follower",
        default="",
    )
    wechat_secret: str = setting(
        "signs each request to the official account, and its own to /api/v1/wechat-bindings",
        default="",
        secret=True,
    )

    webhook_hosts: str = setting(
        "hosts of partner systems that may be told of events, comma separated; empty: none",
        default="",
    )
    webhook_ca_file: str = setting(
        "file of certificate authorities for partners; empty: the machine's", default=""
    )

    @property
    def partners(self) -> frozenset[str]:
        """Hosts to which requests may go."""
        return frozenset(each.strip().lower() for each in self.webhook_hosts.split(",")) - {""}

    @property
    def switched_off(self) -> dict[str, bool]:
        """Ways that nobody can choose here."""
        urls = {"sms": self.sms_url, "wechat": self.wechat_url}
        return {name: False for name, url in urls.items() if not url}

    def problems(self) -> list[str]:
        found = super().problems()
        if not self.smtp_url.startswith(SCHEMES):
            found.append("HUHANG_SMTP_URL must begin with smtp://, smtps:// or smtp+starttls://")
        if not 0 < self.smtp_seconds <= LONGEST_SECONDS:
            found.append(f"HUHANG_SMTP_SECONDS must be above 0 and at most {LONGEST_SECONDS:g}")
        for name, url, secret in (
            ("SMS", self.sms_url, self.sms_secret),
            ("WECHAT", self.wechat_url, self.wechat_secret),
        ):
            if url and not url.startswith(("https://", "http://127.0.0.1", "file:///")):
                found.append(f"HUHANG_{name}_URL must begin with https:// or file:///")
            if url.startswith("http") and not secret:
                found.append(f"HUHANG_{name}_SECRET is missing: HUHANG_{name}_URL needs it")
        if "@" not in self.mail_from:
            found.append("HUHANG_MAIL_FROM must be an address")
        if self.mail_reply_to and "@" not in self.mail_reply_to:
            found.append("HUHANG_MAIL_REPLY_TO must be an address")
        return found


SETTINGS = NotificationSettings
