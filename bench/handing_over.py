"""Handing over: a package of a gigabyte beside a plain archive, and the inbox of a busy desk."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from joserfc.jwk import OKPKey

from chassis.database import open_engine
from services.referral.domain.manifest import Entry, manifest_of
from services.referral.storage.inbox import counts, in_box
from services.referral.storage.package import write_package
from services.referral.storage.package_check import check_package
from services.referral.storage.tables import inbox_items, metadata

FILES, SIZE = 200, 5 * 1024 * 1024
CHUNK = 1024 * 1024
AIM_SPEED, AIM_GROWTH_MIB = 0.70, 30
TRANSFERS, DESKS, ASKED, AIM_P95_MS = 200_000, 20, 200, 200.0
_MEMORY = "--memory"


def measure_package(rounds: int) -> None:
    """Megabytes a second of a package of 200 files, as a part of a plain archive of the same files."""
    folder = Path(tempfile.mkdtemp(dir=_quick_folder()))
    try:
        entries, where = _files(folder)
        shares = []
        for _ in range(min(rounds, 3)):
            plain = _timed(lambda: _plain(where, folder / "plain.zip"))
            packed = _timed(lambda: _pack(entries, where, folder / "p.zip"))
            shares.append(plain / packed)
        growth = int(subprocess.check_output([sys.executable, "-m", __name__, _MEMORY, folder]))
        checked = _timed(lambda: _check(folder / "p.zip"))
        share = sorted(shares)[len(shares) // 2]
        print(
            f"package: {FILES} files, {FILES * SIZE >> 20} MiB at {share:.0%} of the speed of a plain"
            f" archive (aim {AIM_SPEED:.0%}); memory grows by {growth} MiB (aim {AIM_GROWTH_MIB});"
            f" checked in {checked:.1f} s"
        )
    finally:
        shutil.rmtree(folder)


def measure_inbox() -> None:
    """How long one page of a desk takes with 200 000 transfers on twenty desks, and its counts."""
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder:
        engine = open_engine(f"sqlite:///{folder}/referral.db")
        metadata.create_all(engine)
        with engine.begin() as connection:
            for rows in _transfers():
                connection.execute(inbox_items.insert(), rows)
        with engine.connect() as connection:
            times = sorted(_timed(lambda n=n: _asks(connection, n)) for n in range(ASKED))  # type: ignore[misc]
        engine.dispose()
    p95 = times[ASKED * 95 // 100] * 1000
    print(f"inbox: p95 {p95:.1f} ms with {TRANSFERS} transfers (aim {AIM_P95_MS:.0f})")


def _asks(connection: sa.Connection, nth: int) -> None:
    desk = f"police:{nth % DESKS}"
    order = (inbox_items.c.due_at, inbox_items.c.id)
    connection.execute(in_box("to_sign", desk).order_by(*order).limit(51)).all()
    counts(connection, desk)


def _transfers() -> Iterator[list[dict[str, str]]]:
    boxes = ("to_sign", "working", "done", "done", "done")
    for start in range(0, TRANSFERS, 10_000):
        yield [
            {
                "id": f"{nth:026d}",
                "kind": "transfer",
                "flow": "transfer",
                "receipt_no": f"{nth:013d}",
                "status": "sent",
                "desk": f"police:{nth % DESKS}",
                "box": boxes[nth // DESKS % len(boxes)],
                "due_at": f"2026-12-{nth % 28 + 1:02d}T15:59:59Z",
                "rule_id": "trf.police_decide",
                "sent_at": "2026-11-23T01:00:00Z",
            }
            for nth in range(start, start + 10_000)
        ]


def _files(folder: Path) -> tuple[list[Entry], dict[str, Path]]:
    entries, where = [], {}
    for nth in range(FILES):
        path = folder / f"{nth:03d}.bin"
        content = os.urandom(SIZE)
        path.write_bytes(content)
        entry = Entry(
            name=path.name,
            title=path.name,
            size=SIZE,
            media_type="application/octet-stream",
            sha256=hashlib.sha256(content).hexdigest(),
            sm3=hashlib.new("sm3", content).hexdigest(),
        )
        entries.append(entry)
        where[entry.name] = path
    return entries, where


def _pack(entries: list[Entry], where: dict[str, Path], target: Path) -> None:
    manifest = manifest_of({"id": "bench", "desk": "bench"}, entries, [])
    key = OKPKey.generate_key("Ed25519")
    with target.open("wb") as file:
        write_package(
            file.write, manifest, entries, fetch=lambda each: _read(where[each.name]), key=key
        )


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _plain(where: dict[str, Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, path in where.items():
            with archive.open(zipfile.ZipInfo(name), "w") as member:
                for chunk in _read(path):
                    member.write(chunk)


def _check(path: Path) -> None:
    verdict = check_package(path)
    if not verdict.is_sound:
        raise SystemExit(f"package: {verdict.flaws}")


def _quick_folder() -> str | None:
    return "/dev/shm" if shutil.disk_usage("/dev/shm").free > 4 << 30 else None  # noqa: S108


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _peak_mib() -> int:
    """The most memory that this process has had, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def _memory(folder: Path) -> None:
    """How many MiB packing adds to the peak of a process that has everything imported."""
    where = {path.name: path for path in sorted(folder.glob("*.bin"))}
    entries = [
        Entry(
            name=name,
            title=name,
            size=SIZE,
            media_type="",
            sha256=_digest(path),
            sm3="",
        )
        for name, path in where.items()
    ]
    before = _peak_mib()
    _pack(entries, where, folder / "memory.zip")
    print(_peak_mib() - before)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    _memory(Path(sys.argv[2]))
