"""Who used the processors: time by process, read from /proc."""

import os
from collections import Counter
from pathlib import Path

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_NAMES = {
    "deploy.wsgi:gateway": "gateway",
    "deploy.wsgi:service('intake')": "intake api",
    "deploy.wsgi:service": "other apis",
    "worker intake": "intake worker",
    "worker mediation": "mediation worker",
    "worker notification": "notification worker",
    "worker documents": "documents worker",
    "deploy.cli worker": "other workers",
    "postgres": "PostgreSQL",
    "beam.smp": "RabbitMQ",
}


def milliseconds() -> Counter[str]:
    """Processor time so far of each kind of process that serves."""
    found: Counter[str] = Counter()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (name := _name(entry)):
            found[name] += _time(entry)
    return found


def said(spent: Counter[str], times: float) -> str:
    """What one of ``times`` things cost, by process, the dearest first."""
    return ", ".join(f"{name} {ms / times:.1f} ms" for name, ms in spent.most_common(8))


def of_process(pid: int) -> int:
    """Processor time so far of one process, in milliseconds."""
    return _time(Path(f"/proc/{pid}"))


def _name(entry: Path) -> str:
    try:
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
    return next((name for part, name in _NAMES.items() if part in command), "")


def _time(entry: Path) -> int:
    try:
        words = (entry / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return round((int(words[11]) + int(words[12])) * _TICK_MS)
