"""A request's transaction: opened when first used, committed with the answer, or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import IO, Any, TypeVar

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
_PURPOSE = "idempotency"
_REFUSED = 400
_CHUNK = 1024 * 1024
_THIS = sa.and_(keys.c.scope == sa.bindparam("this_scope"), keys.c.key == sa.bindparam("this_key"))
_FIND_ANSWER = sa.select(keys).where(_THIS)
_KEEP_ANSWER = keys.update().where(_THIS)


class _Replay(Exception):
    def __init__(self, response: Response) -> None:
        self.response = response


def service() -> Service:
    """The service that answers this request."""
    found: Service = current_app.extensions["huhang_service"]
    return found


def transactional(view: F) -> F:
    """Give a view one unit of work (``current_uow()``); outermost decorator of a writing view.

    The client's ``Idempotency-Key`` is claimed in the same transaction: repeating a request, also
    at the same time or after years, gives the first answer again. Errors are not kept, nothing of
    a failed request is. (draft-ietf-httpapi-idempotency-key-header)
    """

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Response:
        g.idempotency_key = _given_key()
        try:
            response = make_response(view(*args, **kwargs))
            if "uow" in g and response.status_code < _REFUSED:
                _remember(g.uow.connection, response)
                g.uow.commit()
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
    if len(key) > _MAX_KEY or not (key.isascii() and key.isprintable()):
        raise BadRequest("idempotency_key_unusable")
    return key


@dataclass(frozen=True)
class _Key:
    """The client's key as it is stored: hashed with the pepper, in a scope of person and route.

    ``secret`` opens the kept answer; without the client's own key nobody can make it.
    """

    scope: str
    stored: str
    secret: str

    @classmethod
    def of_this_request(cls) -> "_Key":
        route = hashlib.sha256(f"{request.method} {request.path}".encode()).hexdigest()[:16]
        scope = f"{principal().subject}:{route}"
        secret = f"{scope}\0{g.idempotency_key}"
        return cls(scope, service().keyring.hmac_hex(_PURPOSE, secret), secret)

    @property
    def row(self) -> dict[str, str]:
        return {"this_scope": self.scope, "this_key": self.stored}


def _body_hash() -> str:
    if request.mimetype != "multipart/form-data":
        return hashlib.sha256(request.get_data(cache=True)).hexdigest()
    # The boundary differs from try to try, so what lies between is compared.
    parts: list[list[Any]] = [[name, value] for name, value in request.form.items(multi=True)]
    for name, file in request.files.items(multi=True):
        parts.append([name, file.filename, _file_hash(file.stream)])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _file_hash(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _claim(uow: UnitOfWork) -> None:
    body_hash, key = _body_hash(), _Key.of_this_request()
    for older in service().keyring.generations[1:]:
        known = replace(key, stored=older.hmac_hex(_PURPOSE, key.secret))
        if uow.connection.execute(_FIND_ANSWER, known.row).first():
            key = known
    g.idempotency = key
    row = {
        "scope": key.scope,
        "key": key.stored,
        "body_sha256": body_hash,
        "created_at": uow.clock.now(),
    }
    # A twin of this request that is under way holds the row: the insert waits for its end.
    if insert_if_absent(uow.connection, keys, row):
        return
    kept = uow.connection.execute(_FIND_ANSWER, key.row).one()
    if kept.body_sha256 != body_hash:
        error = FieldError("/", "idempotency_key_reused")
        raise InvalidInput([error], "idempotency_key_reused")
    body = service().keyring.unseal(_PURPOSE, key.secret, kept.body)
    response = Response(body, status=kept.status, headers=kept.headers)
    response.headers["Idempotency-Replayed"] = "true"
    raise _Replay(response)


def _remember(connection: Connection, response: Response) -> None:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    # Answers hold query codes: they are sealed with the pepper and the key that only the client has.
    key: _Key = g.idempotency
    sealed = service().keyring.seal(_PURPOSE, key.secret, response.get_data())
    connection.execute(
        _KEEP_ANSWER,
        {**key.row, "status": response.status_code, "headers": headers, "body": sealed},
    )
