"""Text messages and WeChat as channels: through a provider's HTTP interface, or into a file."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import phonenumbers
import urllib3

from chassis.clock import Clock
from chassis.identity import Keyring
from services.notification.application.compose import Letterhead, Unwritable
from services.notification.application.short_text import short_text
from services.notification.application.wechat import openid_of
from services.notification.domain.masking import masked_number
from services.notification.domain.notice import PERMANENT, Notice
from services.notification.domain.signing import signed_headers
from services.notification.messaging.channel import (
    Failure,
    Message,
    PermanentFailure,
    TemporaryFailure,
)
from services.notification.storage.unit_of_work import NotificationUnitOfWork

PATIENCE_SECONDS = 15.0
CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
_TOO_OFTEN, _GOOD = 429, 300


class Outlet(Protocol):
    """Where finished texts go. Raises: TemporaryFailure; PermanentFailure."""

    def hand_over(self, message: Message) -> None: ...


@dataclass(frozen=True)
class HttpOutlet:
    """A provider that takes ``{"id", "channel", "to", "text"}`` by POST, signed for each request.

    ``id`` is the notice's and the same for every try: the provider must take it once.
    """

    url: str
    secret: str
    channel: str
    clock: Clock

    def hand_over(self, message: Message) -> None:
        body = json.dumps(_fields(self.channel, message), ensure_ascii=False).encode()
        signed = signed_headers(self.secret, message.notice_id, self.clock.now(), body)
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        try:
            answer = urllib3.request(
                "POST",
                self.url,
                body=body,
                headers={**signed, "Content-Type": "application/json"},
                timeout=timeout,
                retries=False,
                redirect=False,
            )
        except urllib3.exceptions.NewConnectionError as problem:
            raise TemporaryFailure("no_connection NewConnectionError") from problem
        except urllib3.exceptions.TimeoutError as problem:
            raise TemporaryFailure("timed_out") from problem
        except urllib3.exceptions.HTTPError as problem:
            raise TemporaryFailure(f"no_connection {type(problem).__name__}") from problem
        if answer.status >= _GOOD:
            is_final = answer.status < PERMANENT and answer.status != _TOO_OFTEN
            kind = PermanentFailure if is_final else TemporaryFailure
            raise kind(f"provider_refuses {answer.status}")


@dataclass(frozen=True)
class FileOutlet:
    """One line of JSON for each text, for development."""

    path: Path
    channel: str

    def hand_over(self, message: Message) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(_fields(self.channel, message), ensure_ascii=False) + "\n")


def _fields(channel: str, message: Message) -> Mapping[str, str]:
    return {
        "id": message.notice_id,
        "channel": channel,
        "to": message.address,
        "text": message.content.decode(),
    }


AddressOf = Callable[[Notice, Mapping[str, Any]], str]
"""The address of a reader on a way, empty where there is none. Raises: PermanentFailure."""


class TextMessages:
    """A channel of short texts; ``address_of`` says to which address one goes."""

    def __init__(self, outlet: Outlet, letterhead: Letterhead, address_of: AddressOf) -> None:
        self._outlet = outlet
        self._letterhead = letterhead
        self._address_of = address_of

    def write(self, notice: Notice, person: Mapping[str, Any]) -> Message | None:
        address = self._address_of(notice, person)
        if not address:
            return None
        try:
            text = short_text(notice, person, self._letterhead)
        except Unwritable as problem:
            raise PermanentFailure(str(problem)) from problem
        return Message(
            notice_id=notice.id,
            address=address,
            masked=masked_number(address),
            content=text.encode(),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
        )

    def deliver(self, messages: Sequence[Message]) -> list[Failure | None]:
        until = time.monotonic() + PATIENCE_SECONDS
        found: list[Failure | None] = []
        away: Failure | None = None
        for each in messages:
            if away is None and time.monotonic() > until:
                away = TemporaryFailure("server_slow")
            found.append(away or self._one(each))
            # What cannot be reached now need not be tried for the others as well.
            away = found[-1] if isinstance(found[-1], TemporaryFailure) else None
        return found

    def _one(self, message: Message) -> Failure | None:
        try:
            self._outlet.hand_over(message)
        except Failure as failure:
            return failure
        except OSError as problem:
            return TemporaryFailure(f"no_connection {type(problem).__name__}")
        return None


def mobile_of(_notice: Notice, person: Mapping[str, Any]) -> str:
    """A person's number as providers want it, with country; empty where none was left.

    Raises: PermanentFailure for what is no mobile number.
    """
    text = person.get("phone", "")
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as problem:
        raise PermanentFailure("number_unreadable") from problem
    kind = phonenumbers.number_type(number)
    mobile = phonenumbers.PhoneNumberType
    if kind not in {mobile.MOBILE, mobile.FIXED_LINE_OR_MOBILE}:
        raise PermanentFailure("number_unreadable")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def followers(open_uow: Callable[[], NotificationUnitOfWork], keyring: Keyring) -> AddressOf:
    """The openid that a reader has bound at the official account."""

    def address_of(notice: Notice, _person: Mapping[str, Any]) -> str:
        with open_uow().reading() as uow:
            return openid_of(notice.reader, uow.preferences, keyring)

    return address_of


def outlet_of(url: str, secret: str, channel: str, clock: Clock) -> Outlet:
    """The way that a URL names."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FileOutlet(Path(unquote(parts.path)), channel)
    return HttpOutlet(url, secret, channel, clock)
