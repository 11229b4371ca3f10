"""The figures of a suspected crime: what each is called, and what was typed for the chosen offence."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.code_lists import codes
from gateway.i18n import language
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

FIGURES = {
    "illegal_turnover_fen": _l("非法经营数额（元）"),
    "illegal_gain_fen": _l("违法所得（元）"),
    "goods_gain_fen": _l("同案假冒商品的违法所得（元）"),
    "goods_and_service_gain_fen": _l("商品和服务的违法所得合计（元）"),
    "sales_amount_fen": _l("销售金额（元）"),
    "unsold_value_fen": _l("未销售货值（元）"),
    "sold_and_unsold_value_fen": _l("已售金额和未售货值合计（元）"),
    "direct_loss_fen": _l("直接经济损失（元）"),
    "loss_fen": _l("损失（元）"),
    "labels": _l("标识（件）"),
    "unsold_labels": _l("未销售的标识（件）"),
    "copies": _l("复制品（份）"),
    "copies_sold": _l("已售复制品（份）"),
    "online_works": _l("网上传播的作品（件）"),
    "downloads": _l("下载次数"),
    "clicks": _l("点击次数"),
    "members": _l("注册会员（人）"),
}
_MOST = 10**15


@room.app_template_filter("figure")
def figure_word(code: str) -> str:
    """A figure of the criminal lines, as people say it."""
    return str(FIGURES.get(code, code))


def field_of(offence: str, figure: str) -> str:
    """The name of an input: several offences have a line for the same figure."""
    return f"figure_{offence}_{figure}"


def offences() -> list[dict[str, Any]]:
    """Each offence with the inputs of the figures that it has lines for: ``{value, text, figures}``."""
    return [
        {
            "value": each["code"],
            "text": each[language()],
            "figures": [_input(each["code"], figure) for figure in each["figures"]],
        }
        for each in codes("offences")
    ]


def _input(offence: str, figure: str) -> dict[str, str]:
    return {
        "field": field_of(offence, figure),
        "text": figure_word(figure),
        "mode": "decimal" if figure.endswith("_fen") else "numeric",
    }


def typed_figures(offence: str) -> tuple[dict[str, int], Errors]:
    """The figures of an offence in fen and pieces, and what is no number; empty fields are left out."""
    found: dict[str, int] = {}
    errors: Errors = []
    for figure in _figures_of(offence):
        field = field_of(offence, figure)
        if not request.form.get(field, "").strip():
            continue
        value = acting.fen(field) if figure.endswith("_fen") else acting.pieces(field)
        if value is None or value > _MOST:
            text = _("%(name)s：请只填数字，例如 83000", name=figure_word(figure))
            errors.append({"text": text, "href": f"#{field}"})
        else:
            found[figure] = value
    return found, errors


def _figures_of(offence: str) -> list[str]:
    lists: list[Any] = [each["figures"] for each in codes("offences") if each["code"] == offence]
    return lists[0] if lists else []
