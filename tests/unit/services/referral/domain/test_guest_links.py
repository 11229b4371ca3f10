"""A link for a receiver without an account: a code works once, wrong ones lock it, it ends."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.errors import Conflict, NotFound
from services.referral.domain.guest_link import (
    EXPIRED,
    LIVE,
    LOCKED,
    MOST_FAILURES,
    NEW_CODE,
    OPENED,
    REVOKED,
    WRONG_CODE,
    GuestLink,
    last_moment,
)

MADE_AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SOON = MADE_AT + timedelta(hours=1)


def a_link() -> GuestLink:
    """A link for thirty days, whose code has the digest ``first``."""
    link = GuestLink(
        id="01LINK",
        item_id="01REFERRAL",
        person="卫东区市监局法规科",
        made_by="zhangwei",
        made_at=MADE_AT,
        expires_at=last_moment(MADE_AT, 30),
    )
    link.give_code("first", "zhangwei", MADE_AT)
    return link


def test_a_code_lets_in_once() -> None:
    link = a_link()

    assert link.open(["first"], "王强", SOON)

    assert not link.open(["first"], "别人", SOON)
    assert [(each.what, each.by) for each in link.uses] == [(OPENED, "王强"), (WRONG_CODE, "")]


def test_another_code_is_for_another_visit_and_ends_the_one_before() -> None:
    link = a_link()

    link.give_code("second", "zhangwei", SOON)

    assert not link.open(["first"], "王强", SOON)
    assert link.open(["second"], "王强", SOON)
    assert [each.what for each in link.uses] == [NEW_CODE, WRONG_CODE, OPENED]


def test_five_wrong_codes_lock_the_door_and_throw_nobody_out() -> None:
    link = a_link()
    assert link.open(["first"], "王强", SOON)

    for _ in range(MOST_FAILURES):
        link.open(["guessed"], "", SOON)

    assert link.state(SOON) == LOCKED
    assert link.is_valid(SOON)
    with pytest.raises(NotFound):
        link.open(["first"], "王强", SOON)
    link.give_code("second", "zhangwei", SOON)
    assert link.state(SOON) == LIVE
    assert link.open(["second"], "王强", SOON)


def test_a_link_ends_by_itself_to_the_second() -> None:
    link, end = a_link(), MADE_AT + timedelta(days=30)

    assert link.state(end - timedelta(seconds=1)) == LIVE
    assert link.state(end) == EXPIRED
    assert not link.is_valid(end)
    with pytest.raises(NotFound):
        link.open(["first"], "王强", end)
    with pytest.raises(Conflict, match="link_over"):
        link.give_code("second", "zhangwei", end)


def test_a_revoked_link_shuts_out_who_is_inside() -> None:
    link = a_link()
    assert link.open(["first"], "王强", SOON)

    link.revoke("zhangwei", SOON)
    link.revoke("lina", SOON)

    assert (link.state(SOON), link.is_valid(SOON)) == (REVOKED, False)
    assert [(each.what, each.by) for each in link.uses][-1] == (REVOKED, "zhangwei")
