"""Passing a service's file on to the reader."""

from flask import Response

from chassis.service_client import Answer

_PASSED_ON = ("Content-Type", "Content-Disposition", "Content-Length", "Content-Security-Policy")


def passed_on(answer: Answer, name: str = "") -> Response:
    """The file as the service gave it, always as a download; ``name`` where the service gives none."""
    headers = {each: answer.headers[each] for each in _PASSED_ON if each in answer.headers}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(answer.content, headers=headers)
