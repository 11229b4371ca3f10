"""Private servers start, stop, keep what they confirmed through kill -9, and leave nothing behind."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pika
import psycopg
import pytest

from deploy.local_servers.leftovers import processes_in
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from deploy.supervisor import python_command
from tests.support.until import until

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
PERSISTENT = pika.BasicProperties(delivery_mode=2)


@pytest.fixture
def cluster(server_folder: Path, tmp_path: Path) -> Iterator[PostgresCluster]:
    found = PostgresCluster(server_folder / tmp_path.name).start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def node(server_folder: Path) -> Iterator[RabbitNode]:
    """A node of our own to break."""
    found = RabbitNode(server_folder / "breakable").start()
    yield found
    found.stop()


def launched(kind: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process that starts a server in ``folder`` and waits; returns when the server is up."""
    program = (
        "import pathlib, sys, time\n"
        f"from deploy.local_servers.{kind} import {_CLASSES[kind]} as Server\n"
        "Server(pathlib.Path(sys.argv[1])).start()\n"
        "print('up', flush=True)\n"
        "time.sleep(600)\n"
    )
    process = subprocess.Popen(
        python_command("-c", program, str(folder)), cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    return process


_CLASSES = {"postgres": "PostgresCluster", "rabbitmq": "RabbitNode"}


def names_in(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM people ORDER BY name")]


def write_names(url: str, *names: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS people (name text)")
        for name in names:
            connection.execute("INSERT INTO people VALUES (%s)", [name])


def publish(node: RabbitNode, queue: str, count: int) -> None:
    """Persistent messages into a durable queue, each of them confirmed."""
    with pika.BlockingConnection(pika.URLParameters(node.url)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare(queue, durable=True)
        for number in range(count):
            channel.basic_publish("", queue, b"%d" % number, PERSISTENT, mandatory=True)


def waiting(node: RabbitNode, queue: str) -> int:
    """How many messages wait in the queue; it is declared where there is none."""
    with pika.BlockingConnection(pika.URLParameters(node.url)) as connection:
        declared = connection.channel().queue_declare(queue, durable=True)
        return int(declared.method.message_count)


def test_committed_rows_outlive_a_kill(cluster: PostgresCluster) -> None:
    url = cluster.create_database("town")
    write_names(url, "张伟", "李娜")

    cluster.kill()
    cluster.start()

    assert names_in(url) == ["张伟", "李娜"]


def test_a_database_can_be_a_copy_of_another(cluster: PostgresCluster) -> None:
    original = cluster.create_database("original")
    write_names(original, "张伟")

    copy = cluster.create_database("copy", template="original")
    write_names(copy, "李娜")

    assert names_in(copy) == ["张伟", "李娜"]
    assert names_in(original) == ["张伟"]


def test_a_stopped_cluster_leaves_no_process(cluster: PostgresCluster) -> None:
    assert processes_in(cluster.folder) != []

    cluster.stop()

    assert processes_in(cluster.folder) == []


def test_a_killed_cluster_leaves_no_process(cluster: PostgresCluster) -> None:
    with psycopg.connect(cluster.url("postgres")):
        cluster.kill()

    assert processes_in(cluster.folder) == []


def test_a_second_start_on_one_disk_ends_the_first_server(cluster: PostgresCluster) -> None:
    url = cluster.create_database("town")
    write_names(url, "张伟")

    successor = PostgresCluster(cluster.folder).start()

    try:
        assert names_in(successor.url("town")) == ["张伟"]
        with pytest.raises(psycopg.OperationalError):
            names_in(url)
    finally:
        successor.stop()


@pytest.mark.parametrize("kind", ["postgres", "rabbitmq"])
def test_a_server_goes_with_a_launcher_that_was_killed(
    kind: str, server_folder: Path, tmp_path: Path
) -> None:
    folder = server_folder / tmp_path.name
    launcher = launched(kind, folder)
    assert processes_in(folder) != []

    os.kill(launcher.pid, signal.SIGKILL)
    launcher.wait()

    until(lambda: processes_in(folder) == [])


def test_confirmed_messages_outlive_a_kill(node: RabbitNode) -> None:
    publish(node, "kept", 200)

    node.kill()
    node.start()

    # A queue counts its messages when it has chosen its leader again, a moment after the start.
    until(lambda: waiting(node, "kept") == 200)


def test_a_wiped_broker_starts_empty(node: RabbitNode) -> None:
    publish(node, "lost", 3)

    node.kill()
    node.wipe()
    node.start()

    assert waiting(node, "lost") == 0


def test_a_broker_answers_questions_about_itself(node: RabbitNode) -> None:
    publish(node, "counted", 2)

    assert "counted\t2" in node.control("list_queues", "--quiet", "name", "messages")


def test_a_second_broker_on_one_disk_ends_the_first_and_then_leaves_no_process(
    node: RabbitNode,
) -> None:
    publish(node, "inherited", 5)

    successor = RabbitNode(node.folder).start()

    try:
        assert waiting(successor, "inherited") == 5
        with pytest.raises(pika.exceptions.AMQPConnectionError):
            waiting(node, "inherited")
    finally:
        successor.stop()
    assert processes_in(node.folder) == []
