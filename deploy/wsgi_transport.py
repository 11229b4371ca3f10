"""Asking a service that lives in the same process."""

import io
from collections.abc import Iterable
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

from chassis.service_client import Answer, Call, comes_in_pieces


class _Pieces(io.RawIOBase):
    """A body that comes in pieces, as a stream: a large file never lies in memory as a whole."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = iter(pieces), b""

    def readinto(self, buffer: Any) -> int:
        self._left = self._left or next(filter(None, self._pieces), b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


class WsgiTransport:
    """A service that lives in this process; the same request without a network."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def send(self, call: Call) -> Answer:
        builder = EnvironBuilder(
            path=call.path,
            query_string=call.query,
            method=call.method,
            headers=list(call.headers.items()),
            input_stream=io.BytesIO(call.body if isinstance(call.body, bytes) else b""),
        )
        environ = builder.get_environ()
        if not isinstance(call.body, bytes):
            environ |= {"wsgi.input": _Pieces(call.body), "wsgi.input_terminated": True}
            environ["CONTENT_LENGTH"] = call.headers.get("Content-Length", "")
        try:
            chunks, status_line, headers = run_wsgi_app(
                self._app, environ, buffered=not call.takes_pieces
            )
        finally:
            builder.close()
        status, named = int(status_line.split()[0]), dict(headers.items())
        if call.takes_pieces and comes_in_pieces(status, named):
            return Answer(status, named, chunks)
        return Answer(status, named, _whole(chunks))


def _whole(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
