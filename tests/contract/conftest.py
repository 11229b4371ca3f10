"""What the contract tests share."""

from collections.abc import Iterator

import pytest

from tests.support.matters_on_all_desks import MattersOnAllDesks
from tests.support.ready import copy_databases
from tests.support.town import Town


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MattersOnAllDesks]:
    """Matters with the court and the police, for the tests of one module."""
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield MattersOnAllDesks(town)
