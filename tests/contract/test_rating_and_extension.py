"""After the end people are asked; before the end of a verification its head may grant more time."""

from collections.abc import Iterator

import pytest

from chassis.principal import Principal
from contracts.intake import SubmissionExtendedV1
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.ready import copy_databases
from tests.support.town import Person

CONTENT = {"score": 5, "words": "办得快"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeOffice]:
    folder = tmp_path_factory.mktemp("rating")
    copy_databases(folder)
    office = IntakeOffice(folder, f"sqlite:///{folder}/intake.db")
    yield office
    office.close()


@pytest.fixture
def answered(office: IntakeOffice) -> str:
    """A question that was answered."""
    question = {"kind": "consultation", "requests": [], "agrees_to_mediation": False}
    receipt_no = str(office.files(**question)["receipt_no"])
    office.decides(receipt_no, "answer", {"text": "可以提出异议。"})
    return receipt_no


@pytest.fixture
def report(office: IntakeOffice) -> str:
    return str(office.files(kind="report", agrees_to_mediation=False)["receipt_no"])


def head(office: IntakeOffice) -> Person:
    return office.person(Principal(subject="staff:wangqiang", roles=frozenset({"supervisor"})))


def rates(office: IntakeOffice, receipt_no: str) -> int:
    path = f"{SUBMISSIONS}/{receipt_no}/rating"
    return office.citizen(receipt_no).post("intake", path, CONTENT).status_code


def extends(office: IntakeOffice, receipt_no: str) -> int:
    thing = f"{SUBMISSIONS}/{receipt_no}"
    reason = {"reason": "涉及多地，需要协查"}
    return head(office).act("intake", thing, "extension", reason).status_code


def test_who_was_answered_says_once_how_content_they_are(
    office: IntakeOffice, answered: str
) -> None:
    first, again = rates(office, answered), rates(office, answered)

    assert (first, again) == (200, 409)
    rating = office.read(answered)["rating"]
    assert (rating["score"], rating["words"], rating["by"]) == (5, "办得快", "citizen")
    own_story = office.story(answered, office.citizen(answered), **{"Accept-Language": "en"})
    assert own_story[-1]["text"] == "Rated by the citizen: 5 out of 5"


def test_before_the_end_nobody_is_asked(office: IntakeOffice, report: str) -> None:
    assert office.read(report)["can_rate"] is False
    assert rates(office, report) == 409


def test_after_fifteen_days_only_a_call_is_noted(office: IntakeOffice, answered: str) -> None:
    office.passes(days=15, seconds=1)
    late = rates(office, answered)
    called = office.decides(answered, "rating", {"score": "4", "words": "电话回访：满意"})

    assert late == 409
    assert called.status_code == 200
    assert office.read(answered)["rating"]["by"] == "centre"
    assert office.story(answered)[-1]["text"] == "电话回访：满意度 4 分（满分 5 分）"


@pytest.mark.parametrize("score", [0, 6, "很好", None])
def test_a_score_is_one_to_five(office: IntakeOffice, answered: str, score: object) -> None:
    path = f"{SUBMISSIONS}/{answered}/rating"

    refused = office.citizen(answered).post("intake", path, {"score": score})

    assert refused.status_code == 422


def test_the_head_grants_fifteen_working_days_more_once(office: IntakeOffice, report: str) -> None:
    before = office.read(report)["clocks"][0]

    first, again = extends(office, report), extends(office, report)

    assert (first, again) == (200, 409)
    old, new = office.read(report)["clocks"][:2]
    assert (old["rule_id"], old["state"]) == ("rpt.verify", "cancelled")
    assert (new["rule_id"], new["state"]) == ("rpt.verify_extended", "running")
    assert new["due_on"] > before["due_on"]
    [told] = [e for e in office.said(SubmissionExtendedV1) if e.receipt_no == report]
    assert (told.rule_id, told.due_on.isoformat()) == ("rpt.verify_extended", new["due_on"])
    assert office.story(report, office.citizen(report))[-1]["text"].startswith("经负责人批准延长")


def test_the_decision_ends_the_longer_period_too(office: IntakeOffice, report: str) -> None:
    extends(office, report)

    office.decides(report, "acceptance")

    states = {each["rule_id"]: each["state"] for each in office.read(report)["clocks"]}
    assert states["rpt.verify_extended"] == "met"
    assert states["rpt.case_decision"] == "running"


def test_an_officer_grants_nothing_and_other_kinds_know_no_longer_period(
    office: IntakeOffice, report: str, answered: str
) -> None:
    thing = f"{SUBMISSIONS}/{report}"

    own = office.officer.act("intake", thing, "extension", {"reason": "想要更多时间"})

    assert own.status_code == 404
    assert extends(office, answered) == 409
