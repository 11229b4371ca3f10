"""One description of the whole API: the services' own, merged, and the gateway's beside them."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from chassis.errors import Unavailable
from chassis.principal import VISITOR
from chassis.service_client import ServiceClient
from gateway.kept import Kept

_FRESH_SECONDS = 60.0
_REF = "#/components/"
_PUBLIC = "/api/"
Json = dict[str, Any]


def merge(own: Json, services: Mapping[str, Json]) -> Json:
    """``own`` with the public paths of each service and the components that they use.

    Where two services call different things by the same name, the later one's gets the service's
    name in front.
    """
    merged = copy.deepcopy(own)
    merged.setdefault("components", {})
    for name, description in services.items():
        renamed = _with_own_names(name, copy.deepcopy(description), merged["components"])
        for path, operations in renamed.get("paths", {}).items():
            if path.startswith(_PUBLIC):
                merged.setdefault("paths", {})[path] = operations
        for kind, components in renamed.get("components", {}).items():
            merged["components"].setdefault(kind, {}).update(components)
        known = {tag["name"] for tag in merged.setdefault("tags", [])}
        merged["tags"] += [t for t in renamed.get("tags", ()) if t["name"] not in known]
    _drop_unused_tags(merged)
    return merged


def _with_own_names(service: str, description: Json, taken: Json) -> Json:
    new_refs = {}
    for kind, components in description.get("components", {}).items():
        for name in list(components):
            other = taken.get(kind, {}).get(name)
            if other is not None and other != components[name]:
                own_name = f"{service.capitalize()}{name}"
                components[own_name] = components.pop(name)
                new_refs[f"{_REF}{kind}/{name}"] = f"{_REF}{kind}/{own_name}"
    for holder in _refs(description):
        holder["$ref"] = new_refs.get(holder["$ref"], holder["$ref"])
    return description


def _refs(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value
        for inner in value.values():
            yield from _refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _refs(inner)


def _drop_unused_tags(description: Json) -> None:
    used = {
        tag
        for operations in description.get("paths", {}).values()
        for operation in operations.values()
        if isinstance(operation, dict)
        for tag in operation.get("tags", ())
    }
    description["tags"] = [tag for tag in description["tags"] if tag["name"] in used]


class Descriptions:
    """Fetches the services' descriptions, and keeps them for a minute."""

    def __init__(self, clients: Mapping[str, ServiceClient]) -> None:
        self._clients = clients
        self._kept: dict[str, Kept[Json]] = {name: Kept(_FRESH_SECONDS) for name in clients}

    def all(self) -> tuple[dict[str, Json], list[str]]:
        """Description by service, and the services that did not answer."""
        found, away = {}, []
        for name, kept in sorted(self._kept.items()):
            try:
                found[name] = kept.get(lambda name=name: self._read(name))  # type: ignore[misc]
            except Unavailable:
                away.append(name)
        return found, away

    def _read(self, name: str) -> Json:
        answer = self._clients[name].request("GET", "/openapi.json", principal=VISITOR)
        if not answer.is_ok:
            raise Unavailable()
        description: Json = json.loads(answer.body)
        return description
