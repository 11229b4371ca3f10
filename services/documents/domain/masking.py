"""Covering what a copy for others must not show: names, telephones, addresses, numbers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from services.documents.domain.kind import ROWS, Kind

_ORGANISATION = re.compile(
    r"(公司|中心|厂|店|局|院|所|部|会|社|行|集团|合作社|事务所|商行|经营部)$"
)
_PHONE = re.compile(r"(?<!\d)(1\d{10}|0\d{2,3}[- ]?\d{7,8})(?!\d)")
_EMAIL = re.compile(r"([\w.+-])[\w.+-]*@([\w-]+\.[\w.-]+)", re.ASCII)
_ID = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
STAR = "*"


def mask_name(text: str) -> str:
    """A person's family name stays, organisations stay whole: they are no personal data."""
    name = text.strip()
    if _ORGANISATION.search(name) or len(name) < 2:
        return name
    return name[0] + STAR * (len(name) - 1)


def mask_phone(text: str) -> str:
    """Three digits at the front and two at the end stay."""
    return text[:3] + STAR * max(len(text) - 5, 3) + text[-2:] if len(text) > 5 else STAR * 5


def mask_email(text: str) -> str:
    """One letter and the domain stay."""
    return _EMAIL.sub(r"\1***@\2", text)


def mask_address(text: str) -> str:
    """Province, city and district stay, the rest goes."""
    found = re.match(r"(.*?[省市区县旗])+", text)
    return (found.group(0) if found else "") + STAR * 6 if text else text


def mask_text(text: str) -> str:
    """In running text whatever looks like a telephone, identity number or address of mail goes."""
    text = _ID.sub(r"\1********\2", text)
    text = _PHONE.sub(lambda found: mask_phone(found.group(1)), text)
    return mask_email(text)


def mask_all(_text: str) -> str:
    """Nothing stays."""
    return STAR * 6


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "email": mask_email,
    "address": mask_address,
    "text": mask_text,
    "all": mask_all,
}


def masked(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a paper as others may see them."""
    return {name: _cover(kind, name, value) for name, value in values.items()}


def _cover(kind: Kind, name: str, value: Any) -> Any:
    variable = kind.variables.get(name)
    if variable is None:
        return value
    if variable.type == ROWS:
        return [
            {
                key: _apply(variable.columns[key].mask if key in variable.columns else "", text)
                for key, text in row.items()
            }
            for row in value
        ]
    if isinstance(value, list):
        return [_apply(variable.mask, each) for each in value]
    return _apply(variable.mask, value)


def _apply(mask: str, value: Any) -> Any:
    return MASKS[mask](value) if mask and isinstance(value, str) and value else value
