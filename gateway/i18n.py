"""Languages: Chinese at the root, English under ``/en``; at the staff door a cookie decides."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel

LANGUAGES = ("zh", "en")
ENGLISH_PREFIX = "/en"
COOKIE = "huhang_language"
_ENVIRON = "huhang.language"
TRANSLATIONS = Path(__file__).parent / "translations"

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class EnglishPrefix:
    """Takes ``/en`` off the path and remembers it, so that every link of the page keeps it."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == ENGLISH_PREFIX or path.startswith(ENGLISH_PREFIX + "/"):
            environ = environ | {
                "PATH_INFO": path[len(ENGLISH_PREFIX) :] or "/",
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + ENGLISH_PREFIX,
                _ENVIRON: "en",
            }
        return self._app(environ, start_response)


def language() -> str:
    """The language of the page: ``zh`` or ``en``."""
    if not has_request_context():
        return "zh"
    by_path = request.environ.get(_ENVIRON)
    if by_path in LANGUAGES:
        return str(by_path)
    by_cookie = request.cookies.get(COOKIE) if request.path.startswith("/staff") else None
    return by_cookie if by_cookie in LANGUAGES else "zh"


def install(app: Flask) -> None:
    """Translate the pages of an application. Sentences in the code and templates are Chinese."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    Babel(
        app,
        locale_selector=language,
        default_translation_directories=str(TRANSLATIONS),
    )
