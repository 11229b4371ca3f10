"""Pages for what went wrong: plain cause, what to do, and a number to quote."""

import logging
from typing import Any

from flask import Flask, Response, g, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from chassis.errors import DomainError, NotFound, Throttled, Unavailable
from chassis.identity import Unauthenticated
from gateway.clients.calling import Refused
from gateway.presentation import clock_time

_log = logging.getLogger(__name__)
_LAST_RESORT = (
    "系统暂时无法完成，请稍后再试，或拨打 12330。\nWe could not complete this. Try again later.\n"
)


def install(app: Flask) -> None:
    """Show a page for every error of an application."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, heading: str, lines: list[str]) -> Response:
    """One error page."""
    g.is_error = True
    page = render_template("errors/page.html", heading=heading, lines=lines, status=status)
    return make_response(page, status)


def not_found() -> Response:
    return error_page(
        404,
        _("没有找到这个页面"),
        [_("地址可能抄错了，或者您无权查看这里的内容。"), _("请检查地址，或从首页重新进入。")],
    )


def throttled(error: Throttled) -> Response:
    page = error_page(
        429,
        _("尝试次数过多"),
        [_("为保护您的信息，请于 %(time)s 后再试。", time=clock_time(error.retry_at))],
    )
    page.headers["Retry-After"] = error.retry_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return page


def too_often() -> Response:
    page = error_page(429, _("尝试次数过多"), [_("请过一分钟再试。")])
    page.headers["Retry-After"] = "60"
    return page


def unavailable() -> Response:
    saved = [_("您填写的内容已保存，没有丢失。")] if g.get("is_saved") else []
    page = error_page(503, _("服务暂时不可用"), [*saved, _("请过一两分钟再试。")])
    page.headers["Retry-After"] = "30"
    return page


def _form_expired(_error: CSRFError) -> Response:
    return error_page(
        403,
        _("页面已失效"),
        [_("页面打开太久，或浏览器没有保存 Cookie。"), _("请返回上一页，刷新后再提交。")],
    )


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    if status == 404:
        return not_found()
    if status == 403:
        return error_page(403, _("不能这样访问"), [_("请从本网站的页面进入后再操作。")])
    if status == 413:
        return error_page(413, _("内容太大"), [_("每个文件须小于 50 MB。请压缩后再上传。")])
    if status == 429:
        return too_often()
    page = error_page(status, _("请求有误"), [_("请返回上一页，检查后再提交。")])
    if status == 405:
        page.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return page


def _refused(error: Refused) -> Response:
    lines = [error.detail, *(each.detail for each in error.fields)]
    status = error.status if error.status in {409, 412, 422, 428} else 400
    return error_page(status, error.title or _("请求有误"), [line for line in lines if line])


def _domain_error(error: DomainError) -> Response:
    if isinstance(error, NotFound | Unauthenticated):
        return not_found()
    if isinstance(error, Throttled):
        return throttled(error)
    if isinstance(error, Unavailable):
        return unavailable()
    return error_page(409, _("现在不能这样做"), [_("内容可能已有变化，请刷新后再试。")])


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected_error", exc_info=error)
    try:
        return error_page(
            500,
            _("系统暂时无法完成"),
            [_("问题出在我们这边，已经记录。请稍后再试。")],
        )
    except Exception as second:  # The page itself may be what is broken.
        _log.error("error_page_failed", exc_info=second)
        return Response(_LAST_RESORT, 500, content_type="text/plain; charset=utf-8")
