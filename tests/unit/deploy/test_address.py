"""Where `make run` listens is where it says that it is."""

import socket

import pytest

from chassis.settings import ConfigurationError
from deploy.address import address_of, wait_until_free


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("0.0.0.0:8000", "http://127.0.0.1:8000"),
        ("[::]:8000", "http://127.0.0.1:8000"),
        ("portal.example.cn:80", "http://portal.example.cn:80"),
    ],
)
def test_the_address_follows_from_where_it_listens(bind: str, address: str) -> None:
    assert address_of(bind) == address


def test_a_port_that_stays_taken_is_named() -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"

        with pytest.raises(ConfigurationError, match=f"HUHANG_BIND={bind}"):
            wait_until_free(bind, 0.3, said.append)

    assert len(said) == 1 and bind in said[0]


def test_a_port_that_is_let_go_is_waited_for() -> None:
    other = socket.create_server(("127.0.0.1", 0))
    bind = f"127.0.0.1:{other.getsockname()[1]}"

    wait_until_free(bind, 10.0, say=lambda _line: other.close())


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:web", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_named(bind: str) -> None:
    with pytest.raises(ConfigurationError, match="HUHANG_BIND"):
        wait_until_free(bind, 0.0, print)


def test_a_free_port_is_taken_without_a_word() -> None:
    wait_until_free("127.0.0.1:0", 0.0, print)
