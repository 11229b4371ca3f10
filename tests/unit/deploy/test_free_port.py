"""Two servers that start at the same moment never get one port."""

import json
import socket
import subprocess
from pathlib import Path

from deploy.free_port import free_port
from deploy.supervisor import python_command

ROOT = Path(__file__).parents[3]
MANY = 800
"""So many that two processes which choose by chance alone would meet about forty times."""


def test_a_port_is_given_once() -> None:
    ports = [free_port() for _ in range(MANY)]

    assert len(set(ports)) == MANY


def test_another_process_is_given_other_ports() -> None:
    ours = {free_port() for _ in range(MANY)}

    program = (
        "import json; from deploy.free_port import free_port; "
        f"print(json.dumps([free_port() for _ in range({MANY})]))"
    )
    done = subprocess.run(
        python_command("-c", program), cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert ours.isdisjoint(json.loads(done.stdout))


def test_a_server_can_listen_on_the_port_at_once_and_again() -> None:
    port = free_port()

    for _ in range(2):
        with socket.create_server(("127.0.0.1", port)) as server:
            assert server.getsockname() == ("127.0.0.1", port)


def test_a_port_where_somebody_listens_is_not_given() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        taken = server.getsockname()[1]

        assert taken not in {free_port() for _ in range(MANY)}
