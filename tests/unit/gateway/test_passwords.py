"""Which passwords are taken: long ones that nobody guesses soon."""

import pytest

from gateway.passwords import Passwords, PasswordTooWeak


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords()


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Passw0rd!2026",
        "P@ssw0rd12345",
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "woaini1314520",
        "iloveyou123456",
        "admin12345678",
        "abcdefghijkl",
        "123456789012",
        "aaaaaaaaaaaa",
        "2026112120261121",
        "huhang123456",
        "pingdingshan12330",
        "zhishichanquan",
        "lina-has-a-secret-9",
        "short-Zk3_f",
        "x" * 129,
    ],
)
def test_what_is_soon_guessed_is_refused(passwords: Passwords, password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        passwords.hash(password, "lina")


@pytest.mark.parametrize(
    "password",
    [
        "Zk3_f-9QmA2x",
        "correct horse battery staple",
        "知识产权要紧，大家一起来保护它",
        "Zk3_f-9QmA2x" * 10,
    ],
)
def test_any_characters_and_long_ones_are_welcome(passwords: Passwords, password: str) -> None:
    stored = passwords.hash(password, "lina")

    assert passwords.verify(stored, password)
    assert not passwords.verify(stored, password + "x")
