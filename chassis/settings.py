"""Configuration: read once from the environment, every mistake reported at once.

The only module that looks at the environment. A value may come from ``HUHANG_X`` or, for secrets,
from the file that ``HUHANG_X_FILE`` names (12-factor).
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

PREFIX = "HUHANG_"
SAMPLE_VALUES = frozenset({"changeme", "change-me", "secret", "example", "todo"})


class ConfigurationError(Exception):
    """The environment does not configure the process; ``problems`` names each mistake."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def setting(
    help: str, *, default: Any = MISSING, parse: Callable[[str], Any] = str, secret: bool = False
) -> Any:
    """Declare one setting of a settings dataclass; the variable is ``HUHANG_`` + the field's name."""
    metadata = {"help": help, "parse": parse, "secret": secret}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def flag(text: str) -> bool:
    """``true`` or ``false`` in the spellings people use; ValueError otherwise."""
    lowered = text.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError("must be true or false")


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser that takes one of ``choices``."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return parse


@dataclass(frozen=True, kw_only=True)
class CoreSettings:
    """What every process of every service is told."""

    data: Path = setting("folder of databases, files and keys", default=Path("var"), parse=Path)
    database_url: str = setting(
        "SQLAlchemy URL; {data} and {service} are filled in",
        default="sqlite:///{data}/{service}.db",
        secret=True,
    )
    bus: str = setting(
        "feed (no broker) or amqp (RabbitMQ)", default="feed", parse=one_of("feed", "amqp")
    )
    amqp_url: str = setting("URL of RabbitMQ, needed when the bus is amqp", default="", secret=True)
    keys: Path | None = setting("folder of signing keys and the pepper", default=None, parse=Path)
    calendar: Path | None = setting(
        "folder of working calendars: years announced later, single days; {data}/calendar if empty",
        default=None,
        parse=Path,
    )
    public_url: str = setting(
        "address under which people reach the portal", default="http://127.0.0.1:8000"
    )
    service_urls: str = setting(
        "name=URL pairs, comma separated; empty: all services live in this process", default=""
    )
    log_level: str = setting(
        "lowest level that is logged",
        default="INFO",
        parse=one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    )

    def problems(self) -> list[str]:
        """What is wrong with the settings taken together."""
        found = []
        if self.bus == "amqp" and not self.amqp_url:
            found.append(f"{PREFIX}AMQP_URL is missing: {PREFIX}BUS=amqp needs it")
        if not self.public_url.startswith(("http://", "https://")):
            found.append(f"{PREFIX}PUBLIC_URL must begin with http:// or https://")
        return found

    @property
    def keys_folder(self) -> Path:
        """Where the signing keys and the pepper live."""
        return self.keys or self.data / "keys"

    @property
    def calendar_folder(self) -> Path:
        """Where the operator keeps working calendars; there need not be one."""
        return self.calendar or self.data / "calendar"

    def database_of(self, service: str) -> str:
        """The database URL of one service (or of the gateway)."""
        return self.database_url.format(data=self.data, service=service)

    @property
    def peers(self) -> dict[str, str]:
        """Base URL of each service that runs in another process."""
        pairs = (pair.split("=", 1) for pair in self.service_urls.split(",") if "=" in pair)
        return {name.strip(): url.strip().rstrip("/") for name, url in pairs}


S = TypeVar("S", bound=CoreSettings)


def load_settings(kind: type[S], environ: Mapping[str, str] | None = None) -> S:
    """Read ``kind`` from the environment.

    Raises: ConfigurationError naming every missing, unreadable or sample value at once.
    """
    environ = os.environ if environ is None else environ
    problems: list[str] = []
    values: dict[str, Any] = {}
    for each in fields(kind):
        _read(each, environ, values, problems)
    if problems:
        raise ConfigurationError(problems)
    settings = kind(**values)
    if problems := settings.problems():
        raise ConfigurationError(problems)
    return settings


def _read(
    each: Field[Any], environ: Mapping[str, str], values: dict[str, Any], problems: list[str]
) -> None:
    name = PREFIX + each.name.upper()
    try:
        text = _text(name, environ)
        if text is not None:
            if each.metadata["secret"] and text.strip().lower() in SAMPLE_VALUES:
                raise ValueError("is a sample value")
            values[each.name] = each.metadata["parse"](text)
        elif each.default is MISSING:
            raise ValueError("is missing")
    except (ValueError, OSError) as problem:
        problems.append(f"{name} {problem} ({each.metadata['help']})")


def _text(name: str, environ: Mapping[str, str]) -> str | None:
    if environ.get(name):
        return environ[name]
    if path := environ.get(name + "_FILE"):
        return Path(path).read_text().strip()
    return None
