"""Names of persons and firms, compared as people mean them."""

import re
import unicodedata

_IN_BRACKETS = re.compile(r"\(.*?\)")
_BLANKS_IN_CHINESE = re.compile(r"(?<=[㐀-鿿])\s+|\s+(?=[㐀-鿿])")
_LEGAL_FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团|公司|"
    r"\b(?:co|corp|corporation|company|ltd|limited|inc|llc|gmbh|plc)\b"
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_LONGEST_PERSONAL_NAME = 3
_SHORTEST_BRAND = 2


def is_one_party(one: str, other: str, *, is_strict: bool = False) -> bool:
    """Whether two names may mean the same person or organisation.

    Compared without legal form, brackets, width and blanks. One organisation's name may be part of
    the other's (鹰城五金 and 鹰城五金工具有限公司新华店); with ``is_strict``, and for names as short as
    a person's, they must be the same (李明 is not 李明辉).
    """
    declared, met = _core(one), _core(other)
    shorter, longer = sorted((declared, met), key=len)
    if is_strict or len(longer) <= _LONGEST_PERSONAL_NAME or len(shorter) < _SHORTEST_BRAND:
        return declared == met != ""
    return _is_part(shorter, longer)


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name."""
    return _core(one) == _core(other) != ""


def _core(name: str) -> str:
    plain = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", name).casefold())
    bare = _LEGAL_FORMS.sub("", _BLANKS_IN_CHINESE.sub("", plain))
    return _NOT_A_LETTER.sub(" " if bare.isascii() else "", bare).strip()


def _is_part(shorter: str, longer: str) -> bool:
    if shorter.isascii():
        return f" {shorter} " in f" {longer} "
    return shorter in longer
