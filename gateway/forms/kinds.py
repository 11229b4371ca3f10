"""What can be filed: the pages of each kind and the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from gateway.forms.complaint import EVIDENCE, STEP_OF, STEPS, Answers, Form, Step

COMPLAINT, REPORT, CONSULTATION, AID = "complaint", "report", "consultation", "aid"
ANONYMOUS = "anonymous"
_CONTACT = ("contact_name", "contact_phone", "contact_email")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of filing. ``answer``: what the centre will say by the date on the receipt."""

    code: str
    steps: tuple[Step, ...]
    title: Any
    noun: Any
    lead: Any
    who: Any
    bring: tuple[Any, ...]
    minutes: Any
    answer: Any

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that its pages ask for, and those that say what it is."""
        asked = (name for step in self.steps for name in step.fields)
        return tuple(dict.fromkeys(("kind", "channel", "language", "identity", "flags", *asked)))

    def step_of_field(self, name: str) -> Step:
        """The page that asks for a field; the first one for a field of no page."""
        return next((step for step in self.steps if name in step.fields), self.steps[0])


def _reporter(form: Form) -> Answers:
    """Who reports without a name is not remembered, whatever stood in the fields before."""
    identity = form.get("identity", "")
    names = dict.fromkeys(_CONTACT, "")
    if identity != ANONYMOUS:
        names |= {name: form.get(name, "") for name in _CONTACT}
    return {"identity": identity} | names


_REPORTER = Step("reporter", _l("您的身份"), ("identity", *_CONTACT), _reporter)
_QUESTION = Step("ask", _l("您的问题"), ("facts",), lambda form: {"facts": form.get("facts", "")})
_NEED = Step(
    "need",
    _l("需要什么帮助"),
    ("facts", "flags"),
    lambda form: {"facts": form.get("facts", ""), "flags": form.getlist("flags")},
)

KINDS: Mapping[str, Kind] = {
    each.code: each
    for each in (
        Kind(
            code=COMPLAINT,
            steps=STEPS,
            title=_l("知识产权侵权投诉"),
            noun=_l("投诉"),
            lead=_l("您的商标、专利、著作权或其他知识产权被侵犯，可以在这里投诉。"),
            who=_l("权利人本人、被许可人，以及受委托的代理人或员工。"),
            bring=(
                _l("权利证书或注册号、专利号"),
                _l("对方的名称、地址或网店链接，知道多少填多少"),
                _l("照片、截图、订单等证据，也可以以后补交"),
            ),
            minutes=_l("填写约 10–15 分钟，可以分几次填完。不收费。"),
            answer=_l("告知您是否受理"),
        ),
        Kind(
            code=REPORT,
            steps=(STEP_OF["facts"], STEP_OF["respondent"], STEP_OF[EVIDENCE], _REPORTER),
            title=_l("举报知识产权违法行为"),
            noun=_l("举报"),
            lead=_l("发现有人制假售假、假冒专利或侵犯他人知识产权，可以在这里举报，可以不留姓名。"),
            who=_l("任何人。不需要证明权利是您的。"),
            bring=(
                _l("在哪里、什么时候、看到什么"),
                _l("对方的名称、地址或网店链接，知道多少填多少"),
                _l("照片、截图等证据，没有也可以举报"),
            ),
            minutes=_l("填写约 5 分钟。不收费。"),
            answer=_l("完成核查并决定是否立案"),
        ),
        Kind(
            code=CONSULTATION,
            steps=(_QUESTION, STEP_OF["contact"]),
            title=_l("知识产权咨询"),
            noun=_l("咨询"),
            lead=_l("不清楚权利属于谁、该找哪个部门、怎样保护，都可以问。"),
            who=_l("任何人。"),
            bring=(_l("您的问题，越具体越好"),),
            minutes=_l("填写约 2 分钟。不收费。"),
            answer=_l("答复您"),
        ),
        Kind(
            code=AID,
            steps=(
                STEP_OF["about-right"],
                STEP_OF["holder"],
                _NEED,
                STEP_OF[EVIDENCE],
                STEP_OF["contact"],
            ),
            title=_l("申请维权援助"),
            noun=_l("维权援助申请"),
            lead=_l("案情复杂、需要专家意见或律师帮助的，可以申请维权援助。"),
            who=_l("权利人和利害关系人，包括中小微企业和创新创业人才。"),
            bring=(_l("权利证书或注册号、专利号"), _l("遇到的困难和希望得到的帮助")),
            minutes=_l("填写约 8 分钟。不收费。"),
            answer=_l("告知您是否受理"),
        ),
    )
}
