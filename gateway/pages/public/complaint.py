"""Filing a matter of any kind: start, list of tasks, one question page after the other."""

from typing import Any
from unicodedata import normalize

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Unavailable
from gateway.clients import intake
from gateway.clients.calling import Refused
from gateway.code_lists import label, options
from gateway.context import gateway
from gateway.drafts import Draft
from gateway.forms.complaint import (
    COMMON_RIGHTS,
    EVIDENCE,
    LABELS,
    Shown,
    Step,
    body,
    shown,
    split_date,
)
from gateway.forms.kinds import COMPLAINT, KINDS, Kind
from gateway.i18n import language
from gateway.pages.public import draft_cookie
from gateway.pages.public.repeated import PAGES, filed_before

PREFIX = f"/apply/<any({','.join(KINDS)}):kind>"
blueprint = Blueprint("complaint", __name__, url_prefix=PREFIX)
_ROOMS = frozenset({"complaint", "check", "evidence"})
_OPEN = frozenset({"complaint.start", "complaint.begin", "complaint.forget"})
_AFTER_FILING = frozenset({"complaint.done", "complaint.noted"})
_LAST_DIGITS = 4


@blueprint.app_url_value_preprocessor
def read_kind(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Which kind of filing an address is about."""
    if _is_ours(endpoint) and values is not None:
        g.filing_kind = values.pop("kind")


@blueprint.app_url_defaults
def write_kind(endpoint: str, values: dict[str, Any]) -> None:
    """Addresses stay with the kind that is being filed."""
    if _is_ours(endpoint):
        values.setdefault("kind", g.get("filing_kind", COMPLAINT))


def _is_ours(endpoint: str | None) -> bool:
    return endpoint is not None and endpoint.split(".")[0] in _ROOMS


def kind() -> Kind:
    """The kind of filing that this page is about."""
    return KINDS[g.get("filing_kind", COMPLAINT)]


@blueprint.before_request
def need_draft() -> Any:
    """Nobody gets past the start page without a draft; a filed one leads to its confirmation."""
    if request.endpoint in _OPEN:
        return None
    draft = draft_cookie.current()
    if draft is None:
        return render_template("public/complaint/expired.html"), 404
    filed = draft.confirmation is not None
    if draft.kind != kind().code:
        place = "complaint.done" if filed else "complaint.tasks"
        return redirect(url_for(place, kind=draft.kind), 303)
    if filed != (request.endpoint in _AFTER_FILING):
        return redirect(url_for("complaint.done" if filed else "complaint.tasks"), 303)
    return None


@blueprint.get("")
def start() -> Any:
    """What one needs, how long it takes, what else is possible."""
    draft = draft_cookie.current()
    unfinished = draft if draft is not None and draft.is_begun else None
    return render_template("public/complaint/start.html", unfinished=unfinished, kind=kind())


@blueprint.post("")
def begin() -> Any:
    """Begin a new draft."""
    return draft_cookie.begin(kind().code, lambda: redirect(url_for("complaint.tasks"), 303))


@blueprint.post("/forget")
def forget() -> Any:
    """Remove what this browser keeps: for shared computers."""
    return draft_cookie.forget(redirect(url_for("home.home"), 303))


@blueprint.get("/tasks")
def tasks() -> Any:
    """All pages, each finished or not; any order."""
    return render_template(
        "public/complaint/tasks.html",
        kind=kind(),
        steps=kind().steps,
        done=[each.name for each in kind().steps if each.name in _draft().done],
        expires=_draft().expires_at,
    )


@blueprint.get("/done")
def done() -> Any:
    """The receipt: number, code, and the date by which they will hear; the same each time."""
    return _receipt("")


@blueprint.post("/done")
def noted() -> Any:
    """They type the last digits of the code: so it is written down, and not lost with this page."""
    filed = _draft().confirmation or {}
    typed = "".join(normalize("NFKC", request.form.get("last_digits", "")).split())
    if typed != str(filed.get("query_code", ""))[-_LAST_DIGITS:]:
        return _receipt(_("与查询码的最后 4 位不一致，请看着上面的号码再输一次")), 422
    draft_cookie.change(_draft(), _is_noted)
    return redirect(url_for("complaint.done"), 303)


def _receipt(error: str) -> str:
    return render_template(
        "public/complaint/done.html",
        filed=_draft().confirmation,
        kind=kind(),
        error=error,
        has_errors=bool(error),
    )


def _is_noted(draft: Draft) -> None:
    if draft.confirmation is not None:
        draft.confirmation["is_noted"] = True


@blueprint.get("/earlier")
def earlier() -> Any:
    """You may have filed this before: add to it, or go on."""
    found = filed_before(_draft())
    if found is None:
        return redirect(url_for("complaint.tasks"), 303)
    return render_template("public/complaint/earlier.html", earlier=found, label=label)


@blueprint.post("/earlier")
def another() -> Any:
    """It is another matter: go on, and do not ask again."""
    draft_cookie.change(_draft(), _is_new)
    return redirect(url_for("complaint.tasks"), 303)


@blueprint.get("/<step>")
def question(step: str) -> Any:
    """One question page, filled with what was typed before."""
    return _page(_step(step), [])


@blueprint.post("/<step>")
def answer(step: str) -> Any:
    """Keep what was typed, have intake look at it, go on or show what to correct."""
    page = _step(step)
    if _draft().sent is not None:
        return redirect(url_for("check.check"), 303)
    typed = page.read(request.form)
    draft = draft_cookie.change(_draft(), lambda d: _keep(d, page, typed))
    try:
        sent = body(draft.answers, language(), kind().steps)
        intake.check(sent, ("kind", *page.fields), gateway().ids.new())
    except Refused as refused:
        if refused.status != 422:
            raise
        return _page(page, shown(refused.fields, draft.answers, page.fields)), 422
    except Unavailable:
        return _page(
            page, [], notice=_("暂时无法核对，您填写的内容已保存。请稍后再点“保存并继续”。")
        ), 503
    draft = draft_cookie.change(draft, lambda d: _mark_done(d, page))
    if page.name in PAGES and filed_before(draft) is not None:
        return redirect(url_for("complaint.earlier"), 303)
    return redirect(_after(page), 303)


def _step(name: str) -> Step:
    found = next((each for each in kind().steps if each.name == name), None)
    if found is None or name == EVIDENCE:
        abort(404)
    return found


def _draft() -> Draft:
    draft = draft_cookie.current()
    assert draft is not None  # noqa: S101 - need_draft has seen to it
    return draft


def _keep(draft: Draft, page: Step, typed: dict[str, Any]) -> None:
    draft.answers |= typed
    if page.name in draft.done:
        draft.done.remove(page.name)


def _is_new(draft: Draft) -> None:
    draft.is_new = True


def _mark_done(draft: Draft, page: Step) -> None:
    if page.name not in draft.done:
        draft.done.append(page.name)


def _after(page: Step) -> str:
    """The next page that is not finished yet; the check page when all are."""
    draft = _draft()
    if request.form.get("next") == "check":
        return url_for("check.check")
    steps = kind().steps
    behind = steps[steps.index(page) + 1 :]
    unfinished = next((step for step in behind if step.name not in draft.done), None)
    return url_for("complaint.tasks") if unfinished is None else address_of(unfinished)


def address_of(step: Step) -> str:
    """The address of a page."""
    if step.name == EVIDENCE:
        return url_for("evidence.files")
    return url_for("complaint.question", step=step.name)


def _page(page: Step, errors: list[Shown], notice: str = "") -> str:
    answers = _draft().answers
    return render_template(
        f"public/complaint/{page.name}.html",
        page=page,
        kind=kind(),
        labels=LABELS,
        answers=answers,
        errors=errors,
        messages={each.field: each.text for each in errors},
        has_errors=bool(errors),
        notice=notice,
        onward=request.values.get("next", ""),
        happened=split_date(answers.get("happened_on", "")),
        options=options,
        common_rights=COMMON_RIGHTS,
    )


blueprint.add_app_template_global(address_of, "address_of")
