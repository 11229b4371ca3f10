"""The text of an agreement and the codes that sign it."""

from datetime import timedelta

import pytest

from services.mediation.domain.agreement import compose
from tests.support.mediation import MONDAY_9_AM, an_agreement, some_parties, some_terms

MINUTE = timedelta(minutes=1)


def test_the_text_says_who_agreed_what_money_and_what_next() -> None:
    text = compose(some_terms(), some_parties(), "2026112300017", "陈静")

    assert text.splitlines() == [
        "调解协议",
        "受理号：2026112300017",
        "投诉人（甲方）：红星五金商行",
        "被投诉人（乙方）：鹰城五金工具有限公司",
        "调解员：陈静",
        "",
        "双方经调解自愿达成如下协议：",
        "乙方停止销售带有甲方商标的扳手。",
        "乙方向甲方支付人民币50,000.00元，于2026年12月31日前付清。",
        "双方同意自本协议生效之日起三十日内共同向人民法院申请司法确认。",
        "本协议自双方签署之日起生效。",
    ]


def test_without_money_and_court_neither_is_mentioned() -> None:
    text = compose(
        some_terms(amount_fen=0, joint_confirmation=False), some_parties(), "2026112300017", "陈静"
    )

    assert "人民币" not in text
    assert "司法确认" not in text


def test_money_without_a_day_is_due_at_once() -> None:
    text = compose(some_terms(pay_by=None, amount_fen=1), some_parties(), "2026112300017", "陈静")

    assert "支付人民币0.01元。" in text


def test_a_code_belongs_to_one_text_and_one_side() -> None:
    agreement, changed = an_agreement(), an_agreement(text="双方另有约定。")

    subjects = {
        each.code_subject(side)
        for each in (agreement, changed)
        for side in ("complainant", "respondent")
    }

    assert len(subjects) == 4


@pytest.mark.parametrize(("tries", "is_locked"), [(4, False), (5, True)])
def test_the_fifth_wrong_code_locks_one_side(tries: int, is_locked: bool) -> None:
    agreement = an_agreement()

    agreement.wrong_codes["respondent"] = [MONDAY_9_AM] * (tries - 1)
    agreement.wrong_code("respondent", MONDAY_9_AM)

    assert (agreement.locked_until("respondent", MONDAY_9_AM) is not None) is is_locked
    assert agreement.locked_until("complainant", MONDAY_9_AM) is None


def test_the_lock_opens_a_quarter_of_an_hour_after_the_first_wrong_code() -> None:
    agreement = an_agreement()
    agreement.wrong_codes["respondent"] = [MONDAY_9_AM + n * MINUTE for n in range(5)]

    until = MONDAY_9_AM + 15 * MINUTE

    assert agreement.locked_until("respondent", until - MINUTE) == until
    assert agreement.locked_until("respondent", until) is None
