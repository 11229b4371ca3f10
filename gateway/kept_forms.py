"""Forms that were sent after the session had ended: kept a short while for whoever typed them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from chassis.clock import Clock
from chassis.ids import Ids
from gateway.sealing import Unsealable, key_from_token, seal, token_hash, unseal
from gateway.storage.session_rows import DraftRows, SealedDraft

_LIFETIME = timedelta(minutes=30)
_PURPOSE = "kept form"
_VERSION = 1


@dataclass(frozen=True)
class KeptForm:
    """What was typed: ``fields`` as (name, value) in order, for the page that ``path`` leads to."""

    path: str
    fields: tuple[tuple[str, str], ...]


class KeptForms:
    """Keeps forms beside the drafts, sealed with a token that is in nobody's hands but the browser's."""

    def __init__(self, rows: DraftRows, clock: Clock, ids: Ids) -> None:
        self._rows = rows
        self._clock = clock
        self._ids = ids

    def keep(self, account: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
        """Keep a form for an account; returns the token that finds it again."""
        token, now = self._ids.token(), self._clock.now()
        content = {"account": account, "path": path, "fields": [list(each) for each in fields]}
        text = json.dumps(content, ensure_ascii=False).encode()
        sealed = seal(key_from_token(token, _PURPOSE), text)
        row = SealedDraft(sealed, _VERSION, now + _LIFETIME)
        self._rows.add(token_hash(token), row, now=now)
        return token

    def find(self, account: str, token: str) -> KeptForm | None:
        """The form; None for anybody but its owner, and when it is too old or was never there."""
        stored = self._rows.find(token_hash(token))
        if stored is None or stored.expires_at < self._clock.now():
            return None
        try:
            content = json.loads(unseal(key_from_token(token, _PURPOSE), stored.sealed))
        except Unsealable:
            return None
        if content["account"] != account:
            return None
        return KeptForm(content["path"], tuple((name, value) for name, value in content["fields"]))
