"""Routes whose arguments are read strictly and whose schemas are made once."""

from typing import Any, NoReturn, cast

import flask_smorest
from flask import Request
from marshmallow import Schema, ValidationError
from webargs import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from chassis import strict_json
from chassis.errors import InvalidInput
from chassis.validation import field_errors


class StrictParser(FlaskParser):
    """Reads strict JSON; what is unknown is decided by each schema, and refusals are codes."""

    DEFAULT_UNKNOWN_BY_LOCATION = {}  # noqa: RUF012 - webargs declares it so

    def _raw_load_json(self, req: Request) -> Any:
        # One byte more: a stream of unknown length is cut at the limit without a word.
        req.max_content_length = strict_json.MAX_BYTES + 1
        body = req.get_data(cache=True)
        if not body:
            return missing
        if len(body) > strict_json.MAX_BYTES:
            raise RequestEntityTooLarge()
        if not req.is_json:
            raise UnsupportedMediaType("application/json")
        return strict_json.read(body)

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_: Any
    ) -> NoReturn:
        [messages] = cast("dict[str, Any]", error.messages).values()  # by location: one
        raise InvalidInput(list(field_errors(messages)))


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """flask-smorest's blueprint with our reading of arguments."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: Any, **kwargs: Any) -> Any:
        """See flask-smorest. A schema class is made once, not for each request."""
        made = schema() if isinstance(schema, type) else schema
        return super().arguments(made, **kwargs)
