"""Passing a service's file on to the reader."""

from flask import Response

from chassis.service_client import Answer

_PASSED_ON = ("Content-Type", "Content-Disposition", "Content-Length", "Content-Security-Policy")


def passed_on(answer: Answer) -> Response:
    """The file as the service gave it, always as a download."""
    headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
    return Response(answer.content, headers=headers)
