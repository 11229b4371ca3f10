"""Rates: so many in a time, for each source alone."""

from gateway.rate_limits import Bucket, RateLimits


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_pass_and_the_next_is_told_when_to_come_back() -> None:
    bucket = Bucket("3/60", Seconds())

    verdicts = [bucket.take("192.0.2.1") for _ in range(4)]

    assert [verdict.passes for verdict in verdicts] == [True, True, True, False]
    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0]
    assert verdicts[-1].retry_after == 20


def test_tokens_come_back_with_time() -> None:
    seconds = Seconds()
    bucket = Bucket("3/60", seconds)
    for _ in range(3):
        bucket.take("192.0.2.1")

    seconds.now += 20

    assert bucket.take("192.0.2.1").passes
    assert not bucket.take("192.0.2.1").passes


def test_one_source_does_not_use_up_what_belongs_to_another() -> None:
    bucket = Bucket("1/60", Seconds())
    bucket.take("192.0.2.1")

    assert bucket.take("192.0.2.2").passes


def test_zero_is_no_limit() -> None:
    bucket = Bucket("0/1", Seconds())

    assert all(bucket.take("192.0.2.1").passes for _ in range(1000))


def test_many_sources_do_not_fill_the_memory() -> None:
    bucket = Bucket("1/60", Seconds())

    for number in range(25_000):
        bucket.take(str(number))

    assert len(bucket._levels) == 20_000


def test_changing_addresses_within_a_network_helps_nobody() -> None:
    limits = RateLimits({"track": "1/600"})

    within_64_bits = [limits.take("track", f"2001:db8::{n}").passes for n in range(1, 3)]
    neighbours = [limits.take("track", f"192.0.2.{n}").passes for n in range(1, 13)]

    assert within_64_bits == [True, False]
    assert neighbours == [True] * 10 + [False] * 2
    assert limits.take("track", "198.51.100.1").passes


def test_what_is_no_address_is_counted_by_its_name() -> None:
    limits = RateLimits({"unproven_target": "1/600"})

    assert limits.take("unproven_target", "红星五金店").passes
    assert not limits.take("unproven_target", "红星五金店").passes
    assert limits.take("unproven_target", "别的店").passes
