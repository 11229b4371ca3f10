"""Sessions: pauses and absolute ends, doors that do not open one another, few at a time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gateway.citizens import COMPLAINANT, citizen
from gateway.guests import guest
from gateway.sessions import API, GUEST, PUBLIC, STAFF, Sessions
from gateway.storage.account_rows import Account, AccountRows
from gateway.storage.tables import sessions as table
from tests.support.portal import Portal


@pytest.fixture
def sessions(portal: Portal) -> Sessions:
    return portal.gateway.sessions


@pytest.fixture
def officer(portal: Portal, sessions: Sessions) -> Account:
    found = portal.gateway.accounts.find("zhangwei")
    assert found is not None
    return found


def test_a_token_opens_its_own_door_and_no_other(sessions: Sessions, officer: Account) -> None:
    token = sessions.open_for_account(STAFF, officer)

    found = sessions.find(STAFF, token)

    assert found is not None
    assert found.principal.subject == "staff:zhangwei"
    assert found.principal.roles == {"officer"}
    assert sessions.find(API, token) is None
    assert sessions.find(PUBLIC, token) is None


def test_two_guests_of_one_link_keep_each_their_own_name(sessions: Sessions) -> None:
    found = {"link_id": "01LINK", "kind": "referrals", "item_id": "01REFERRAL"}
    tokens = {
        name: sessions.open_for_citizen(GUEST, guest(found | {"name": name}))
        for name in ("王强", "李丽")
    }

    names = {name: sessions.find(GUEST, token) for name, token in tokens.items()}

    assert {name: each.principal.name for name, each in names.items() if each} == {
        "王强": "王强",
        "李丽": "李丽",
    }


def test_the_database_holds_no_token(sessions: Sessions, officer: Account, portal: Portal) -> None:
    token = sessions.open_for_account(STAFF, officer)

    with portal.engine.connect() as connection:
        stored = connection.execute(sa.select(table)).all()

    assert len(token) == 43
    assert token not in str(stored)


def test_a_pause_ends_the_session_and_work_keeps_it(
    sessions: Sessions, officer: Account, portal: Portal
) -> None:
    token = sessions.open_for_account(STAFF, officer)
    for _ in range(4):
        portal.clock.advance(timedelta(minutes=14))
        assert sessions.find(STAFF, token) is not None

    portal.clock.advance(timedelta(minutes=15))

    assert sessions.find(STAFF, token) is None


def test_no_amount_of_work_keeps_it_for_ever(
    sessions: Sessions, officer: Account, portal: Portal
) -> None:
    token = sessions.open_for_account(STAFF, officer)
    for _ in range(47):
        portal.clock.advance(timedelta(minutes=10))
        assert sessions.find(STAFF, token) is not None

    portal.clock.advance(timedelta(minutes=10))

    assert sessions.find(STAFF, token) is None


def test_signing_out_ends_it_at_once(sessions: Sessions, officer: Account) -> None:
    token = sessions.open_for_account(STAFF, officer)

    sessions.close(token)

    assert sessions.find(STAFF, token) is None


def test_a_fourth_browser_ends_the_first(
    sessions: Sessions, officer: Account, portal: Portal
) -> None:
    tokens = []
    for _ in range(4):
        tokens.append(sessions.open_for_account(STAFF, officer))
        portal.clock.advance(timedelta(seconds=1))

    alive = [sessions.find(STAFF, token) is not None for token in tokens]

    assert alive == [False, True, True, True]


def test_switching_an_account_off_or_changing_its_roles_counts_at_once(
    sessions: Sessions, officer: Account, portal: Portal
) -> None:
    token = sessions.open_for_account(STAFF, officer)
    rows = AccountRows(portal.engine)

    rows.put(Account(**{**vars(officer), "roles": ("supervisor",)}))
    changed = sessions.find(STAFF, token)
    rows.put(Account(**{**vars(officer), "is_active": False}))

    assert changed is not None
    assert changed.principal.roles == {"supervisor"}
    assert sessions.find(STAFF, token) is None


def test_a_citizen_is_known_by_the_matter_alone(sessions: Sessions) -> None:
    token = sessions.open_for_citizen(PUBLIC, citizen("2611210219942", COMPLAINANT))

    found = sessions.find(PUBLIC, token)

    assert found is not None
    assert found.account is None
    assert found.principal.matter == "2611210219942"
    assert found.principal.roles == {"complainant"}


def test_made_up_tokens_open_nothing(sessions: Sessions) -> None:
    assert sessions.find(STAFF, "") is None
    assert sessions.find(STAFF, "x" * 43) is None
