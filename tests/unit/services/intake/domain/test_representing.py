"""Who acts for others: within the mandate and its term; taking back needs those who are represented."""

from datetime import UTC, date, datetime

import pytest

from chassis.errors import Conflict
from services.intake.domain.dossier import SUPPLY, WITHDRAW, Agreement, Dossier, Mandate, ShopItem
from services.intake.domain.parties import Contact, Holder
from services.intake.domain.representing import lacking_agreement, may_act, represented
from services.intake.domain.submission import Submission
from tests.support.submissions import a_submission

FRIDAY_NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


def by_agent(*scope: str, until: date | None = None) -> Submission:
    matter = a_submission(holder=Holder(name="鹰城五金工具有限公司", role="agent"))
    matter.dossier.mandates.append(Mandate(scope, until, "lina", FRIDAY_NINE))
    return matter


def agrees(matter: Submission, who: str) -> None:
    said = Agreement(who, WITHDRAW, "书面同意", "lina", FRIDAY_NINE)
    matter.dossier.agreements.append(said)


def test_an_agent_acts_on_the_last_day_of_the_mandate_and_not_after_it() -> None:
    matter = by_agent(SUPPLY, until=FRIDAY)

    may_act(matter, SUPPLY, FRIDAY)
    with pytest.raises(Conflict, match="mandate_over"):
        may_act(matter, SUPPLY, SATURDAY)


def test_an_agent_does_only_what_the_mandate_covers() -> None:
    with pytest.raises(Conflict, match="mandate_lacks_act"):
        may_act(by_agent(SUPPLY), WITHDRAW, FRIDAY)


def test_a_mandate_to_withdraw_is_not_yet_the_agreement_of_the_holder() -> None:
    matter = by_agent(WITHDRAW)

    with pytest.raises(Conflict, match="agreement_missing"):
        may_act(matter, WITHDRAW, FRIDAY)
    agrees(matter, "鹰城五金工具有限公司")
    may_act(matter, WITHDRAW, FRIDAY)


def test_of_several_who_file_together_all_but_their_speakers_have_to_agree() -> None:
    people = Holder(
        name="周明",
        role="self",
        co_filers=("周明", "李红", "王芳", "赵磊"),
        representatives=("周明", "李红"),
    )
    matter = a_submission(holder=people, contact=Contact(name="周明", phone="13803750001"))

    agrees(matter, "王芳")

    assert represented(matter) == ("王芳", "赵磊")
    assert lacking_agreement(matter) == ("赵磊",)


def test_who_acts_for_nobody_else_needs_nobodys_agreement() -> None:
    may_act(a_submission(), WITHDRAW, FRIDAY)


def test_an_offer_that_was_captured_twice_counts_once() -> None:
    def captured(url: str, sold: int) -> ShopItem:
        return ShopItem(
            platform="某某购物平台",
            shop="红星五金店",
            url=url,
            price_fen=3_500,
            sold=sold,
            captured_at=FRIDAY_NINE,
            method="screenshot",
            by="lina",
            at=FRIDAY_NINE,
        )

    offers = [captured("shop.example/1", 10), captured("shop.example/1", 12)]

    assert Dossier(shop_items=[*offers, captured("shop.example/2", 1)]).value_fen == 45_500
