"""A Flask application that starts sooner."""

from typing import Any

from flask import Flask
from werkzeug.routing import Rule


class LazyRule(Rule):
    """A route that learns to build its own address when it is first asked to.

    Werkzeug writes and compiles two functions for each route beforehand, which is most of the time
    that an application takes to start; a service never builds an address and a page builds few.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        make = super()._compile_builder
        made: list[Any] = []

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(make(append_unknown))
            address: tuple[str, str] = made[0](rule, **values)
            return address

        return build


class WebApplication(Flask):
    """Flask, with routes that are quick to declare."""

    url_rule_class = LazyRule
