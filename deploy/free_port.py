"""Ports for servers that are started on this machine."""

import secrets
import socket

# Below the ports that the kernel gives to outgoing connections (32768 and up): none of those can
# sit down on a port between our choice and the server's start.
_FIRST, _LAST = 15_000, 32_000
_claims: list[socket.socket] = []


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on and that no other caller is given.

    The claim lasts as long as this process, so a server may be stopped and started on its port.
    """
    while True:
        port = _FIRST + secrets.randbelow(_LAST - _FIRST)
        if _claim(port) and _is_unused(port):
            return port


def _claim(port: int) -> bool:
    """Hold a name in Linux's abstract namespace: one holder at a time, gone with the process."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0huhang-port-{port}")
    except OSError:
        claim.close()
        return False
    _claims.append(claim)
    return True


def _is_unused(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port on which only closed connections linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
