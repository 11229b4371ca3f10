"""Goods go to the police line by line; what was decided before is shown and stops nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.errors import Conflict, InvalidInput
from services.referral.domain.goods import Good, Penalty
from services.referral.domain.transfer_states import FILED, OPEN, RECEIPTED
from tests.support.flows import clock_of
from tests.support.referral import MONDAY_9_AM, a_transfer


def a_good(**changes: Any) -> Good:
    values: dict[str, Any] = {"name": "假冒扳手", "unit": "把", "listed": 30, "handed": 30}
    return Good(**(values | changes))


def test_goods_go_over_line_by_line() -> None:
    """trf.handover, State Council Order 310 art. 12: within three days of the filing."""
    transfer = a_transfer(FILED)

    transfer.hand_over(MONDAY_9_AM + timedelta(days=3), [a_good(), a_good(name="包装盒")])

    assert [each.name for each in transfer.goods] == ["假冒扳手", "包装盒"]
    assert not clock_of(transfer, "trf.handover").was_late


def test_a_count_that_differs_stops_the_whole_handover() -> None:
    transfer = a_transfer(FILED)

    with pytest.raises(InvalidInput) as refusal:
        transfer.hand_over(MONDAY_9_AM, [a_good(), a_good(handed=29)])

    assert [each.pointer for each in refusal.value.errors] == ["/goods/1/handed"]
    assert (transfer.status, transfer.goods) == (FILED, [])


def test_perishable_goods_need_a_word_on_what_became_of_them() -> None:
    transfer = a_transfer(FILED)
    gone = {"name": "水果", "perishable": True, "handed": 0}

    with pytest.raises(InvalidInput):
        transfer.hand_over(MONDAY_9_AM, [a_good(**gone)])
    transfer.hand_over(MONDAY_9_AM, [a_good(**gone, disposal="拍卖，留存照片和拍卖凭证。")])

    assert transfer.goods[0].disposal


@pytest.mark.parametrize("status", [OPEN, RECEIPTED])
def test_a_penalty_is_noted_and_stops_nothing(status: str) -> None:
    """State Council Order 310 art. 11: what was imposed before is no obstacle."""
    transfer = a_transfer(status)
    before = transfer.possible(MONDAY_9_AM)

    transfer.note_penalty(
        Penalty(
            kind="罚款 2 万元",
            number="平市监罚〔2026〕8号",
            decided_on=date(2026, 10, 12),
            noted_by="zhangwei",
            noted_at=MONDAY_9_AM,
        )
    )

    assert transfer.possible(MONDAY_9_AM) == before
    assert transfer.status == status


def test_the_procuratorate_gets_its_copy_once_the_file_has_left() -> None:
    with pytest.raises(Conflict, match="not_sent_yet"):
        a_transfer(OPEN).copy_to_procuratorate(MONDAY_9_AM)
    sent = a_transfer(RECEIPTED)

    sent.copy_to_procuratorate(MONDAY_9_AM)
    sent.copy_to_procuratorate(MONDAY_9_AM + timedelta(days=1))

    assert sent.copied_at == MONDAY_9_AM
