"""Who may see a piece of evidence: named readers of a secret, the other party from a stage on."""

from datetime import UTC, datetime

import pytest

from chassis.errors import Conflict, NotFound
from services.intake.domain.exposing import (
    SECRET,
    carried_over,
    expose,
    for_respondent,
    goes_along,
    is_secret,
    may_read,
    readable,
)
from services.intake.domain.parties import Attachment
from services.intake.domain.records import Exposure
from services.intake.domain.submission import Submission
from tests.support.submissions import a_submission

FRIDAY_NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SOURCE, SHELF = (
    Attachment(
        id=name,
        name=f"{name}.pdf",
        description="",
        size=1,
        media_type="application/pdf",
        sha256=name,
        sm3=name,
    )
    for name in ("source", "shelf")
)


def a_matter() -> Submission:
    return a_submission(evidence=(SOURCE, SHELF))


def said(**changes: object) -> Exposure:
    usual = {"level": SECRET, "readers": ("lina",), "goes_along": False, "by": "lina"}
    return Exposure("source", **(usual | changes))  # type: ignore[arg-type]


def test_a_secret_is_for_its_readers_alone_and_stays_in_the_house() -> None:
    matter = a_matter()
    expose(matter, said(), FRIDAY_NINE, is_head=False)

    assert is_secret(matter, "source")
    assert may_read(matter, "source", "lina")
    assert readable(matter, "zhangwei") == (SHELF,)
    assert not goes_along(matter, "source")
    assert goes_along(matter, "shelf")


def test_only_a_reader_or_the_head_lets_others_see_a_secret() -> None:
    matter = a_matter()
    expose(matter, said(), FRIDAY_NINE, is_head=False)
    wider = said(readers=("lina", "zhangwei"), by="zhangwei")

    with pytest.raises(Conflict, match="secret_not_yours"):
        expose(matter, wider, FRIDAY_NINE, is_head=False)
    expose(matter, wider, FRIDAY_NINE, is_head=True)

    assert may_read(matter, "source", "zhangwei")
    assert [each.by for each in matter.exposures] == ["lina", "zhangwei"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"readers": ()}, "secret_without_reader"),
        ({"respondent_from": "accepted"}, "secret_to_respondent"),
    ],
)
def test_a_secret_has_a_reader_and_is_never_open_to_the_other_party(
    changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Conflict, match=code):
        expose(a_matter(), said(**changes), FRIDAY_NINE, is_head=True)


def test_a_file_of_another_matter_is_not_found() -> None:
    with pytest.raises(NotFound):
        expose(a_submission(), said(), FRIDAY_NINE, is_head=True)


@pytest.mark.parametrize(
    ("status", "seen"),
    [
        ("received", ()),
        ("accepted", ()),
        ("in_progress", (SOURCE,)),
        ("closed", (SOURCE,)),
        ("refused", ()),
        ("handed_over", ()),
    ],
)
def test_the_other_party_sees_a_piece_from_its_stage_on(
    status: str, seen: tuple[Attachment, ...]
) -> None:
    matter = a_matter()
    expose(
        matter,
        Exposure("source", respondent_from="in_progress", by="lina"),
        FRIDAY_NINE,
        is_head=False,
    )

    matter.status = status

    assert for_respondent(matter) == seen


def test_a_copy_in_another_track_is_as_secret_as_its_original() -> None:
    matter = a_matter()
    expose(matter, said(), FRIDAY_NINE, is_head=False)

    track = a_submission(exposures=carried_over(matter.exposures, [("source", "copied")]))

    assert not may_read(track, "copied", "zhangwei")
    assert may_read(track, "copied", "lina")
