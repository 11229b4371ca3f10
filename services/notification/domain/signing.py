"""Signatures of requests to the outside (Standard Webhooks): over id, time and body, with a shared secret."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from services.notification.domain.webhook import SECRET_PREFIX

SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")
TOLERANCE = timedelta(minutes=5)
_DIGITS = 11


def signed_headers(secret: str, message_id: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """The three headers by which a receiver knows who sent what, and when."""
    timestamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether a request came from whoever shares the secret, within the last five minutes."""
    message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= _DIGITS):
        return False
    sent_at = datetime.fromtimestamp(int(timestamp), UTC)
    wanted = signed_headers(secret, message_id, sent_at, body)["webhook-signature"].encode()
    given = headers["webhook-signature"].encode().split()
    return abs(now - sent_at) <= TOLERANCE and any(
        hmac.compare_digest(wanted, each) for each in given
    )


def key_of(secret: str) -> bytes:
    """The octets of a secret: ``whsec_`` and base64, or any other text as it is."""
    if not secret.startswith(SECRET_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()
