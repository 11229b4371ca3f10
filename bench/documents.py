"""Papers: how many PDF and Word files one processor makes in a second, warm, and how long one takes."""

import resource
import time
from collections.abc import Callable, Sequence
from datetime import date

from services.documents.application.printing import Office, Original, Printer
from services.documents.domain.kind import Kind, kinds
from services.documents.rendering.built_in import base_template
from services.documents.rendering.pdf import Press

PAPERS = 200
AIM_PER_SECOND, AIM_P99_MS = 20.0, 300.0
ONE_PAGE = ("acceptance_notice", "session_notice", "crime_transfer_letter", "service_proof")
_OFFICE = Office(name="平顶山市知识产权维权援助中心", word="平知援", public_url="http://127.0.0.1")


def measure(rounds: int) -> None:
    """One-page letters, notices with tables and forms, each with its own number, data and QR code."""
    printer = Printer(_OFFICE, Press())
    found = [kinds()[code] for code in ONE_PAGE]
    cold = _timed(lambda: printer.pdf(base_template(found[0]), _original(found[0], 0)))
    print(f"documents: the first PDF of a process takes {cold * 1000:.0f} ms with its fonts")
    for name, make in (("PDF", printer.pdf), ("Word", printer.word)):
        _report(name, [_round(found, make) for _ in range(rounds)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory of the process {peak:.0f} MiB")


def _round(found: Sequence[Kind], make: Callable[[bytes, Original], bytes]) -> tuple[float, float]:
    """Files for each second of processor time, and the time that one in a hundred exceeds, in ms."""
    for kind in found:
        make(base_template(kind), _original(kind, 0))
    times, used = [], time.process_time()
    for nth in range(PAPERS):
        kind = found[nth % len(found)]
        original = _original(kind, nth + 1)
        times.append(_timed(lambda kind=kind, it=original: make(base_template(kind), it)))  # type: ignore[misc]
    used = time.process_time() - used
    return PAPERS / used, sorted(times)[PAPERS * 99 // 100 - 1] * 1000


def _original(kind: Kind, nth: int) -> Original:
    values = kind.samples() | {"receipt_no": f"26112000{nth:05}"}
    return Original(
        office=_OFFICE,
        kind=kind,
        values=values,
        number=f"平知援{kind.word}〔2026〕{nth}号",
        issued_on=date(2026, 11, 20),
        check_code=f"ABCDEFGHJK{nth:06}".translate(str.maketrans("01", "OI")),
    )


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _report(name: str, rounds: Sequence[tuple[float, float]]) -> None:
    rates, slowest = sorted(r for r, _ in rounds), sorted(p for _, p in rounds)
    middle = len(rounds) // 2
    aim = f" (aim {AIM_PER_SECOND:.0f}/s, {AIM_P99_MS:.0f} ms)" if name == "PDF" else ""
    print(
        f"  {name}: {rates[middle]:.0f} a second and core, {rates[0]:.0f} to {rates[-1]:.0f};"
        f" p99 {slowest[middle]:.0f} ms{aim}"
    )
