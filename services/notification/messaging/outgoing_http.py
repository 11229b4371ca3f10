"""Requests to partners: the name is looked up once, and the address that was judged is the one used.

So a name server that changes its mind between look and request (DNS rebinding) leads nowhere.
"""

import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3

from services.notification.domain.addresses import HTTPS_PORT, allowed_host, open_address

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
LARGEST_ANSWER = 4096
Lookup = Callable[[str], Sequence[str]]


def addresses_of(host: str) -> Sequence[str]:
    """Every address of a name; none when it has none."""
    try:
        found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class PartnerHttp:
    """The way out. ``hosts``: names to which requests may go; ``ca_file``: whose certificates count."""

    hosts: Collection[str]
    lookup: Lookup = addresses_of
    judge: Callable[[Sequence[str]], str] = open_address
    port: int = HTTPS_PORT
    ca_file: str | None = None

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status that a partner answered; redirects are not followed, answers hardly read.

        Raises: ForbiddenAddress; urllib3.exceptions.HTTPError.
        """
        host = allowed_host(url, self.hosts)
        address = self.judge(self.lookup(host))
        parts = urlsplit(url)
        with urllib3.HTTPSConnectionPool(
            address,
            self.port,
            server_hostname=host,
            assert_hostname=host,
            ca_certs=self.ca_file,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=False,
        ) as pool:
            answer = pool.urlopen(
                "POST",
                parts.path + (f"?{parts.query}" if parts.query else "") or "/",
                body=body,
                headers={**headers, "Host": host, "Content-Type": "application/json"},
                redirect=False,
                preload_content=False,
            )
            answer.read(LARGEST_ANSWER)
            answer.close()
            return int(answer.status)
