"""What gunicorn refuses by itself is answered in both languages and repeats nothing."""

import json
import socket

import pytest

from deploy.unread_requests import refuse


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "bad_request"), (414, "too_long"), (431, "headers_too_large"), (501, "bad_request")],
)
def test_an_unread_request_gets_a_problem_that_tells_nothing(status: int, code: str) -> None:
    ours, theirs = socket.socketpair()

    refuse(ours, status, "Reason", "Invalid HTTP Version '<script>secret</script>'")
    ours.close()
    head, _blank, body = theirs.makefile("rb").read().partition(b"\r\n\r\n")
    theirs.close()

    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"application/problem+json" in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"secret" not in head + body
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert not problem["title"].isascii()
