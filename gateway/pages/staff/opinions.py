"""Orders for an expert opinion: the expert's own pages."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import proceedings as client
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pages.uploads import kept_before, with_files


@room.get("/opinions")
def opinion_orders() -> str:
    """The own orders, what is due first."""
    return render_template("staff/opinions.html", items=client.orders())


@room.get("/opinions/<order_id>")
def opinion_order(order_id: str) -> str:
    """One order: the question, the files, the form of the opinion."""
    return _page(order_id, [])


@room.get("/opinions/<order_id>/files/<evidence_id>")
def opinion_file(order_id: str, evidence_id: str) -> Response:
    """One of its files."""
    return passed_on(client.order_file(order_id, evidence_id))


@room.post("/opinions/<order_id>")
def give_opinion(order_id: str) -> Any:
    """The opinion, with the declaration that there is no interest."""
    return acting.do(
        lambda act: with_files(client.answer_order)(order_id, act),
        acting.typed("text", "declaration"),
        done=_("意见已提交"),
        onward=url_for("staff.opinion_order", order_id=order_id),
        show=lambda errors: _page(order_id, errors),
    )


@room.post("/opinions/<order_id>/return")
def return_opinion(order_id: str) -> Any:
    """The expert does not answer."""
    return acting.do(
        lambda act: client.return_order(order_id, act),
        acting.typed("reason"),
        done=_("委托已退回"),
        onward=url_for("staff.opinion_orders"),
        show=lambda errors: _page(order_id, errors),
    )


def _page(order_id: str, errors: Errors) -> str:
    return render_template(
        "staff/opinion.html",
        order=client.order(order_id),
        kept=kept_before(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
