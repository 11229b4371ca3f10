"""What the parties agreed, as the mediator types it."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors


def agreed_terms() -> tuple[dict[str, Any], Errors]:
    """The terms of the form for mediation, and what cannot be read of them."""
    form = request.form
    parts, amount = _parts(form.get("instalments", "")), acting.fen("amount")
    if parts is None:
        text = _("分期付款：每行写日期和金额，例如 2026-12-31 20000")
        return {}, [{"text": text, "href": "#instalments"}]
    duties = _duties(form.get("duties", ""))
    if duties is None:
        text = _("其他履行事项：每行写日期和要做的事，例如 2026-12-31 销毁侵权包装")
        return {}, [{"text": text, "href": "#duties"}]
    if amount is None and form.get("amount", "").strip():
        return {}, [{"text": _("金额（元）：请只填数字，例如 12000"), "href": "#amount"}]
    return {
        "terms": form.get("terms", "").strip(),
        "amount_fen": amount or 0,
        "pay_by": form.get("pay_by", "").strip() or None,
        "joint_confirmation": acting.ticked("joint_confirmation"),
        "clauses": form.getlist("clauses"),
        "instalments": parts,
        "first_signer": form.get("first_signer", ""),
        "duties": duties,
    }, []


def typed_again(terms: Mapping[str, Any] | None) -> MultiDict[str, str]:
    """The fields of the form as they were filled for these terms."""
    if terms is None:
        return MultiDict()
    lines = [f"{p['pay_by']} {p['amount_fen'] // 100}" for p in terms["instalments"]]
    amount = f"{terms['amount_fen'] / 100:.2f}" if terms["amount_fen"] else ""
    fields = [
        ("terms", terms["terms"]),
        ("amount", amount),
        ("pay_by", terms["pay_by"] or ""),
        ("instalments", "\n".join(lines)),
        ("joint_confirmation", "yes" if terms["joint_confirmation"] else ""),
        ("first_signer", terms["first_signer"]),
        ("duties", "\n".join(f"{each['by']} {each['what']}" for each in terms["duties"])),
    ]
    return MultiDict([*fields, *(("clauses", code) for code in terms["clauses"])])


def _duties(text: str) -> list[dict[str, str]] | None:
    """What is to be done as typed, a day and words on each line; None when a line has not both."""
    found = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        day, _blank, what = line.partition(" ")
        if len(day) != len("2026-12-31") or not what.strip():
            return None
        found.append({"by": day, "what": what.strip()})
    return found


def _parts(text: str) -> list[dict[str, Any]] | None:
    """Payments as typed, a day and an amount in yuan on each line; None when a line is neither."""
    found = []
    for line in text.splitlines():
        day, _blank, amount = line.strip().partition(" ")
        digits = amount.strip().replace(",", "")
        if not line.strip():
            continue
        if len(day) != len("2026-12-31") or not digits.isdecimal():
            return None
        found.append({"pay_by": day, "amount_fen": int(digits) * 100})
    return found
