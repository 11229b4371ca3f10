"""A mail server that does nothing but note what it took, faster than any real one: ``PORT FILE``.

A mail is in the file before it is answered, so what was answered is known even after a kill.
"""

import asyncio
import re
import sys
from pathlib import Path
from typing import BinaryIO

_MESSAGE_ID = re.compile(rb"(?im)^Message-ID: *<([^>]+)>")
_ANSWERS = {b"EHLO": b"250-sink\r\n250 SIZE 10000000\r\n", b"QUIT": b"221 bye\r\n"}


class Session(asyncio.Protocol):
    """One connection; commands come one at a time, as SMTP wants it without pipelining."""

    def __init__(self, notes: BinaryIO) -> None:
        self._notes = notes
        self._received = bytearray()
        self._is_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = b"\r\n.\r\n" if self._is_data else b"\r\n"
        if not self._received.endswith(end):
            return
        received, self._received = bytes(self._received), bytearray()
        if self._is_data:
            self._take(received)
        else:
            self._answer(received[:4].upper())

    def _answer(self, command: bytes) -> None:
        self._is_data = command == b"DATA"
        default = b"354 go\r\n" if self._is_data else b"250 ok\r\n"
        self._transport.write(_ANSWERS.get(command, default))

    def _take(self, mail: bytes) -> None:
        found = _MESSAGE_ID.search(mail)
        self._notes.write((found.group(1) if found else b"?") + b"\n")
        self._is_data = False
        self._transport.write(b"250 kept\r\n")


async def serve(port: int, notes: Path) -> None:
    """Until it is killed."""
    with notes.open("ab", buffering=0) as file:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Session(file), "127.0.0.1", port)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
