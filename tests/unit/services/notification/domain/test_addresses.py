"""Where requests to partners may go, and where they never go."""

import pytest

from services.notification.domain.addresses import ForbiddenAddress, allowed_host, open_address

HOSTS = {"partner.example"}


@pytest.mark.parametrize(
    "url",
    [
        "https://partner.example/hook",
        "https://PARTNER.example:443/hook?x=1",
        "https://partner.example./hook",
    ],
)
def test_a_host_of_the_list_is_allowed(url: str) -> None:
    assert allowed_host(url, HOSTS) == "partner.example"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://partner.example/hook", "only_https"),
        ("ftp://partner.example/hook", "only_https"),
        ("https://partner.example:8443/", "only_https"),
        ("https://user:word@partner.example/", "only_https"),
        ("https://partner.example#@evil.example/", "only_https"),
        ("https://evil.example/", "host_not_allowed"),
        ("https://partner.example.evil.example/", "host_not_allowed"),
        ("https://evil.example/partner.example", "host_not_allowed"),
        ("https://partner.example\\@evil.example/", "only_https"),
        ("https://127.0.0.1/", "host_not_allowed"),
        ("https://[::1]/", "host_not_allowed"),
        ("https://[::1/", "address_unreadable"),
        ("https://partner.example:99999/", "address_unreadable"),
        ("//partner.example/", "only_https"),
        ("", "only_https"),
    ],
)
def test_everything_else_is_refused(url: str, why: str) -> None:
    with pytest.raises(ForbiddenAddress, match=why):
        allowed_host(url, HOSTS)


@pytest.mark.parametrize("found", [["93.184.216.34"], ["2606:2800:220:1:248:1893:25c8:1946"]])
def test_an_address_of_the_open_network_is_used(found: list[str]) -> None:
    assert open_address(found) == found[0]


@pytest.mark.parametrize(
    "inner",
    [
        "127.0.0.1",
        "10.0.0.5",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - to be refused
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:0001::",
    ],
)
def test_an_inner_address_is_refused_even_beside_an_open_one(inner: str) -> None:
    for found in ([inner], ["93.184.216.34", inner]):
        with pytest.raises(ForbiddenAddress, match="inner_address"):
            open_address(found)


def test_a_name_without_an_address_leads_nowhere() -> None:
    with pytest.raises(ForbiddenAddress, match="host_unknown"):
        open_address([])
