"""How content somebody is, in words."""

from flask_babel import lazy_gettext as _l

SCORES = {
    "5": _l("非常满意"),
    "4": _l("满意"),
    "3": _l("一般"),
    "2": _l("不满意"),
    "1": _l("很不满意"),
}


def rating_choices() -> list[dict[str, str]]:
    """The five answers, the best one first."""
    return [{"value": score, "text": str(words)} for score, words in SCORES.items()]
