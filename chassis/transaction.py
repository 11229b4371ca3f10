"""A request's transaction: opened when first used, committed with the answer, or not at all."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Response, current_app, g, make_response, request
from sqlalchemy.engine import Connection

from chassis.access import principal
from chassis.database import insert_if_absent, reading
from chassis.errors import FieldError, InvalidInput
from chassis.problems import BadRequest
from chassis.schema import idempotency_keys as keys
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork

F = TypeVar("F", bound=Callable[..., Any])
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_MAX_KEY = 120


class _Replay(Exception):
    def __init__(self, response: Response) -> None:
        self.response = response


def service() -> Service:
    """The service that answers this request."""
    found: Service = current_app.extensions["huhang_service"]
    return found


def transactional(view: F) -> F:
    """Give a view one unit of work (``current_uow()``); outermost decorator of every writing view.

    The client's ``Idempotency-Key`` is claimed in the same transaction: repeating a request, also at
    the same time or after years, gives the first answer again. Errors are not kept, nothing of a
    failed request is. (draft-ietf-httpapi-idempotency-key-header)
    """

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Response:
        g.idempotency_key = _given_key()
        try:
            response = make_response(view(*args, **kwargs))
            if (uow := g.get("uow")) is not None:
                _remember(uow.connection, response)
                uow.commit()
            return response
        except _Replay as replay:
            return replay.response
        finally:
            if (uow := g.pop("uow", None)) is not None:
                uow.__exit__(None, None, None)

    wrapped.needs_idempotency_key = True  # type: ignore[attr-defined]
    return wrapped  # type: ignore[return-value]


def current_uow() -> Any:
    """The unit of work of this request, acting as its caller."""
    if "uow" not in g:
        uow: UnitOfWork = service().uow()
        g.uow = uow.__enter__()
        uow.acting_as(principal().actor)
        _claim(uow)
    return g.uow


@contextmanager
def reading_connection() -> Iterator[Connection]:
    """A read-only look at the service's database."""
    with reading(service().engine) as connection:
        yield connection


def _given_key() -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        raise BadRequest("idempotency_key_missing")
    if len(key) > _MAX_KEY:
        raise BadRequest()
    return key


def _scope() -> str:
    route = hashlib.sha256(f"{request.method} {request.path}".encode()).hexdigest()[:16]
    return f"{principal().subject}:{route}"


def _body_hash() -> str:
    if request.mimetype == "multipart/form-data":
        return "multipart"
    return hashlib.sha256(request.get_data(cache=True)).hexdigest()


def _claim(uow: UnitOfWork) -> None:
    row = {
        "scope": _scope(),
        "key": g.idempotency_key,
        "body_sha256": _body_hash(),
        "created_at": uow.clock.now(),
    }
    # A twin of this request that is under way holds the row: the insert waits for its end.
    if insert_if_absent(uow.connection, keys, row):
        return
    kept = uow.connection.execute(sa.select(keys).where(*_this_key())).one()
    if kept.body_sha256 != _body_hash():
        error = FieldError("/", "idempotency_key_reused")
        raise InvalidInput([error], "idempotency_key_reused")
    response = Response(kept.body, status=kept.status, headers=kept.headers)
    response.headers["Idempotency-Replayed"] = "true"
    raise _Replay(response)


def _remember(connection: Connection, response: Response) -> None:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    connection.execute(
        keys.update()
        .where(*_this_key())
        .values(status=response.status_code, headers=headers, body=response.get_data(as_text=True))
    )


def _this_key() -> tuple[sa.ColumnElement[bool], ...]:
    return (keys.c.scope == _scope(), keys.c.key == g.idempotency_key)
