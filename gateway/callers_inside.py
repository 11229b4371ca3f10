"""Whether a request was made nearby, and not passed on by a proxy for somebody elsewhere."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

from flask import request

_PASSED_ON = ("Forwarded", "X-Forwarded-For", "Via")


def comes_from(networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether the caller itself, not a proxy in front of it, has an address in one of the networks."""
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:  # A socket in the file system has no address.
        return False
    return any(address in network for network in networks)
