"""A private RabbitMQ node in a folder of its own, on ports of its own, on loopback only."""

import functools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from deploy.free_port import free_port
from deploy.local_servers.leftovers import end_processes_in, kill_processes_in
from deploy.supervisor import die_with_parent

# Not /usr/sbin: that wrapper insists on the user rabbitmq and its home.
PROGRAMS = Path("/usr/lib/rabbitmq/bin")
START_SECONDS = 90.0
MAPPER_START_SECONDS = 10.0
STOP_SECONDS = 60.0
_CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
loopback_users = none
log.console = true
log.file = false
vm_memory_high_watermark.relative = 0.6
disk_free_limit.absolute = 50MB
"""


class RabbitNode:
    """One node with its own port mapper (epmd), so that nothing is left behind."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        if not PROGRAMS.exists():
            raise FileNotFoundError("RabbitMQ is not installed: sh deploy/sysdeps.sh")
        self.folder = folder
        self._disk = folder / "mnesia"
        self._log = folder / "server.log"
        self.port = port or free_port()
        self._mapper_port = free_port()
        self._distribution_port = free_port()
        self._mapper: subprocess.Popen[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rabbitmq.conf").write_text(_CONFIGURATION.format(port=self.port))
        (folder / "enabled_plugins").write_text("[].\n")
        cookie = folder / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(secrets.token_hex(16))
            cookie.chmod(0o400)

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    def start(self) -> "RabbitNode":
        """Start and wait until it says that it is up.

        A node that still runs on this disk is stopped first. Raises: RuntimeError.
        """
        end_processes_in(self.folder, signal.SIGTERM, STOP_SECONDS)
        self._start_mapper()
        with self._log.open("ab") as log:
            began_at = log.tell()
            self._process = subprocess.Popen(
                [str(PROGRAMS / "rabbitmq-server")],
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self._wait_until_it_is_up(began_at)
        return self

    def _wait_until_it_is_up(self, began_at: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and _is_alive(self._process):
            if b"Server startup complete" in self._log.read_bytes()[began_at:]:
                return
            time.sleep(0.1)
        self.kill()
        self._stop_mapper()
        raise RuntimeError(f"RabbitMQ did not start, see {self._log}")

    def stop(self) -> None:
        """A clean stop; the port mapper goes too."""
        if self._process is not None and _is_alive(self._process):
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(STOP_SECONDS)
        self._stop_mapper()

    def kill(self) -> None:
        """kill -9 of the node."""
        kill_processes_in(self.folder)
        if self._process is not None:
            self._process.wait()

    def freeze(self) -> None:
        """Let the node hang: it keeps its connections and answers nothing."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen node go on."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGCONT)

    def wipe(self) -> None:
        """Lose the disk of a node that is down."""
        shutil.rmtree(self._disk, ignore_errors=True)

    def control(self, *arguments: str) -> str:
        """Ask the node with rabbitmqctl; returns what it printed."""
        done = subprocess.run(
            [str(PROGRAMS / "rabbitmqctl"), "-n", "huhang@localhost", *arguments],
            env=self._environment(),
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def _start_mapper(self) -> None:
        """A node that finds no port mapper starts one of its own, which nobody would stop."""
        if _is_alive(self._mapper):
            return
        self._mapper = subprocess.Popen(
            ["epmd", "-port", str(self._mapper_port), "-address", "127.0.0.1"],
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=functools.partial(die_with_parent, signal.SIGKILL),
        )
        deadline = time.monotonic() + MAPPER_START_SECONDS
        while _is_alive(self._mapper) and time.monotonic() < deadline:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self._mapper_port), timeout=1).close()
                return
            time.sleep(0.01)
        self._stop_mapper()
        raise RuntimeError(f"epmd did not start on port {self._mapper_port}")

    def _stop_mapper(self) -> None:
        if self._mapper is not None:
            self._mapper.kill()
            self._mapper.wait()
            self._mapper = None

    def _environment(self) -> dict[str, str]:
        folder = self.folder
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": "huhang@localhost",
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_MNESIA_BASE": str(self._disk),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"
            ),
            "RABBITMQ_CTL_ERL_ARGS": "+S 1:1",
        }


def _is_alive(process: subprocess.Popen[bytes] | None) -> bool:
    return process is not None and process.poll() is None
