"""Drafts: kept thirty days, readable with the cookie alone, changed by one tab at a time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from chassis.errors import Stale
from gateway.storage.tables import drafts as table
from tests.support.portal import Portal


def test_a_draft_comes_back_as_it_was_left(portal: Portal) -> None:
    drafts = portal.gateway.drafts
    draft = drafts.begin()
    draft.answers["contact_name"] = "周明"
    draft.done.append("contact")
    drafts.save(draft)

    found = drafts.find(draft.token)

    assert found is not None
    assert found.answers == {"kind": "complaint", "contact_name": "周明"}
    assert found.done == ["contact"]
    assert found.idempotency_key == draft.idempotency_key


def test_whoever_steals_the_database_reads_no_draft(portal: Portal) -> None:
    drafts = portal.gateway.drafts
    draft = drafts.begin()
    draft.answers["contact_phone"] = "13803750001"
    drafts.save(draft)

    with portal.engine.connect() as connection:
        stored = str(connection.execute(sa.select(table)).all())

    assert "13803750001" not in stored
    assert draft.token not in stored


def test_another_cookie_opens_nothing(portal: Portal) -> None:
    portal.gateway.drafts.begin()

    assert portal.gateway.drafts.find("") is None
    assert portal.gateway.drafts.find("made-up") is None


def test_after_thirty_days_it_is_gone(portal: Portal) -> None:
    drafts = portal.gateway.drafts
    draft = drafts.begin()

    portal.clock.advance(timedelta(days=29, hours=23))
    still_there = drafts.find(draft.token)
    portal.clock.advance(timedelta(hours=2))
    gone = drafts.find(draft.token)
    drafts.begin()

    assert still_there is not None
    assert gone is None
    with portal.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 1


def test_of_two_tabs_the_slower_is_told(portal: Portal) -> None:
    drafts = portal.gateway.drafts
    first = drafts.begin()
    second = drafts.find(first.token)
    assert second is not None
    drafts.save(first)

    with pytest.raises(Stale):
        drafts.save(second)
