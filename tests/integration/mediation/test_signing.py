"""Two sides sign one text, each with a code of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from contracts.mediation import (
    AgreementDraftedV1,
    AgreementReachedV1,
    AgreementSignedV1,
    CorrectionMovedV1,
    SignatureRefusedV1,
)
from tests.support.mediation_office import Office, an_outcome

RECEIPT = "2026112100011"


def code_of(office: Office, side: str) -> str:
    answer = office.neighbour("notification").get(
        f"/internal/recipients?audience={side}_signing&receipt_no={RECEIPT}"
    )
    code: str = answer.get_json()["items"][0]["facts"]["code"]
    return code


def wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 1_000_000:06d}"


def test_the_text_goes_out_for_signing_and_its_hash_is_told(office: Office) -> None:
    path = office.with_agreement()

    agreement = office.citizen(RECEIPT, "respondent").get(path).get_json()["agreement"]

    [drafted] = office.said(AgreementDraftedV1)
    assert drafted.text_sha256 == agreement["sha256"]
    assert "50,000.00元" in agreement["text"]
    assert agreement["signatures"] == {}


def test_both_signatures_put_the_agreement_into_effect(office: Office) -> None:
    path = office.with_agreement()

    for side in ("complainant", "respondent"):
        signed = office.citizen(RECEIPT, side).post(
            f"{path}/agreement/signatures", {"code": code_of(office, side)}
        )
        assert signed.status_code == 200, signed.text

    assert signed.get_json()["status"] == "agreed"
    [reached] = office.said(AgreementReachedV1)
    assert (reached.effective_at, reached.joint_confirmation) == (office.clock.now(), True)


def test_the_code_of_one_side_does_not_sign_for_the_other(office: Office) -> None:
    path = office.with_agreement()
    code = code_of(office, "complainant")

    refusal = office.citizen(RECEIPT, "respondent").post(
        f"{path}/agreement/signatures", {"code": code}
    )

    assert (refusal.status_code, refusal.get_json()["code"]) == (422, "code_wrong")
    assert office.said(AgreementSignedV1) == []


@pytest.mark.parametrize("code", ["abcdef", "12345", "1234567", "", "½½½½½½"])
def test_what_is_no_code_is_refused(office: Office, code: str) -> None:
    path = office.with_agreement()

    refusal = office.citizen(RECEIPT, "respondent").post(
        f"{path}/agreement/signatures", {"code": code}
    )

    assert refusal.status_code == 422
    assert [each["pointer"] for each in refusal.get_json()["errors"]] == ["/code"]


def test_full_width_digits_are_digits(office: Office) -> None:
    path = office.with_agreement()
    code = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(office, "respondent"))

    signed = office.citizen(RECEIPT, "respondent").post(
        f"{path}/agreement/signatures", {"code": code}
    )

    assert signed.status_code == 200


def test_after_five_wrong_codes_even_the_right_one_waits_a_quarter_of_an_hour(
    office: Office,
) -> None:
    path = office.with_agreement()
    code = code_of(office, "respondent")
    respondent = office.citizen(RECEIPT, "respondent")
    signatures = f"{path}/agreement/signatures"

    answers = [respondent.post(signatures, {"code": wrong(code, n)}) for n in range(1, 6)]
    locked = respondent.post(signatures, {"code": code})
    office.passes(minutes=15)
    later = respondent.post(signatures, {"code": code})

    assert [answer.status_code for answer in answers] == [422] * 5
    assert (locked.status_code, locked.get_json()["code"]) == (429, "code_locked")
    assert locked.headers["Retry-After"]
    assert later.status_code == 200


def test_wrong_codes_of_one_side_do_not_lock_the_other(office: Office) -> None:
    path = office.with_agreement()
    for n in range(1, 7):
        office.citizen(RECEIPT, "respondent").post(
            f"{path}/agreement/signatures", {"code": wrong(code_of(office, "respondent"), n)}
        )

    signed = office.citizen(RECEIPT, "complainant").post(
        f"{path}/agreement/signatures", {"code": code_of(office, "complainant")}
    )

    assert signed.status_code == 200


def test_guessing_in_parallel_gains_nothing(office: Office) -> None:
    path = office.with_agreement()
    code = code_of(office, "respondent")
    respondent = office.citizen(RECEIPT, "respondent")

    with ThreadPoolExecutor(20) as many:
        guesses = [
            many.submit(respondent.post, f"{path}/agreement/signatures", {"code": wrong(code, n)})
            for n in range(1, 21)
        ]
    looked_at = [each.result().status_code for each in guesses].count(422)

    assert looked_at == 5


def test_signing_twice_is_signing_once(office: Office) -> None:
    path = office.with_agreement()
    code = {"code": code_of(office, "respondent")}
    respondent = office.citizen(RECEIPT, "respondent")

    first = respondent.post(f"{path}/agreement/signatures", code)
    second = respondent.post(f"{path}/agreement/signatures", code)

    assert second.get_json() == first.get_json()
    assert len(office.said(AgreementSignedV1)) == 1


def test_both_sides_may_sign_at_the_same_moment(office: Office) -> None:
    path = office.with_agreement()
    sides = ("complainant", "respondent")
    codes = {side: code_of(office, side) for side in sides}

    with ThreadPoolExecutor(2) as both:
        answers = list(
            both.map(
                lambda side: office.citizen(RECEIPT, side).post(
                    f"{path}/agreement/signatures", {"code": codes[side]}
                ),
                sides,
            )
        )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert office.officer.get(path).get_json()["status"] == "agreed"
    assert len(office.said(AgreementReachedV1)) == 1


def test_both_sides_may_consent_at_the_same_moment(office: Office) -> None:
    path = office.invites(agrees=False)

    with ThreadPoolExecutor(2) as both:
        answers = list(
            both.map(
                lambda side: office.citizen(RECEIPT, side).post(
                    f"{path}/consents", {"agrees": True}
                ),
                ("complainant", "respondent"),
            )
        )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert office.officer.get(path).get_json()["status"] == "awaiting_mediator"


def test_before_there_is_a_text_nobody_signs(office: Office) -> None:
    path = office.with_session()

    refusal = office.citizen(RECEIPT, "respondent").post(
        f"{path}/agreement/signatures", {"code": "123456"}
    )

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "wrong_state")


def test_a_refusal_reaches_the_mediator_who_puts_another_text(office: Office) -> None:
    path = office.with_agreement()
    respondent, mediator = (
        office.citizen(RECEIPT, "respondent"),
        office.staff("chenjing", "mediator"),
    )
    before = mediator.get(path).get_json()["agreement"]["sha256"]

    empty = respondent.post(f"{path}/agreement/refusal", {"reason": ""})
    refused = respondent.post(f"{path}/agreement/refusal", {"reason": "第二条的金额不对"})

    assert [each["pointer"] for each in empty.get_json()["errors"]] == ["/reason"]
    assert refused.get_json()["agreement"]["standing"]["respondent"] == "refused"
    assert "金额不对" not in refused.text
    assert mediator.get(path).get_json()["terms"]["amount_fen"] == 5_000_000
    [told] = mediator.get(path).get_json()["signature_refusals"]
    assert (told["side"], told["reason"], told["sha256"]) == (
        "respondent",
        "第二条的金额不对",
        before,
    )
    assert [each.side for each in office.said(SignatureRefusedV1)] == ["respondent"]

    terms = an_outcome()["agreement"] | {"amount_fen": 4_000_000, "first_signer": "respondent"}
    stranger = office.staff("zhaolei", "mediator").post(
        f"{path}/agreement/text", {"agreement": terms}, etag=mediator.get(path).headers["ETag"]
    )
    changed = mediator.acts(path, "agreement/text", {"agreement": terms})

    assert stranger.status_code == 404
    assert "40,000.00元" in changed.get_json()["agreement"]["text"]
    waits = office.neighbour("notification").get(
        f"/internal/recipients?audience=complainant_signing&receipt_no={RECEIPT}"
    )
    assert waits.get_json()["items"] == []
    assert code_of(office, "respondent")


def test_a_signature_by_hand_counts_like_a_code_in_its_turn(office: Office) -> None:
    path = office.with_agreement()
    terms = an_outcome()["agreement"] | {"first_signer": "respondent"}
    office.staff("chenjing", "mediator").acts(path, "agreement/text", {"agreement": terms})

    early = office.officer.acts(path, "agreement/paper-signatures", {"side": "complainant"})
    seen = office.officer.acts(path, "agreement/paper-signatures", {"side": "respondent"})

    assert (early.status_code, early.get_json()["code"]) == (409, "not_your_turn")
    assert seen.get_json()["agreement"]["on_paper"] == ["respondent"]
    assert [each.next_signer for each in office.said(AgreementSignedV1)] == ["complainant"]
    assert len(code_of(office, "complainant")) == 6


def test_a_text_that_both_signed_is_edited_no_more(office: Office) -> None:
    path, mediator = office.with_agreement(RECEIPT), office.staff("chenjing", "mediator")
    terms = an_outcome()["agreement"]
    for side in ("complainant", "respondent"):
        signed = office.officer.acts(path, "agreement/paper-signatures", {"side": side})
        assert signed.status_code == 200, signed.text
    before = mediator.get(path).get_json()["agreement"]["sha256"]

    refusal = mediator.acts(path, "agreement/text", {"agreement": terms | {"amount_fen": 1}})

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "wrong_state")
    assert mediator.get(path).get_json()["agreement"]["sha256"] == before


def test_a_signed_agreement_is_corrected_by_new_codes_and_its_paper_names_the_reason(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    path = office.with_agreement()
    signatures = f"{path}/agreement/signatures"
    sides = ("complainant", "respondent")
    earlier = {side: code_of(office, side) for side in sides}
    for side, code in earlier.items():
        office.citizen(RECEIPT, side).post(signatures, {"code": code})
    terms = an_outcome()["agreement"] | {"terms": "乙方停止销售带有甲方商标的扳手和钳子。"}
    body = {"agreement": terms, "reason": "漏写了钳子"}

    stranger = office.staff("liuyang", "mediator").post(f"{path}/agreement/corrections", body)
    presented = office.staff("chenjing", "mediator").acts(path, "agreement/corrections", body)
    old_code = office.citizen(RECEIPT, sides[0]).post(signatures, {"code": earlier[sides[0]]})
    for side in sides:
        signed = office.citizen(RECEIPT, side).post(signatures, {"code": code_of(office, side)})

    assert (stranger.status_code, presented.status_code) == (404, 201)
    assert old_code.get_json()["code"] == "code_wrong"
    seen = signed.get_json()
    assert "扳手和钳子" in seen["agreement"]["text"]
    assert seen["agreement"]["corrects"] == seen["corrected_texts"][0]["sha256"]
    acts = [(each.act, each.side) for each in office.said(CorrectionMovedV1)]
    assert acts == [("presented", ""), ("signed", "complainant"), ("agreed", "respondent")]
    facts = office.neighbour("documents").get(f"/internal/matters/{RECEIPT}/facts").get_json()
    assert facts["agreement"]["reason"] == "漏写了钳子"
