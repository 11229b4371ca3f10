"""What operators ask, with what callers may be told of the time it takes."""

from typing import Any

from lawbook.rules import Rule, rulebook
from services.intake.domain.call_script import Script, scripts


def call_scripts() -> list[dict[str, Any]]:
    """The scripts of all kinds of calls: ``{code, zh, en, expects, asks}``."""
    return [
        {
            "code": each.kind,
            **each.opening,
            "expects": _expects(each),
            "asks": [
                {"fields": list(ask.fields), "required": ask.is_required, **ask.words}
                for ask in each.asks
            ],
        }
        for each in scripts()
    ]


def _expects(script: Script) -> dict[str, str]:
    """Until when there is an answer, with the article; nothing where no rule says it."""
    if not script.expects:
        return {"zh": "", "en": ""}
    rule = rulebook().rule(script.expects)
    days = _days(rule)
    unit = "working day" if days == 1 else "working days"
    return {
        "zh": f"{rule.name_zh}：{days}个工作日内（{rule.article_zh}）",
        "en": f"{rule.name_en}: within {days} {unit} ({rule.article_en})",
    }


def _days(rule: Rule) -> int:
    if rule.unit != "working_day" or rule.amount is None:
        raise ValueError(rule.id)
    return rule.amount
