"""People who file together name the two who speak for them; agents say what they may do."""

from collections.abc import Iterator

import pytest

from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.matters import complaint
from tests.support.ready import copy_databases

TOGETHER = {"holder_name": "周明", "co_filers": "李强、王芳、赵敏", "representatives": "周明、王芳"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IntakeOffice]:
    folder = tmp_path_factory.mktemp("joint")
    copy_databases(folder)
    office = IntakeOffice(folder, f"sqlite:///{folder}/intake.db")
    yield office
    office.close()


def test_four_who_file_together_are_spoken_for_by_two(office: IntakeOffice) -> None:
    receipt_no = office.files(**TOGETHER)["receipt_no"]

    fields = office.read(receipt_no)["fields"]

    assert fields["co_filers"] == "李强、王芳、赵敏"
    assert fields["representatives"] == "周明、王芳"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"representatives": ""}, "/representatives", "representatives_wrong"),
        ({"representatives": "周明"}, "/representatives", "representatives_wrong"),
        ({"representatives": "周明、王芳、李强"}, "/representatives", "representatives_wrong"),
        ({"representatives": "周明、路人"}, "/representatives", "representatives_wrong"),
        ({"co_filers": ""}, "/representatives", "representatives_wrong"),
        ({"co_filers": "、".join(f"第{n}人" for n in range(51))}, "/co_filers", "too_many"),
    ],
)
def test_any_other_number_is_refused(
    office: IntakeOffice, changes: dict[str, str], field: str, code: str
) -> None:
    refused = office.visitor.post("intake", SUBMISSIONS, complaint(**(TOGETHER | changes)))

    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.get_json()["errors"]] == [(field, code)]


def test_an_agent_says_what_for_and_until_when(office: IntakeOffice) -> None:
    without = office.visitor.post("intake", SUBMISSIONS, complaint(holder_role="agent"))
    told = office.files(holder_role="agent", mandate="代为投诉、参加调解，至2027年12月31日")

    assert [e["code"] for e in without.get_json()["errors"]] == ["mandate_missing"]
    assert office.read(told["receipt_no"])["fields"]["mandate"].startswith("代为投诉")


def test_an_agents_identity_is_kept_whole_and_shown_in_part(office: IntakeOffice) -> None:
    agent = {"holder_role": "agent", "mandate": "代为投诉", "agent_id_number": "11010519491231002x"}

    receipt_no = str(office.files(**agent)["receipt_no"])

    own = office.read(receipt_no, office.citizen(receipt_no))["fields"]
    listed = office.officer.get("intake", SUBMISSIONS).text
    assert own["agent_id_number"] == "1101**********002X"
    assert "agent_id_whole" not in own
    assert office.read(receipt_no)["fields"]["agent_id_whole"] == "11010519491231002X"
    assert "1949" not in listed


def test_what_a_program_files_came_by_the_api_whatever_it_says(office: IntakeOffice) -> None:
    said = complaint(channel="counter")

    by_program = office.visitor.post("intake", SUBMISSIONS, said, **{"X-Entrance": "api"})
    by_officer = office.officer.post("intake", SUBMISSIONS, said, **{"X-Entrance": "api"})

    ways = [
        office.read(each.get_json()["receipt_no"])["channel"] for each in (by_program, by_officer)
    ]
    assert ways == ["api", "counter"]
