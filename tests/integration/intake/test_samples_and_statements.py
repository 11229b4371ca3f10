"""Samples get labels and move with names; what was said is read back and confirmed."""

from typing import Any

from chassis.principal import Principal
from contracts.intake import SampleMovedV1, StatementMovedV1
from tests.integration.intake.test_evidence import uploads
from tests.support.intake_office import SUBMISSIONS, IntakeOffice


def moves(office: IntakeOffice, sample: dict[str, Any], **said: str) -> Any:
    return office.officer.act("intake", f"/api/v1/samples/{sample['sample_id']}", "moves", said)


def goes_on(office: IntakeOffice, said: dict[str, Any], verb: str, body: Any) -> Any:
    now = office.officer.get("intake", f"{SUBMISSIONS}/{said['receipt_no']}/statements").get_json()
    [etag] = [e["etag"] for e in now["items"] if e["statement_id"] == said["statement_id"]]
    path = f"/api/v1/statements/{said['statement_id']}/{verb}"
    return office.officer.post("intake", path, body, **{"If-Match": etag})


def test_a_sample_is_labelled_sealed_shelved_and_handed_over_by_two(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    path = f"{SUBMISSIONS}/{office.files()['receipt_no']}/samples"
    what = {"name": "活动扳手", "quantity": 2, "giver": "周明"}
    first, second = (office.officer.post("intake", path, what).get_json() for _ in range(2))
    photo = uploads(office, "封条.png").get_json()["id"]

    bare = moves(office, first, act="seal", seal_no="F-001")
    moves(office, first, act="seal", seal_no="F-001", photo=photo)
    moves(office, first, act="shelve", place="A-3")
    given = {"giver": "李娜", "taker": "市场监管局 周岚", "note": "送检"}
    handed = moves(office, first, act="hand_over", **given).get_json()
    shown = office.officer.get("intake", f"{path.removesuffix('/samples')}/evidence/{photo}")

    assert [each["label"][-3:] for each in (first, second)] == ["-01", "-02"]
    assert [each["pointer"] for each in bare.get_json()["errors"]] == ["/photo"]
    assert (handed["state"], handed["possible_now"]) == ("out", ["take_back"])
    assert handed["moves"][-1] | given == handed["moves"][-1]
    assert shown.status_code == 200
    told = [each.sample_act for each in office.said(SampleMovedV1)]
    assert told == ["received", "received", "seal", "shelve", "hand_over"]


def test_what_was_said_is_confirmed_by_the_speakers_code_and_stays(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    number = office.files()["receipt_no"]
    path, citizen = f"{SUBMISSIONS}/{number}/statements", office.citizen(number)
    words = {"source": "oral", "speaker": "周明", "words": "十月五日在该店买到。"}
    other = {"source": "oral", "speaker": "店员", "side": "other", "words": "进货渠道不清楚。"}
    office.officer.post("intake", path, other)
    said = office.officer.post("intake", path, words).get_json()

    own = citizen.get("intake", path).get_json()["items"]
    confirmed = citizen.post(
        "intake",
        f"/api/v1/statements/{said['statement_id']}/confirmation",
        **{"If-Match": own[0]["etag"]},
    )
    late = goes_on(office, said, "words", {"words": "改动"})

    assert [each["words"] for each in own] == [words["words"]]
    assert confirmed.get_json()["confirmation"]["way"] == "code"
    assert late.status_code == 409
    public = [each.is_public for each in office.said(StatementMovedV1)]
    assert public == [False, True, True]
    assert "口头陈述：已确认" in office.story(number, citizen)[-1]["text"]


def test_who_reports_without_a_name_is_named_in_no_statement_and_on_no_sample(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    number = office.files(kind="report", identity="confidential")["receipt_no"]
    words = {"source": "oral", "speaker": "周明", "words": "仓库在南环路。"}
    what = {"name": "活动扳手", "quantity": 1, "giver": "周明"}

    said = office.officer.post("intake", f"{SUBMISSIONS}/{number}/statements", words)
    sample = office.officer.post("intake", f"{SUBMISSIONS}/{number}/samples", what)

    operator = office.person(Principal(subject="staff:hotline", roles=frozenset({"operator"})))
    seen = operator.get("intake", f"{SUBMISSIONS}/{number}/statements").get_json()["items"]

    assert "周明" not in said.text + sample.text
    assert seen == []


def test_a_transcript_is_a_draft_with_marks_until_it_was_compared(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    number = office.files()["receipt_no"]
    voice = uploads(office, "通话.png").get_json()["id"]
    call = {"source": "recording", "speaker": "周明", "recording": voice}
    said = office.officer.post("intake", f"{SUBMISSIONS}/{number}/statements", call).get_json()

    goes_on(office, said, "words", {"words": "您好，我要投诉红星五金店。"})
    goes_on(office, said, "marks", {"seconds": 12, "name": "respondent_name"})
    found = goes_on(office, said, "reading-back", {"note": "逐句核对"}).get_json()

    assert (found["state"], found["confirmation"]["way"]) == ("confirmed", "transcribed")
    assert found["marks"] == [{"seconds": 12, "name": "respondent_name", "words": ""}]
