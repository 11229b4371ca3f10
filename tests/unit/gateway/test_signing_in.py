"""Signing in: one answer for every mistake, growing pauses, codes that work once."""

from datetime import timedelta

import pyotp
import pytest

from chassis.errors import Throttled
from gateway.accounts import Accounts, EnrolmentNeeded, SignInRefused, TotpMissing
from gateway.passwords import Passwords, PasswordTooWeak
from gateway.storage.account_rows import Account, AccountRows
from tests.support.portal import Portal
from tests.support.ready import PASSWORD

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def accounts(portal: Portal) -> Accounts:
    portal.gateway.accounts.register(_lina(portal), PASSWORD)
    return portal.gateway.accounts


def _lina(portal: Portal) -> Account:
    return Account(
        account="lina",
        name="李娜",
        roles=("officer",),
        organisation="centre",
        organisation_name="维权援助中心",
        password_hash="",
        totp_sealed="",
        totp_step=0,
        is_active=True,
        created_at=portal.clock.now(),
    )


def _fail(accounts: Accounts, times: int, source: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            accounts.check("lina", "not the password", "", source)


def _enrol(accounts: Accounts, portal: Portal) -> pyotp.TOTP:
    secret = accounts.new_totp_secret()
    totp = pyotp.TOTP(secret)
    account = accounts.find("lina")
    assert account is not None
    assert accounts.enrol_totp(account, secret, totp.at(portal.clock.now()))
    return totp


def test_the_right_password_opens_whatever_the_case_of_the_account(accounts: Accounts) -> None:
    found = accounts.check(" LiNa ", PASSWORD, "", HERE)

    assert (found.account, found.roles) == ("lina", ("officer",))


@pytest.mark.parametrize("name", ["lina", "nobody"])
def test_wrong_password_and_unknown_account_get_the_same_answer(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(SignInRefused) as refusal:
        accounts.check(name, "not the password", "", HERE)

    assert refusal.value.code == "sign_in_failed"


def test_an_unknown_account_costs_as_much_hashing_as_a_known_one() -> None:
    passwords = Passwords()
    checked: list[str] = []
    hasher = passwords._hasher
    passwords._hasher = type(
        "Counting",
        (),
        {
            "verify": lambda _self, stored, given: (
                checked.append(stored) or hasher.verify(stored, given)
            )
        },
    )()

    assert not passwords.verify(None, "whatever")

    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_after_five_failures_the_pause_doubles_and_never_ends_for_good(
    accounts: Accounts, portal: Portal
) -> None:
    _fail(accounts, 5)
    pauses = []
    for _ in range(7):
        with pytest.raises(Throttled) as pause:
            accounts.check("lina", PASSWORD, "", HERE)
        pauses.append(pause.value.retry_at - portal.clock.now())
        portal.clock.set(pause.value.retry_at)
        _fail(accounts, 1)

    assert [int(pause.total_seconds() // 60) for pause in pauses] == [1, 2, 4, 8, 16, 30, 30]


def test_a_stranger_gets_at_most_ten_tries_an_hour_at_one_account(
    accounts: Accounts, portal: Portal
) -> None:
    looked_at = 0
    for second in range(0, 3600, 15):
        try:
            accounts.check("lina", "guess", "", f"192.0.2.{second % 250}")
        except Throttled:
            pass
        except SignInRefused:
            looked_at += 1
        portal.clock.advance(timedelta(seconds=15))

    assert looked_at <= 10


def test_success_forgets_the_failures(accounts: Accounts) -> None:
    _fail(accounts, 4)
    accounts.check("lina", PASSWORD, "", HERE)

    _fail(accounts, 4)

    assert accounts.check("lina", PASSWORD, "", HERE).account == "lina"


def test_a_source_that_tries_many_accounts_has_to_wait_too(accounts: Accounts) -> None:
    for number in range(30):
        with pytest.raises(SignInRefused):
            accounts.check(f"guess{number}", "guess", "", HERE)

    with pytest.raises(Throttled):
        accounts.check("lina", PASSWORD, "", HERE)
    assert accounts.check("lina", PASSWORD, "", ELSEWHERE).account == "lina"


def test_the_code_is_asked_for_only_once_the_password_is_right(
    accounts: Accounts, portal: Portal
) -> None:
    totp = _enrol(accounts, portal)

    with pytest.raises(TotpMissing):
        accounts.check("lina", PASSWORD, "", HERE)
    with pytest.raises(SignInRefused) as refusal:
        accounts.check("lina", "wrong", "", HERE)
    assert refusal.value.code == "sign_in_failed"
    assert accounts.check("lina", PASSWORD, totp.at(portal.clock.now()), HERE)


def test_a_code_works_once_and_older_ones_not_at_all(accounts: Accounts, portal: Portal) -> None:
    totp = _enrol(accounts, portal)
    earlier = totp.at(portal.clock.now() - timedelta(seconds=30))
    code = totp.at(portal.clock.now())
    accounts.check("lina", PASSWORD, code, HERE)

    for used in (code, earlier):
        with pytest.raises(SignInRefused):
            accounts.check("lina", PASSWORD, used, HERE)

    portal.clock.advance(timedelta(seconds=30))
    assert accounts.check("lina", PASSWORD, totp.at(portal.clock.now()), HERE)


def test_the_owner_with_the_second_factor_gets_in_while_strangers_make_the_account_wait(
    accounts: Accounts, portal: Portal
) -> None:
    totp = _enrol(accounts, portal)
    _fail(accounts, 5, ELSEWHERE)

    found = accounts.check("lina", PASSWORD, totp.at(portal.clock.now()), HERE)

    assert found.account == "lina"


def test_a_house_that_asks_for_codes_lets_nobody_in_without(
    accounts: Accounts, portal: Portal
) -> None:
    strict = Accounts(
        AccountRows(portal.engine), portal.keyring, portal.clock, Passwords(), require_totp=True
    )

    with pytest.raises(EnrolmentNeeded):
        strict.check("lina", PASSWORD, "", HERE)


def test_an_account_that_was_switched_off_is_as_good_as_unknown(
    accounts: Accounts, portal: Portal
) -> None:
    account = accounts.find("lina")
    assert account is not None
    AccountRows(portal.engine).put(Account(**{**vars(account), "is_active": False}))

    with pytest.raises(SignInRefused):
        accounts.check("lina", PASSWORD, "", HERE)


def test_the_secret_of_the_codes_cannot_be_read_from_the_database(
    accounts: Accounts, portal: Portal
) -> None:
    secret = accounts.new_totp_secret()
    account = accounts.find("lina")
    assert account is not None
    accounts.enrol_totp(account, secret, pyotp.TOTP(secret).at(portal.clock.now()))

    stored = AccountRows(portal.engine).find("lina")

    assert stored is not None
    assert secret not in stored.totp_sealed


@pytest.mark.parametrize(
    "weak", ["short", "x" * 129, "aaaaaaaaaaaa", "lina-lina-lina", "password1234", "huhang123456"]
)
def test_weak_passwords_are_not_taken(accounts: Accounts, portal: Portal, weak: str) -> None:
    with pytest.raises(PasswordTooWeak):
        accounts.register(_lina(portal), weak)
