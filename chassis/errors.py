"""What a rule, a use case or a repository may refuse with. Pure: no framework, no I/O.

A code is stable and machine-readable; the words a person reads come from the message catalogues
(`messages.yaml` of the chassis and of each service).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """One thing that is wrong with one field.

    ``pointer`` is a JSON pointer into the request body, such as ``/contact_phone``; empty: all of it.
    """

    pointer: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


class DomainError(Exception):
    """A refusal with a stable code; ``params`` fill the sentence, ``extra`` goes into the problem body."""

    code = "refused"

    def __init__(
        self,
        code: str | None = None,
        *,
        params: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        self.code = code or type(self).code
        self.params = dict(params or {})
        self.extra = dict(extra or {})
        super().__init__(self.code)


class InvalidInput(DomainError):
    """The words of the request cannot be taken as they are: HTTP 422, each field named."""

    code = "invalid_input"

    def __init__(self, errors: Sequence[FieldError], code: str | None = None) -> None:
        super().__init__(code)
        self.errors = tuple(errors)


class NotFound(DomainError):
    """Not there, or not for you: one answer for both, so that nobody learns what exists (404)."""

    code = "not_found"


class WrongState(DomainError):
    """The act does not fit the state; ``possible`` names the acts that do (409).

    Each act has words in its service's ``messages.yaml``, as ``act.<name>``.
    """

    code = "wrong_state"

    def __init__(self, state: str, possible: Sequence[str] = (), code: str | None = None) -> None:
        super().__init__(
            code,
            extra={"state": state, "possible_now": list(possible)},
        )


class Conflict(DomainError):
    """The act collides with something that is already so, such as a booked slot (409)."""

    code = "conflict"


class Stale(DomainError):
    """The thing has changed since the caller last read it (412)."""

    code = "stale"


class PreconditionRequired(DomainError):
    """A write came without the version it was based on (428)."""

    code = "precondition_required"


class Throttled(DomainError):
    """Too many tries; ``retry_at`` is the instant from which the next one is looked at (429)."""

    code = "throttled"

    def __init__(self, retry_at: datetime, code: str | None = None) -> None:
        super().__init__(code, extra={"retry_at": retry_at.isoformat()})
        self.retry_at = retry_at


class Unavailable(DomainError):
    """Something we need did not answer; nothing was changed, try again (503)."""

    code = "unavailable"
