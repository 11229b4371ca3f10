"""Time stamps by an authority outside (RFC 3161): that a root was known at an instant."""

import urllib3

SECONDS = 15.0
_LARGEST = 64 * 1024
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class NotStamped(Exception):
    """The authority did not answer, or with something else than a time stamp of what was asked."""


def stamped(url: str, root: bytes) -> bytes:
    """The authority's answer (DER) for the 32 bytes of a root; looked at, not yet trusted.

    Raises: NotStamped.
    """
    # Imported here: only who has an authority needs it in memory.
    from rfc3161_client import TimestampRequestBuilder, decode_timestamp_response

    request = TimestampRequestBuilder().data(root).build()
    try:
        answer = urllib3.request(
            "POST",
            url,
            body=request.as_bytes(),
            headers={"Content-Type": _QUERY},
            timeout=SECONDS,
            retries=False,
            redirect=False,
        )
    except urllib3.exceptions.HTTPError as problem:
        raise NotStamped(type(problem).__name__) from problem
    if answer.status != 200 or len(answer.data) > _LARGEST:
        raise NotStamped(f"HTTP {answer.status}")
    try:
        found = decode_timestamp_response(answer.data)
    except ValueError as problem:
        raise NotStamped("not a time stamp") from problem
    said = found.tst_info
    if (
        said.nonce != request.nonce
        or said.message_imprint.message != request.message_imprint.message
    ):
        raise NotStamped("a time stamp of something else")
    return answer.data
