"""The public form for joining the pool of experts."""

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, beside_field, summary


def test_the_summary_names_the_field_that_each_message_is_about(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    services["intake"].answer("GET", "/api/v1/codes", {"right_types": []})
    wrong = [
        {"pointer": "/name", "code": "required", "detail": "请填写此项。"},
        {"pointer": "/profile/roles", "code": "too_short", "detail": "至少 1 项。"},
    ]
    problem = {"code": "invalid_input", "errors": wrong}
    services["mediation"].answer("POST", "/api/v1/pool-applications", problem, status=422)

    page = Visitor(portal.app).fill("/experts/apply", {"name": ""})

    assert summary(page) == {"#name": "姓名：请填写此项。", "#roles": "想担任的角色：至少 1 项。"}
    assert beside_field(page, "name") == "请填写此项。"
