"""The expert pool as people say it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

ROLES = {
    "mediator": _l("调解员"),
    "arbitrator": _l("仲裁员"),
    "technical_investigator": _l("技术调查官"),
    "expert": _l("法律或技术专家"),
    "interpreter": _l("翻译"),
    "volunteer": _l("志愿者"),
}
LANGUAGES = {
    "zh": _l("中文"),
    "en": _l("英语"),
    "ja": _l("日语"),
    "ko": _l("韩语"),
    "de": _l("德语"),
    "fr": _l("法语"),
    "ru": _l("俄语"),
    "es": _l("西班牙语"),
}
IPC = {
    "A": _l("A 人类生活必需"),
    "B": _l("B 作业；运输"),
    "C": _l("C 化学；冶金"),
    "D": _l("D 纺织；造纸"),
    "E": _l("E 固定建筑物"),
    "F": _l("F 机械工程；照明；加热；武器"),
    "G": _l("G 物理"),
    "H": _l("H 电学"),
}
INTERESTS = {
    "kin": _l("近亲属"),
    "agent": _l("代理过"),
    "employer": _l("任职单位"),
    "served_party": _l("提供过服务"),
    "interest": _l("其他利害关系"),
}
RELATIONS = {
    "alias": _l("别名或者曾用名"),
    "group": _l("同一集团"),
    "represents": _l("法定代表人或者控制"),
    "employs": _l("任职"),
    "kin": _l("近亲属"),
    "agent": _l("代理"),
}
HINDRANCES = {
    "suspended": _l("已暂停"),
    "term_over": _l("聘期已满"),
    "qualification_expired": _l("证书已过期"),
}


def install(app: Flask) -> None:
    """Make the words filters of an application's templates."""
    for name, words in {
        "pool_role": ROLES,
        "spoken": LANGUAGES,
        "ipc_section": IPC,
        "hindrance": HINDRANCES,
        "relation_kind": RELATIONS,
    }.items():
        app.add_template_filter(_say(words), name)


def _say(words: Mapping[str, Any]) -> Callable[[str], str]:
    return lambda code: str(words.get(code, code))


def choices(words: Mapping[str, Any]) -> list[dict[str, str]]:
    """Words as the items of a form field."""
    return [{"value": code, "text": str(word)} for code, word in words.items()]
