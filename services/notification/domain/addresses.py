"""Which addresses a request may go out to: named hosts, and only to machines of the open network."""

import ipaddress
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

HTTPS_PORT = 443


class ForbiddenAddress(Exception):
    """No request may go there; the text is a code."""


def allowed_host(url: str, hosts: Collection[str]) -> str:
    """The host of a URL to which requests may go.

    Only https on its usual port, only hosts of the list, no account in the URL.
    Raises: ForbiddenAddress.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS_PORT
    except ValueError as problem:
        raise ForbiddenAddress("address_unreadable") from problem
    if parts.scheme != "https" or port != HTTPS_PORT or parts.username or parts.fragment:
        raise ForbiddenAddress("only_https")
    host = (parts.hostname or "").lower().rstrip(".")
    if host not in hosts:
        raise ForbiddenAddress("host_not_allowed")
    return host


def open_address(found: Sequence[str]) -> str:
    """The address to connect to, when every one that the name has lies in the open network.

    One inner address among them is enough to refuse: a name that leads inside is a trap.
    Raises: ForbiddenAddress.
    """
    if not found:
        raise ForbiddenAddress("host_unknown")
    if not all(_is_open(each) for each in found):
        raise ForbiddenAddress("inner_address")
    return found[0]


def _is_open(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    return address.is_global and not address.is_multicast
