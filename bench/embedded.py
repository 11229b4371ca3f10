"""The embedded mode: how much memory it keeps when idle, how soon it answers."""

import time
from pathlib import Path

from bench.stage import folder, process
from deploy.free_port import free_port
from deploy.supervisor import python_command

IDLE_SECONDS = 8.0


def measure() -> None:
    """Print the proportional memory of all processes and the time of a second start."""
    with folder() as data:
        bind = f"127.0.0.1:{free_port()}"
        environment = {
            "HUHANG_DATA": str(data),
            "HUHANG_BIND": bind,
            "HUHANG_PUBLIC_URL": f"http://{bind}",
            "HUHANG_LOG_LEVEL": "WARNING",
        }
        command = python_command("-m", "deploy.cli", "serve")
        with process(command, environment, f"http://{bind}"):
            """The first start makes keys, schemas and demo data."""
        began = time.perf_counter()
        with process(command, environment, f"http://{bind}") as pid:
            seconds = time.perf_counter() - began
            time.sleep(IDLE_SECONDS)
            mebibytes = sum(map(_proportional_kib, _tree(pid))) / 1024
    print("\nembedded mode")
    print(f"  second start to first answer {seconds:.1f} s   (aim 5 s)")
    print(f"  resident memory, idle        {mebibytes:.0f} MiB   (aim 400 MiB)")


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        children = Path(f"/proc/{each}/task/{each}/children").read_text().split()
        waiting += [int(child) for child in children]
    return found


def _proportional_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
