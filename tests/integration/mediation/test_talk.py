"""Both sides and the mediator write to each other; confidences, offers and tries of contact."""

from contracts.mediation import (
    BlindOfferMovedV1,
    ContactTriedV1,
    OfferMovedV1,
    TalkPostedV1,
)
from tests.support.mediation_office import Caller, Office

RECEIPT = "2026112100011"


def _threads(who: Caller, path: str) -> set[str]:
    return {each["thread"] for each in who.get(f"{path}/talk").get_json()["messages"]}


def test_what_is_said_in_confidence_reaches_the_mediator_alone(sqlite_office: Office) -> None:
    office = sqlite_office
    path = office.with_mediator(RECEIPT)
    complainant = office.citizen(RECEIPT, "complainant")
    respondent = office.citizen(RECEIPT, "respondent")
    mediator = office.staff("chenjing", "mediator")

    complainant.post(f"{path}/talk/messages", {"text": "大家好"})
    respondent.post(f"{path}/talk/messages", {"thread": "respondent", "text": "底线是三万"})
    mediator.post(f"{path}/talk/messages", {"thread": "own", "text": "双方差两万"})
    foreign = complainant.post(f"{path}/talk/messages", {"thread": "respondent", "text": "偷看"})

    assert _threads(complainant, path) == {"all"}
    assert _threads(office.officer, path) == {"all"}
    assert _threads(respondent, path) == {"all", "respondent"}
    assert _threads(mediator, path) == {"all", "respondent", "own"}
    assert foreign.status_code == 422
    told = [(each.by, each.thread, each.is_public) for each in office.said(TalkPostedV1)]
    assert told == [("complainant", "all", True), ("respondent", "respondent", False)]
    assert office.citizen("2026112100022", "complainant").get(f"{path}/talk").status_code == 404


def test_an_offer_is_made_and_accepted_and_tries_of_contact_are_kept(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    path = office.invites(RECEIPT)
    tried = {"side": "respondent", "way": "phone", "outcome": "no_answer", "note": "两次无人接听"}
    offer = {"text": "一次付清", "amount_fen": 3_000_000, "until": "2026-12-04"}
    complainant = office.citizen(RECEIPT, "complainant")
    respondent = office.citizen(RECEIPT, "respondent")

    early = complainant.post(f"{path}/talk/offers", offer)
    contacts = office.officer.post(f"{path}/talk/contacts", tried).get_json()
    respondent.post(f"{path}/consents", {"agrees": True})
    made = complainant.post(f"{path}/talk/offers", offer)
    answer = {"number": 1, "answer": "accepted"}
    own = complainant.post(f"{path}/talk/offer-answers", answer)
    accepted = respondent.post(f"{path}/talk/offer-answers", answer)

    assert (early.status_code, made.status_code, own.status_code) == (409, 201, 409)
    assert accepted.get_json()["offers"][0]["state"] == "accepted"
    assert contacts["untried"]["respondent"][0] == "sms"
    assert "contacts" not in accepted.get_json()
    assert [(e.by, e.act) for e in office.said(OfferMovedV1)] == [
        ("complainant", "made"),
        ("respondent", "accepted"),
    ]
    assert [e.outcome for e in office.said(ContactTriedV1)] == ["no_answer"]


def test_confidences_lie_encrypted_each_thread_with_its_key_and_go_when_the_mediation_ends(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    path = office.with_mediator(RECEIPT)
    respondent, mediator = (
        office.citizen(RECEIPT, "respondent"),
        office.staff("chenjing", "mediator"),
    )
    respondent.post(f"{path}/talk/messages", {"thread": "respondent", "text": "底线是三万"})
    mediator.post(f"{path}/talk/messages", {"thread": "own", "text": "双方差两万"})
    mediator.post(f"{path}/talk/messages", {"text": "下周再谈"})
    talk = office.within(lambda uow: uow.talks.of_case(path.rsplit("/", 1)[-1]))
    read = [each["text"] for each in mediator.get(f"{path}/talk").get_json()["messages"]]

    office.officer.acts(path, "end", {"ground": "T3", "explanation": "分歧太大"})
    office.works()

    assert read == ["底线是三万", "双方差两万", "下周再谈"]
    assert [each.is_sealed for each in talk.messages] == [True, True, False]
    assert not any("三万" in each.text or "两万" in each.text for each in talk.messages)
    assert len(set(talk.keys.values())) == 2
    after = office.within(lambda uow: uow.talks.of_case(talk.id))
    assert ([each.text for each in after.messages], after.keys) == (["下周再谈"], {})
    assert _threads(respondent, path) == _threads(mediator, path) == {"all"}


def test_blind_sums_are_compared_and_gone_and_only_the_step_is_told(sqlite_office: Office) -> None:
    office = sqlite_office
    path = office.with_mediator(RECEIPT)
    complainant = office.citizen(RECEIPT, "complainant")
    respondent = office.citizen(RECEIPT, "respondent")
    one = complainant.post(f"{path}/talk/blind-offers", {"amount_fen": 5_000_000}).get_json()
    waiting = office.within(lambda uow: uow.talks.of_case(one["case_id"]))

    both = respondent.post(f"{path}/talk/blind-offers", {"amount_fen": 4_600_000}).get_json()

    assert (one["blind"][0]["nearness"], one["may_offer_blindly"]) == ("", False)
    assert "5000000" not in waiting.blind[0].sealed["complainant"]
    assert both["blind"] == [
        {"number": 1, "given": ["complainant", "respondent"], "nearness": "within_10"}
    ]
    compared = office.within(lambda uow: uow.talks.of_case(one["case_id"]))
    assert compared.blind[0].sealed == {}
    assert office.officer.get(f"{path}/talk").get_json()["blind"][0]["nearness"] == ""
    assert [(e.by, e.act) for e in office.said(BlindOfferMovedV1)] == [
        ("complainant", "given"),
        ("respondent", "compared"),
    ]
