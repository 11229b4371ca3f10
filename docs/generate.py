"""Writes the documents that are made from the code: ``make docs``. A test says when one is stale."""

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from contracts.published import PRODUCERS, published, schema_of
from contracts.readers import READERS
from docs.settings_page import settings_page
from lawbook.rules import Rule, rulebook
from services.notification.domain.rules import notice_rules
from services.referral.domain.flow import flows

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MADE = "<!-- Written by `make docs` from the code. Changes here are lost. -->\n"
ZH_UNITS = {
    "working_day": "个工作日",
    "calendar_day": "日",
    "hour": "小时",
    "month": "个月",
    "year": "年",
    "times_per_year": "次/年",
}
ZH_WITHOUT_NUMBER = {
    "promptly": "及时",
    "immediately": "立即",
    "institution_rules": "从机构规则",
    "set_by_authority": "由机关指定",
    "event_bound": "以事件为限",
    "in_advance_unspecified": "事先",
    "where_other_law_requires": "依其他规定",
    "restart_of_rpt.verify": "重新计算核查期限",
    "on_trigger": "条件出现时",
    "monthly": "每月",
    "mid-April": "四月中旬",
    "end of April": "四月底",
    "15 December": "十二月十五日",
}
_RULE_ID = re.compile(r"\"([a-z]{3}\.[a-z0-9_]+)\"")
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "specversion": {"type": "string", "const": "1.0"},
    "id": {"type": "string", "description": "ULID; a reader remembers it"},
    "source": {"type": "string", "description": "huhang/<producer>"},
    "type": {"type": "string"},
    "subject": {"type": "string", "description": "id of the aggregate"},
    "subjectversion": {"type": "integer", "description": "version of the aggregate after it"},
    "time": {"type": "string", "format": "date-time"},
    "datacontenttype": {"type": "string", "const": "application/json"},
    "dataschema": {"type": "string", "format": "uri"},
    "sequence": {"type": "integer", "description": "position in the producer's feed"},
    "traceparent": {"type": "string", "description": "W3C Trace Context"},
    "causationid": {"type": "string", "description": "the event that caused it, if one did"},
    "actorrole": {"type": "string", "description": "what the one is who caused it"},
    "actorid": {"type": "string", "description": "an opaque id, never a name"},
}


def documents() -> dict[Path, str]:
    """Every generated file and what it must hold."""
    return {
        DOCS / "events.md": events_page(),
        DOCS / "asyncapi.yaml": asyncapi(),
        DOCS / "rules.md": rules_page(),
        DOCS / "settings.md": settings_page(),
    }


def events_page() -> str:
    """All events for people: who says them, who hears them, what they carry."""
    parts = [MADE, "# Events", "", _EVENTS_INTRO]
    for producer in PRODUCERS:
        kinds = {k: c for k, c in published().items() if k.split(".")[1] == producer}
        parts += ["", f"## {producer}", ""]
        parts += [
            "| event | version | heard by | mails to | fields |",
            "| --- | --- | --- | --- | --- |",
        ]
        parts += [_event_row(kind, event_class) for kind, event_class in kinds.items()]
    return "\n".join(parts) + "\n"


_EVENTS_INTRO = """\
Type names are `huhang.<producer>.<event>.v<version>`, the routing keys on the exchange `huhang.events`.
Envelope and rules of change: `contracts/README.md`. For programs: `asyncapi.yaml`. `?`: may be null.
*Mails to*: whom notification writes to; a route may narrow it (its `domain/rules.yaml`)."""


def _event_row(kind: str, event_class: type[Any]) -> str:
    _huhang, producer, *name, version = kind.split(".")
    audiences = sorted({rule.audience for rule in notice_rules().get(kind, ())})
    fields = ", ".join(_field(n, s) for n, s in schema_of(event_class)["properties"].items())
    cells = (
        f"`{'.'.join(name)}`<br>{_first_line(event_class)}",
        version.removeprefix("v"),
        ", ".join(sorted(READERS.get(kind, ()))) or f"nobody; in the feed of {producer}",
        ", ".join(audiences).replace("_", " "),
        fields,
    )
    return f"| {' | '.join(cells)} |"


def _field(name: str, shape: Mapping[str, Any]) -> str:
    known = shape.get("anyOf", [shape])[0]
    kind = known.get("format", known["type"])
    return f"`{name}` {kind}{'?' if 'anyOf' in shape else ''}"


def _first_line(event_class: type[Any]) -> str:
    return (inspect.getdoc(event_class) or "").split("\n", 1)[0]


def asyncapi() -> str:
    """All events for programs: an AsyncAPI 3 document."""
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Huhang events",
            "version": "1.0.0",
            "description": "What the services of Huhang say to each other. Written by `make docs`.",
        },
        "defaultContentType": "application/json",
        "channels": {kind: _channel(kind) for kind in published()},
        "operations": dict(_operations()),
        "components": {
            "messages": {kind: _message(kind, each) for kind, each in published().items()},
            "schemas": {"envelope": _envelope()}
            | {kind: schema_of(each) for kind, each in published().items()},
        },
    }
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _channel(kind: str) -> dict[str, Any]:
    return {
        "address": kind,
        "messages": {"event": {"$ref": f"#/components/messages/{kind}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": "huhang.events", "type": "topic", "durable": True},
            }
        },
    }


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in published():
        producer = kind.split(".")[1]
        channel = {"$ref": f"#/channels/{kind}"}
        messages = [{"$ref": f"#/channels/{kind}/messages/event"}]
        tags = [{"name": producer}]
        says = {"action": "send", "channel": channel, "messages": messages, "tags": tags}
        yield f"{producer} says {kind}", says
        for reader in READERS.get(kind, ()):
            tags = [{"name": reader}]
            hears = {"action": "receive", "channel": channel, "messages": messages, "tags": tags}
            yield f"{reader} hears {kind}", hears


def _message(kind: str, event_class: type[Any]) -> dict[str, Any]:
    return {
        "name": kind,
        "summary": _first_line(event_class),
        "contentType": "application/cloudevents+json",
        "x-example": f"contracts/examples/{kind}.json",
        "payload": {
            "allOf": [
                {"$ref": "#/components/schemas/envelope"},
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": kind},
                        "data": {"$ref": f"#/components/schemas/{kind}"},
                    },
                },
            ]
        },
    }


def _envelope() -> dict[str, Any]:
    properties = {name: dict(shape) for name, shape in _ATTRIBUTES.items()}
    properties |= {"data": {"type": "object"}}
    required = sorted(set(properties) - {"causationid", "traceparent"})
    return {"type": "object", "properties": properties, "required": required}


def rules_page() -> str:
    """Every deadline of the rulebook, for the lawyer who must confirm it."""
    rules = list(rulebook())
    used = _rules_in_code()
    parts = [MADE, "# Rules of the law book", "", _RULES_INTRO]
    open_rules = sum(not rule.verified for rule in rules)
    parts += [
        "",
        f"{len(rules)} rules, {open_rules} of them still to be confirmed, {len(used)} run as clocks.",
    ]
    for procedure in dict.fromkeys(rule.procedure for rule in rules):
        parts += ["", f"## {procedure.replace('_', ' ')}", "", _RULES_HEAD]
        parts += [_rule_row(rule, used) for rule in rules if rule.procedure == procedure]
    return "\n".join(parts) + "\n"


_RULES_INTRO = """\
Deadlines as data: `lawbook/data/rulebook.yaml`, counted as `lawbook/README.md` says. A case keeps the
rule that was in force on the day of the event that starts the clock. *from–to* is empty where the entry
names no date. ✗: the text itself was not read, counsel must confirm it. ●: a clock of that service."""
_RULES_HEAD = (
    "| id | 名称 | name | period | count rule | article | from–to | |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def _rule_row(rule: Rule, used: Mapping[str, str]) -> str:
    dates = [day.isoformat() if day else "" for day in (rule.effective_from, rule.effective_to)]
    marks = [f"● {used[rule.id]}"] if rule.id in used else []
    marks += [] if rule.verified else ["✗"]
    cells = (
        f"`{rule.id}`",
        rule.name_zh,
        rule.name_en,
        _period(rule),
        rule.count_rule,
        rule.article_zh,
        "–".join(dates) if any(dates) else "",
        " ".join(marks),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _period(rule: Rule) -> str:
    if rule.unit == "day_of_month":
        return f"每月{rule.amount}日 / day {rule.amount} of the month"
    if rule.amount is None:
        return f"{ZH_WITHOUT_NUMBER[rule.unit]} / {rule.unit.replace('_', ' ')}"
    words = rule.unit.replace("_", " ")
    english = (
        words if rule.amount == 1 or (words.endswith("year") and "times" in words) else f"{words}s"
    )
    return f"{rule.amount}{ZH_UNITS[rule.unit]} / {rule.amount} {english}"


def _rules_in_code() -> dict[str, str]:
    known = {rule.id for rule in rulebook()}
    found: dict[str, str] = {}
    for path in sorted((ROOT / "services").glob("*/domain/*.py")):
        for rule_id in _RULE_ID.findall(path.read_text(encoding="utf-8")):
            if rule_id in known:
                found.setdefault(rule_id, path.parts[-3])
    for flow in flows().values():
        for rule_id in flow.rules():
            found.setdefault(rule_id, "referral")
    return found


def write() -> list[Path]:
    """Write what is stale; returns it."""
    stale = [
        path
        for path, text in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        path.write_text(documents()[path], encoding="utf-8")
    return stale


if __name__ == "__main__":
    write()
