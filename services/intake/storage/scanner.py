"""Asking ClamAV about a file (clamd's INSTREAM): sent in pieces, never held."""

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 256 * 1024
_SECONDS = 30.0
_LONGEST_ANSWER = 4096
_LENGTH = struct.Struct("!I")


class ScannerAway(Exception):
    """The scanner did not answer, or could not look at the file."""


@dataclass(frozen=True)
class Scanner:
    """``address``: ``host:port`` or the path of clamd's socket."""

    address: str

    def is_clean(self, content: BinaryIO) -> bool:
        """Whether nothing harmful was found. Raises: ScannerAway."""
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                while chunk := content.read(CHUNK):
                    line.sendall(_LENGTH.pack(len(chunk)) + chunk)
                line.sendall(_LENGTH.pack(0))
                answer = line.recv(_LONGEST_ANSWER).rstrip(b"\0").decode("utf-8", "replace")
        except OSError as problem:
            raise ScannerAway(str(problem)) from problem
        if answer.endswith("OK"):
            return True
        if answer.endswith("FOUND"):
            return False
        raise ScannerAway(answer)

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_SECONDS)
            line.connect(str(Path(self.address)))
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_SECONDS)
