"""What the gateway is told: doors, sessions, limits, and the words at the foot of each page."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from chassis.settings import PREFIX, CoreSettings, flag, setting

Network = IPv4Network | IPv6Network
_RATES = (
    "rate_sign_in",
    "rate_track",
    "rate_filing",
    "rate_unproven",
    "rate_unproven_target",
    "rate_upload",
    "rate_check",
    "rate_api_key",
)
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass(frozen=True, kw_only=True)
class GatewaySettings(CoreSettings):
    """Settings of the gateway. Rates are ``count/seconds`` for one source; ``0/1`` switches one off."""

    require_totp: bool = setting(
        "staff and partners need a one-time code", default=False, parse=flag
    )
    template_cache: Path | None = setting(
        "folder of compiled page templates; {data}/templates when not set", default=None, parse=Path
    )
    mailbox: Path | None = setting(
        "folder of the embedded mode's own mail server, shown at /mailbox to this machine",
        default=None,
        parse=Path,
    )
    proxies: int = setting(
        "reverse proxies in front whose X-Forwarded-For is believed", default=0, parse=int
    )
    metrics_from: str = setting(
        "networks that may read /metrics, with commas between them", default="127.0.0.0/8,::1/128"
    )
    staff_idle_minutes: int = setting(
        "a staff session ends after this pause", default=15, parse=int
    )
    staff_hours: int = setting("a staff session ends after this time", default=8, parse=int)
    citizen_idle_minutes: int = setting(
        "a citizen's session ends after this pause", default=30, parse=int
    )
    citizen_hours: int = setting("a citizen's session ends after this time", default=12, parse=int)
    draft_days: int = setting("a draft is kept this long", default=30, parse=int)
    rate_sign_in: str = setting("tries to sign in", default="30/60")
    rate_track: str = setting("queries by number and code", default="60/60")
    rate_filing: str = setting("filings", default="600/60")
    rate_unproven: str = setting(
        "filings from browsers that did no sum before, such as those without scripts",
        default="30/600",
    )
    rate_unproven_target: str = setting(
        "such filings against one respondent, from everywhere", default="60/3600"
    )
    rate_upload: str = setting("uploads of evidence", default="600/60")
    rate_check: str = setting("checks of documents", default="60/60")
    rate_api_key: str = setting("requests with one key of a partner's system", default="600/60")
    desk_streams: int = setting(
        "pages of the hotline's desk that are told of a ringing call at once, each holding a web"
        " thread; further ones ask every second",
        default=2,
        parse=int,
    )
    wrap_up_seconds: int = setting(
        "how long the note after a call should take; the timer says when it takes longer",
        default=30,
        parse=int,
    )
    hotline: str = setting("telephone number on every page", default="12330")
    hotline_hours: str = setting(
        "when the hotline is answered", default="工作日 08:30–12:00、14:30–18:00"
    )
    hotline_hours_en: str = setting(
        "the same in English", default="working days 08:30–12:00, 14:30–18:00"
    )
    organiser: str = setting("主办单位 at the foot of each page", default="平顶山市市场监督管理局")
    operator: str = setting(
        "承办单位 at the foot of each page", default="平顶山市知识产权维权援助中心"
    )
    postal_address: str = setting("address at the foot of each page", default="")
    icp_record: str = setting("ICP备案号", default="")
    police_record: str = setting("公安备案号", default="")
    site_code: str = setting("政府网站标识码", default="")

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = super().problems()
        for name in _RATES:
            count, _, seconds = getattr(self, name).partition("/")
            if not (count.isdigit() and seconds.isdigit() and int(seconds) > 0):
                found.append(f"{PREFIX}{name.upper()} must look like 30/60: count/seconds")
        try:
            self.metrics_networks  # noqa: B018 - to see whether they can be read
        except ValueError:
            found.append(f"{PREFIX}METRICS_FROM must look like 127.0.0.0/8,10.1.0.0/16")
        return found

    @property
    def metrics_networks(self) -> tuple[Network, ...]:
        """Where the scraper may be. Raises: ValueError."""
        return tuple(
            ip_network(each.strip()) for each in self.metrics_from.split(",") if each.strip()
        )

    @property
    def mailbox_folder(self) -> Path | None:
        """Where mails are kept to be looked at; None in production, whatever is set."""
        return self.mailbox if self.bus != "amqp" else None

    @property
    def template_cache_folder(self) -> Path:
        """Where compiled templates are kept from one start to the next."""
        return self.template_cache or self.data / "templates"

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over TLS, so that cookies must be secure."""
        return self.public_url.startswith("https://")


SETTINGS = GatewaySettings
