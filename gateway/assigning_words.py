"""How a matter came to its officer, and what spoke for or against each, in words."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

WAYS = {
    "by_hand": _l("指定"),
    "by_rule": _l("按规则分派"),
    "after_recusal": _l("原经办人回避后分派"),
    "to_deputy": _l("原经办人逾时未办，转代理人"),
    "to_chief": _l("原经办人逾时未办，转负责人"),
    "to_all": _l("逾时未办，退回待分派"),
    "after_return": _l("退单后分派"),
    "to_ruling": _l("两次退单，等待负责人裁定"),
    "by_ruling": _l("负责人裁定"),
}
REASONS = {
    "fits": _l("合适"),
    "full": _l("手上事项已满"),
    "no_skill": _l("不办这类权利"),
    "away": _l("不在岗"),
    "ties": _l("与当事人有利害关系"),
    "recused": _l("已回避"),
    "returned": _l("已退单"),
}


def reasons_of(considered: Iterable[Any]) -> list[dict[str, Any]]:
    """Who was looked at for a matter, as people read it."""
    return [
        {
            "account": each["account"],
            "reason": REASONS.get(each["reason"], each["reason"]),
            "fits": each["reason"] == "fits",
            "open_matters": each["open_matters"],
        }
        for each in considered
    ]
