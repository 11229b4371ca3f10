"""Versions on the wire: a reader learns the version, a writer must name the one it has read."""

from flask import Response, request
from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags

from chassis.errors import PreconditionRequired, Stale


def etag_of(version: int) -> str:
    """The strong entity tag of an aggregate's version (RFC 9110 section 8.8.3)."""
    return f'"{_tag(version)}"'


def _tag(version: int) -> str:
    return f"v{version}"


def set_etag(response: Response, version: int) -> None:
    """Name the version that a response shows."""
    response.headers["ETag"] = etag_of(version)


def check_etag(version: int) -> None:
    """Refuse to overwrite what the caller has not seen.

    Raises: PreconditionRequired without If-Match; Stale when it names another version.
    """
    wanted = request.headers.get("If-Match")
    if not wanted:
        raise PreconditionRequired()
    tags: ETags = parse_etags(wanted)
    # Strong comparison: a weak tag promises too little to write on (RFC 9110 section 13.1.1).
    if not (tags.star_tag or tags.is_strong(_tag(version))):
        raise Stale()
