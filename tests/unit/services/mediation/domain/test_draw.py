"""A draw that nobody can steer and everybody can check."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Conflict, WrongState
from services.mediation.domain.draw import Draw, NotProven, PublishedRoot, canonical, verify

MONDAY_9 = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MONDAY_10 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SUNDAYS_ROOT = PublishedRoot(
    day=date(2026, 11, 22),
    root="5b" * 32,
    published_at=datetime(2026, 11, 22, 16, 10, tzinfo=UTC),
)
POOL = ("expert-a", "expert-b", "expert-c", "expert-d", "expert-e")


def a_draw(kept: str = "a secret of the centre", places: int = 1) -> Draw:
    return Draw(
        id="draw-1",
        case_id="case-1",
        number=1,
        candidates=POOL,
        places=places,
        secret=kept,
        committed_at=MONDAY_9,
    )


def a_file(word: str = "福彩 3D 第 2026312 期:4 0 7") -> bytes:
    draw = a_draw()
    draw.draw(word, SUNDAYS_ROOT, MONDAY_10)
    return canonical(draw.proof())


def test_before_the_draw_the_list_is_public_and_the_secret_is_not() -> None:
    announced = a_draw().proof()

    assert announced["candidates"] == list(POOL)
    assert "a secret of the centre" not in str(announced)
    assert not {"seed", "secret", "root", "chosen"} & set(announced)


def test_the_announcement_still_stands_in_the_proof() -> None:
    draw = a_draw()
    announced = draw.proof()

    draw.draw("晴", SUNDAYS_ROOT, MONDAY_10)

    assert announced.items() <= draw.proof().items()


def test_the_word_decides_with_the_seed() -> None:
    chosen = {a_draw().draw(f"词 {n}", SUNDAYS_ROOT, MONDAY_10) for n in range(40)}

    assert len(chosen) > 1
    assert a_draw().draw("晴", SUNDAYS_ROOT, MONDAY_10) == a_draw().draw(
        "晴", SUNDAYS_ROOT, MONDAY_10
    )


def test_nobody_is_favoured() -> None:
    wins = Counter(
        a_draw(f"secret {n}").draw("晴", SUNDAYS_ROOT, MONDAY_10)[0] for n in range(5000)
    )

    assert set(wins) == set(POOL)
    assert all(880 < each < 1120 for each in wins.values())  # 1000 each, four standard deviations


def test_another_root_or_case_draws_anew() -> None:
    roots = [replace(SUNDAYS_ROOT, root=f"{n:064x}") for n in range(40)]

    by_root = {a_draw().draw("晴", root, MONDAY_10) for root in roots}
    by_case = {
        replace(a_draw(), case_id=f"case-{n}").draw("晴", SUNDAYS_ROOT, MONDAY_10)
        for n in range(40)
    }

    assert len(by_root) > 1
    assert len(by_case) > 1


def test_a_root_of_the_day_itself_is_refused() -> None:
    mondays = replace(SUNDAYS_ROOT, day=date(2026, 11, 23))
    later = replace(SUNDAYS_ROOT, published_at=datetime(2026, 11, 23, 3, tzinfo=UTC))

    for root in (mondays, later):
        with pytest.raises(Conflict, match="no_root_published"):
            a_draw().draw("晴", root, MONDAY_10)


def test_the_root_is_held_against_the_published_list() -> None:
    file, own = a_file(), {"2026-11-22": SUNDAYS_ROOT.root, "2026-11-23": "cd" * 32}

    assert verify(file, own)["root"] == SUNDAYS_ROOT.root
    with pytest.raises(NotProven, match="newest root"):
        verify(file, own | {"2026-11-22": "00" * 32})
    with pytest.raises(NotProven, match="newest root"):
        verify(file, {"2026-11-21": SUNDAYS_ROOT.root})


def test_it_is_drawn_once() -> None:
    draw = a_draw()
    draw.draw("晴", SUNDAYS_ROOT, MONDAY_10)

    with pytest.raises(WrongState):
        draw.draw("雨", SUNDAYS_ROOT, MONDAY_10)


def test_several_places_are_filled_by_different_people() -> None:
    chosen = a_draw(places=3).draw("晴", SUNDAYS_ROOT, MONDAY_10)

    assert len(set(chosen)) == 3


def test_a_proof_holds() -> None:
    assert verify(a_file())["chosen"]


@given(data=st.data())
def test_one_changed_bit_breaks_the_proof(data: st.DataObject) -> None:
    file = bytearray(a_file())
    place = data.draw(st.integers(0, len(file) * 8 - 1))

    file[place // 8] ^= 1 << place % 8

    with pytest.raises(NotProven):
        verify(bytes(file))


@pytest.mark.parametrize(
    "change",
    [
        {"chosen": ["expert-b", "expert-c"]},
        {"public_word": "另一句话"},
        {"secret": "another secret"},
        {"seed": "00" * 32},
        {"root": "00" * 32},
        {"root_day": "2026-11-21"},
        {"case_id": "case-2"},
        {"candidates": ["expert-a", "expert-b"]},
        {"places": 2},
        {"committed_at": "2026-11-23T00:00:00.000000Z"},
        {"number": 2},
    ],
)
def test_a_change_is_found_even_when_the_digest_is_made_anew(change: dict[str, object]) -> None:
    draw = a_draw()
    draw.draw("晴", SUNDAYS_ROOT, MONDAY_10)
    forged = {k: v for k, v in draw.proof().items() if k != "proof_sha256"} | change
    forged["proof_sha256"] = hashlib.sha256(canonical(forged)).hexdigest()

    with pytest.raises(NotProven):
        verify(canonical(forged))


@pytest.mark.parametrize("file", [b"", b"[]", b"{}", b"null", b'{"candidates":1,"chosen":2}'])
def test_what_is_no_proof_is_refused(file: bytes) -> None:
    with pytest.raises(NotProven):
        verify(file)
