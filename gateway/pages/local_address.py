"""Addresses that come from a form and are followed only when they are our own."""

from urllib.parse import urlsplit


def local_path(wanted: str, *, within: str = "/") -> str:
    """``wanted`` if it is a path of this site under ``within``; otherwise nothing."""
    parts = urlsplit(wanted)
    is_path = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    is_plain = not (parts.scheme or parts.netloc) and wanted.isprintable()
    below = parts.path == within or parts.path.startswith(within.rstrip("/") + "/")
    return wanted if is_path and is_plain and below else ""
