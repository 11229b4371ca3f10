"""Links by which a draft is gone on with on another device: each opens with four digits besides."""

import hmac
import json
from dataclasses import dataclass

from chassis.clock import Clock
from chassis.ids import Ids
from gateway.drafts import Draft
from gateway.sealing import Unsealable, key_from_token, seal, token_hash, unseal
from gateway.storage.session_rows import DraftRows, SealedDraft

PIN_DIGITS = 4
MOST_TRIES = 5
_PURPOSE = "resume link"


@dataclass(frozen=True)
class _Link:
    draft: str
    pin: str
    failures: int


class ResumeLinks:
    """Keeps beside the drafts, sealed with the link itself, which draft a link opens."""

    def __init__(self, rows: DraftRows, clock: Clock, ids: Ids) -> None:
        self._rows = rows
        self._clock = clock
        self._ids = ids

    def make(self, draft: Draft, pin: str) -> str:
        """A new link to a draft; it lasts as long as the draft."""
        assert draft.expires_at is not None  # noqa: S101 - a draft that was found has a last day
        token = self._ids.token()
        row = SealedDraft(self._sealed(token, _Link(draft.token, pin, 0)), 1, draft.expires_at)
        self._rows.add(token_hash(token), row, now=self._clock.now())
        return token

    def open(self, token: str, pin: str) -> str:
        """The token of the draft; empty for a wrong link or wrong digits. The fifth wrong try ends it."""
        stored = self._rows.find(token_hash(token))
        if stored is None or stored.expires_at < self._clock.now():
            return ""
        try:
            link = _Link(**json.loads(unseal(key_from_token(token, _PURPOSE), stored.sealed)))
        except Unsealable:
            return ""
        if hmac.compare_digest(link.pin.encode(), pin.encode()):
            return link.draft
        self._count_failure(token, stored, link)
        return ""

    def _count_failure(self, token: str, stored: SealedDraft, link: _Link) -> None:
        failures = link.failures + 1
        sealed = self._sealed(token, _Link(link.draft, link.pin, failures))
        counted = SealedDraft(sealed, stored.version + 1, stored.expires_at)
        # Who tries twice at a time has one try counted, and the other ends the link.
        if failures >= MOST_TRIES or not self._rows.replace(token_hash(token), counted):
            self._rows.delete(token_hash(token))

    def _sealed(self, token: str, link: _Link) -> str:
        return seal(key_from_token(token, _PURPOSE), json.dumps(vars(link)).encode())
