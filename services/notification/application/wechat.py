"""Who is who at the official account: a reader's openid, bound by a code that only the reader knows.

An official account cannot write to a telephone number. It knows each follower by an openid of its own,
and a follower binds it to a matter by sending the code of the page to the account.
"""

from functools import partial

from chassis.errors import NotFound
from chassis.identity import Keyring
from services.notification.application.plan_notices import CITIZENS
from services.notification.domain.rules import WECHAT
from services.notification.storage.choices import Preferences

PURPOSE = "wechat-binding"
SEALED_OPENID = "wechat_id"
_RECEIPT_DIGITS, _PROOF = 13, 12


def binding_code(reader: str, keyring: Keyring) -> str:
    """Receipt number, the first letter of the side, and a proof of 72 bits."""
    side, _, receipt_no = reader.partition(":")
    return f"{receipt_no}{side[0].upper()}{keyring.hmac_token(PURPOSE, reader)[:_PROOF]}"


def bind(code: str, openid: str, preferences: Preferences, keyring: Keyring) -> None:
    """Keep the openid of whoever sent the code, sealed; they want to be told this way.

    Raises: NotFound for a wrong code.
    """
    reader = _reader_of(code, keyring)
    sealed = keyring.seal(PURPOSE, reader, openid.encode())
    chosen = preferences.of(reader)
    preferences.choose(reader, {**chosen, SEALED_OPENID: sealed, WECHAT: True})


def unbind(reader: str, preferences: Preferences) -> None:
    """Forget the openid; unbinding what is not bound changes nothing."""
    chosen = dict(preferences.of(reader))
    if chosen.pop(SEALED_OPENID, None):
        preferences.choose(reader, {**chosen, WECHAT: False})


def unbind_by_code(code: str, preferences: Preferences, keyring: Keyring) -> None:
    """The same, for whoever sent the code. Raises: NotFound for a wrong code."""
    unbind(_reader_of(code, keyring), preferences)


def openid_of(reader: str, preferences: Preferences, keyring: Keyring) -> str:
    """The openid of a reader; empty while none is bound."""
    sealed = preferences.of(reader).get(SEALED_OPENID, "")
    return keyring.unseal(PURPOSE, reader, sealed).decode() if sealed else ""


def _reader_of(code: str, keyring: Keyring) -> str:
    for side in sorted(CITIZENS):
        reader = f"{side}:{code[:_RECEIPT_DIGITS]}"
        if keyring.fits(code, partial(binding_code, reader)):
            return reader
    raise NotFound()
