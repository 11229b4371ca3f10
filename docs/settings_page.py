"""docs/settings.md: every variable that a process reads, from the classes that declare them."""

import importlib
from dataclasses import MISSING, Field, fields
from typing import Any

from chassis.settings import PREFIX, CoreSettings
from deploy.names import SERVICES

MADE = "<!-- Written by `make docs` from the code. Changes here are lost. -->\n"
_INTRO = """\
# Settings

All settings are environment variables. A value marked 🔒 is a secret: it may stand in a file, which
the same name with `_FILE` at the end names. A process with wrong settings ends at once (status 78)
and names every problem. `make run` derives `HUHANG_PUBLIC_URL` from `HUHANG_BIND` and logs warnings
only, when nothing else is set.
"""
_LAUNCHERS: tuple[tuple[str, str, str], ...] = (
    ("BIND", "where a web process listens", "`127.0.0.1:8000`"),
    ("WEB_WORKERS", "processes of a web server", "`1`"),
    ("WEB_THREADS", "threads of each of them", "`8`"),
    ("DEMO", "`true`: the containers load the demo data", ""),
    ("DEMO_PASSWORD", "password of the demo accounts", "made once, kept in the data folder"),
)
"""Read by the launchers in deploy, which no settings class describes."""


def settings_page() -> str:
    """Every variable: what it is for and what holds when it is not set."""
    parts = [MADE, _INTRO]
    parts += _section("Every process", list(fields(CoreSettings)))
    shared = {each.name for each in fields(CoreSettings)}
    for name, module in _modules().items():
        own = [each for each in fields(module.SETTINGS) if each.name not in shared]
        parts += _section(name.capitalize(), own) if own else []
    parts += ["## Launchers", "", *_HEAD]
    parts += [f"| `{PREFIX}{name}` | {meaning} | {value} |" for name, meaning, value in _LAUNCHERS]
    return "\n".join(parts) + "\n"


def _modules() -> dict[str, Any]:
    modules = {name: importlib.import_module(f"services.{name}.settings") for name in SERVICES}
    return modules | {"gateway": importlib.import_module("gateway.settings")}


_HEAD = ["| variable | meaning | when not set |", "| --- | --- | --- |"]


def _section(title: str, found: list[Field[Any]]) -> list[str]:
    return [f"## {title}", "", *_HEAD, *(_row(each) for each in found), ""]


def _row(each: Field[Any]) -> str:
    lock = " 🔒" if each.metadata["secret"] else ""
    meaning = each.metadata["help"].replace("|", "/")
    return f"| `{PREFIX}{each.name.upper()}`{lock} | {meaning} | {_default(each)} |"


def _default(each: Field[Any]) -> str:
    if each.default is MISSING:
        return "**must be set**"
    if each.default in (None, "", ()):
        return ""
    shown = str(each.default).lower() if isinstance(each.default, bool) else str(each.default)
    return f"`{shown}`"
