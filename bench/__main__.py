"""``make bench``: figures as ratios within one run."""

import argparse
from collections.abc import Callable, Mapping

from bench import (
    desk,
    documents,
    embedded,
    filing,
    handing_over,
    handover,
    lists,
    notices,
    plan,
    relay,
    slots,
)
from bench.stage import database, servers

PARTS = (
    "embedded",
    "documents",
    "relay",
    "filing",
    "handover",
    "notices",
    "lists",
    "desk",
    "package",
    "inbox",
    "slots",
    "plan",
)

_ALONE: Mapping[str, Callable[[int], None]] = {
    "embedded": lambda _rounds: embedded.measure(),
    "documents": documents.measure,
    "lists": lambda _rounds: lists.measure(),
    "slots": lambda _rounds: slots.measure(),
    "plan": lambda _rounds: plan.measure(),
    "desk": desk.measure,
    "package": handing_over.measure_package,
    "inbox": lambda _rounds: handing_over.measure_inbox(),
}
"""Parts that need no servers, or start their own."""


def main() -> None:
    """Measure what was asked for, all of it by default."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds of each figure")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = [each for each in PARTS if each in asked.parts or not asked.parts]
    for part in (each for each in parts if each in _ALONE):
        _ALONE[part](asked.rounds)
    if "notices" in parts:
        with database() as postgres:
            notices.measure(postgres, asked.rounds)
    for part in (each for each in parts if each in {"relay", "filing", "handover"}):
        with servers() as (postgres, broker):
            if part == "relay":
                relay.measure(postgres, broker, asked.rounds)
            elif part == "filing":
                filing.measure(postgres, broker, asked.rounds)
            else:
                handover.measure(postgres, broker)


if __name__ == "__main__":
    main()
