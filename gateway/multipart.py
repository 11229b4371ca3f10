"""One uploaded file on its way to a service, in pieces: it never lies in memory as a whole."""

import os
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

_CHUNK = 64 * 1024


class MultipartFile:
    """A multipart body with the one field ``file``; iterate over it to send it."""

    def __init__(self, name: str, stream: IO[bytes], boundary: str) -> None:
        self._stream = stream
        self._boundary = f"huhang-{boundary}"
        # Quotes and line breaks of a name must not end the header that carries it (RFC 7578).
        plain = name.translate({ord('"'): "%22", ord("\r"): "%0D", ord("\n"): "%0A"})
        self._head = (
            f"--{self._boundary}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{plain}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        self._tail = f"\r\n--{self._boundary}--\r\n".encode()
        self._size = len(self._head) + _bytes_left(stream) + len(self._tail)

    @property
    def content_type(self) -> str:
        return f"multipart/form-data; boundary={quote(self._boundary)}"

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        while chunk := self._stream.read(_CHUNK):
            yield chunk
        yield self._tail


def _bytes_left(stream: IO[bytes]) -> int:
    position = stream.tell()
    size = stream.seek(0, os.SEEK_END) - position
    stream.seek(position)
    return size
