"""What the people of the demonstration write."""

from typing import Any

COMPLAINANT_EMAIL = "quanliren@example.cn"
RESPONDENT_EMAIL = "dianpu@example.cn"


def complaint(
    evidence_id: str, *, respondent: str = "平顶山市新华区红星五金商行"
) -> dict[str, Any]:
    """A trademark owner complains about a shop in Pingdingshan; fifteen fields and a photo."""
    return {
        "kind": "complaint",
        "right_type": "trademark",
        "right_number": "12345678",
        "holder_role": "self",
        "holder_name": "鹰城五金工具有限公司",
        "respondent_name": respondent,
        "respondent_address": "河南省平顶山市新华区建设路中段18号",
        "respondent_email": RESPONDENT_EMAIL,
        "happened_on": "2026-10",
        "place": "平顶山市新华区建设路门店",
        "facts": "该店销售标有“鹰城”商标的扳手，包装与正品不同，价格不到正品的一半。我单位从未授权该店销售。",
        "requests": ["stop", "compensation"],
        "agrees_to_mediation": True,
        "contact_name": "周明",
        "contact_phone": "13803750001",
        "contact_email": COMPLAINANT_EMAIL,
        "evidence": [{"id": evidence_id, "description": "店内货架照片"}],
        "language": "zh",
    }


def counterfeit_goods(evidence_id: str) -> dict[str, Any]:
    """The second matter: a warehouse of counterfeit goods."""
    return complaint(evidence_id, respondent="平顶山市湛河区宏达商贸仓库") | {
        "facts": "该仓库囤积并批发假冒“鹰城”注册商标的电动工具，现场发现销售台账，金额较大。",
        "requests": ["investigation"],
        "agrees_to_mediation": False,
        "place": "平顶山市湛河区南环路仓库",
    }


def police_report(officers: list[str]) -> dict[str, Any]:
    """Illegal turnover of 83,000 yuan: above the line of 50,000 for art. 213 of the Criminal Law."""
    return {
        "officers": officers,
        "offence": "213",
        "figures": {"illegal_turnover_fen": 8_300_000},
        "repeat": False,
        "two_or_more": False,
        "reasonable_suspicion": True,
        "summary": "经现场检查和销售台账核对，涉案仓库假冒注册商标商品的非法经营数额为8.3万元，"
        "已达到刑事追诉标准。",
    }


AGREEMENT = {
    "terms": "一、红星五金商行立即停止销售侵权商品并销毁库存。\n二、一次性赔偿鹰城五金工具有限公司经济损失。",
    "amount_fen": 1_200_000,
    "pay_by": "2027-01-15",
    "joint_confirmation": True,
}

TRANSFER_DOCUMENTS = (
    ("transfer_letter", "涉嫌犯罪案件移送书"),
    ("investigation_report", "涉嫌犯罪案件情况的调查报告"),
    ("item_list", "涉案物品清单"),
    ("appraisal_report", "商标权利人出具的鉴定意见"),
)
