"""Answers to requests that gunicorn refuses before any application has read them."""

import json
import socket

from gunicorn.util import write_nonblock

_WORDS = {
    414: (
        "too_long",
        "地址太长 The address is too long",
        "请从首页重新进入。 Start again from the home page.",
    ),
    431: (
        "headers_too_large",
        "请求头太大 The request headers are too large",
        "请清除本网站的 Cookie 后再试。 Clear the cookies of this site and try again.",
    ),
    500: (
        "internal_error",
        "系统暂时无法完成 We could not complete this",
        "请稍后再试。 Try again later.",
    ),
}
_OTHERS = (
    "bad_request",
    "请求有误 The request is malformed",
    "请用浏览器从首页重新进入。 Start again from the home page.",
)


def refuse(client: socket.socket, status: int, reason: str, _details: str) -> None:
    """Send a problem in both languages: nobody knows yet which one the caller reads.

    ``_details`` repeats parts of the request or names the code that failed, so it stays here.
    """
    code, title, detail = _WORDS.get(status, _OTHERS)
    body = json.dumps(
        {
            "type": f"/problems/{code}",
            "title": title,
            "status": status,
            "detail": detail,
            "code": code,
        },
        ensure_ascii=False,
    ).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\n"
        "Connection: close\r\n"
        "Content-Type: application/problem+json\r\n"
        "Content-Language: zh-CN, en\r\n"
        "Cache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    write_nonblock(client, head.encode("ascii") + body)
