"""Reading our HTML pages in tests without a browser: title, errors, links, form tokens."""

import re
from html import unescape
from typing import Any

from werkzeug.test import Client, TestResponse

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)


def words(page: TestResponse) -> str:
    """What a person reads, in one line."""
    return " ".join(unescape(_TAGS.sub(" ", page.text)).split())


def title(page: TestResponse) -> str:
    found = re.search(r"<title[^>]*>(.*?)</title>", page.text, re.S)
    return unescape(found[1]).strip() if found else ""


def summary(page: TestResponse) -> dict[str, str]:
    """The error summary: where each line leads, and what it says."""
    box = re.search(r'<div class="govuk-error-summary".*?</ul>', page.text, re.S)
    links = re.findall(r'<li>(?:<a href="([^"]*)">)?([^<]+)', box[0]) if box else []
    return {unescape(href): unescape(text) for href, text in links}


def beside_field(page: TestResponse, field: str) -> str:
    """The message at a field itself."""
    found = re.search(
        rf'<p id="{re.escape(field)}-error" class="govuk-error-message">\s*(.*?)</p>',
        page.text,
        re.S,
    )
    return unescape(re.sub(r"<span.*?</span>", "", found[1], flags=re.S)).strip() if found else ""


def hidden(page: TestResponse, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    return unescape(found[1]) if found else ""


class Visitor:
    """Somebody with a browser that knows only forms and links."""

    def __init__(self, app: Any, prefix: str = "") -> None:
        self.client = Client(app)
        self.prefix = prefix
        self._token = ""

    def get(self, path: str) -> TestResponse:
        page = self.client.get(self.prefix + path)
        self._token = hidden(page, "csrf_token") or self._token
        return page

    def post(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Send a form of the page that was read last."""
        sent = {"csrf_token": self._token, **(data or {})}
        page = self.client.post(self.prefix + path, data=sent)
        self._token = hidden(page, "csrf_token") or self._token
        return page

    def fill(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Read a page and send its form."""
        self.get(path)
        return self.post(path, data)
