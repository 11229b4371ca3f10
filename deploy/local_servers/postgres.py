"""A private PostgreSQL cluster in a folder of its own, on a port of its own, on loopback only."""

import functools
import os
import pwd
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from deploy.free_port import free_port
from deploy.local_servers.leftovers import end_processes_in, kill_processes_in
from deploy.supervisor import die_with_parent

UNPRIVILEGED = "nobody"
START_SECONDS = 30.0
STOP_SECONDS = 30.0
FAST_SHUTDOWN = signal.SIGINT


class PostgresCluster:
    """PostgreSQL refuses to run as root, so root drops to an unprivileged user.

    ``fsync``: without it, what is committed outlives a kill of the server but not one of the machine.
    """

    def __init__(self, folder: Path, port: int | None = None, *, fsync: bool = True) -> None:
        self.folder = folder
        self._data = folder / "data"
        self.port = port or free_port()
        self._fsync = fsync
        self._process: subprocess.Popen[bytes] | None = None
        self._as_user: dict[str, Any] = {}
        folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.chown(folder, user.pw_uid, user.pw_gid)
            _let_through(folder.parent)
            self._as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def start(self) -> "PostgresCluster":
        """Make the cluster where there is none, start it, wait until it answers.

        A server that still runs on this disk is stopped first. Raises: RuntimeError.
        """
        end_processes_in(self.folder, FAST_SHUTDOWN, STOP_SECONDS)
        if not (self._data / "PG_VERSION").exists():
            self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                      "--locale=C.UTF-8")  # fmt: skip
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "max_connections": "200",
            "shared_buffers": "64MB",
            "fsync": "on" if self._fsync else "off",
            # In its own folder: a killed server leaves nothing in shared memory.
            "dynamic_shared_memory_type": "mmap",
        }
        switches = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_binary("postgres"), "-D", str(self._data), "-p", str(self.port), *switches],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._environment(),
                start_new_session=True,
                preexec_fn=functools.partial(die_with_parent, FAST_SHUTDOWN),
                **self._as_user,
            )
        self._wait_until_it_answers()
        return self

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=1).close()
                return
            except psycopg.OperationalError:
                if self._process is None or self._process.poll() is not None:
                    break
                time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"PostgreSQL did not start, see {self.folder / 'server.log'}")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database where there is none; returns its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
                connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def stop(self) -> None:
        """Fast shutdown: running transactions are rolled back, nothing is lost."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(FAST_SHUTDOWN)
            self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """kill -9 of the server and all its processes."""
        kill_processes_in(self.folder)
        if self._process is not None:
            self._process.wait()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [_binary(program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env=self._environment(),
            **self._as_user,
        )

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}


def _let_through(folder: Path) -> None:
    """Let the unprivileged user pass through our own folders; listing them stays forbidden."""
    for each in (folder, *folder.parents):
        mode = each.stat().st_mode
        if not mode & stat.S_IXOTH and each.stat().st_uid == os.getuid():
            each.chmod(mode | stat.S_IXOTH)


def _binary(name: str) -> str:
    """The newest installed PostgreSQL's program. Raises: FileNotFoundError."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    if not found:
        raise FileNotFoundError("PostgreSQL is not installed: sh deploy/sysdeps.sh")
    return str(found[-1])
