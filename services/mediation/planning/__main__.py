"""``python -m services.mediation.planning SECONDS``: a problem on standard input, the answer on output."""

import sys

from cattrs.preconf.json import make_converter

from services.mediation.planning.problem import Problem
from services.mediation.planning.solver import solve


def main() -> None:
    """Solve one problem and end, so that the memory goes back."""
    converter = make_converter()
    problem = converter.loads(sys.stdin.read(), Problem)
    sys.stdout.write(converter.dumps(solve(problem, float(sys.argv[1]))))


if __name__ == "__main__":
    main()
