"""A WSGI application that is built at its first request: a test asks few of the services around it."""

from collections.abc import Callable
from threading import Lock
from typing import Any


class LateApp:
    """Stands where the application made by ``build`` will stand."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._building = Lock()
        self._app: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self._building:
            if self._app is None:
                self._app = self._build()
        return self._app(environ, start_response)
