"""Citizens at the public pages: everything found by role and label, in either language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.support.browser import follow

ZH: Mapping[str, str] = {
    "start": "开始填写",
    "next": "保存并继续",
    "trademark": "商标",
    "right_number": "注册号或专利号",
    "self": "权利人本人",
    "holder_name": "权利人名称",
    "respondent_name": "被投诉人名称或店铺名",
    "respondent_email": "对方邮箱",
    "year": "年",
    "month": "月",
    "place": "在哪里或哪个平台",
    "facts": "经过",
    "file": "选择一个文件",
    "description": "这份文件说明什么",
    "upload": "上传这个文件",
    "stop": "停止侵权",
    "mediate": "如果对方也同意，我愿意调解",
    "name": "姓名",
    "phone": "电话",
    "email": "邮箱",
    "check": "核对并提交",
    "submit": "提交投诉",
    "received": "已收到您的投诉",
    "number": "受理号",
    "code": "查询码",
    "find": "查询",
    "review": "正在审查是否受理",
    "due": "2026年12月1日（星期二）",
}
EN: Mapping[str, str] = {
    "start": "Start now",
    "next": "Save and continue",
    "trademark": "Trademark",
    "right_number": "Registration or patent number",
    "self": "The right holder",
    "holder_name": "Name of the right holder",
    "respondent_name": "Name of the respondent or shop",
    "respondent_email": "Their e-mail address",
    "year": "Year",
    "month": "Month",
    "place": "Where, or on which platform",
    "facts": "What happened",
    "file": "Choose a file",
    "description": "What does it show?",
    "upload": "Upload this file",
    "stop": "Stop the infringement",
    "mediate": "I am willing to mediate if the other side is",
    "name": "Name",
    "phone": "Telephone",
    "email": "E-mail",
    "check": "Check and submit",
    "submit": "Submit complaint",
    "received": "We have received your complaint",
    "number": "Receipt number",
    "code": "Query code",
    "find": "Find it",
    "review": "deciding whether to accept it",
    "due": "Tuesday 1 December 2026",
}


@dataclass(frozen=True)
class Receipt:
    """The two numbers on the confirmation."""

    number: str
    code: str


class Citizen:
    """Somebody who complains and follows the case."""

    def __init__(self, page: Page, words: Mapping[str, str] = ZH) -> None:
        self.page = page
        self.words = words
        self.prefix = "/en" if words is EN else ""
        self.pages_seen = 0

    def opens(self, path: str) -> None:
        self.page.goto(self.prefix + path)

    def begins(self) -> None:
        self.opens("/apply/complaint")
        self.presses("start")

    def presses(self, name: str) -> None:
        follow(self.page.get_by_role("button", name=self.words[name], exact=True))
        self.pages_seen += 1

    def fills(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.get_by_label(self.words[name]).first.fill(text)

    def picks(self, name: str) -> None:
        self.page.get_by_label(self.words[name]).first.check()

    def answers_everything(self, look: Any = lambda name: None) -> None:
        """All seven pages, from the list of tasks to the check page; looks at each."""
        look("tasks")
        follow(self.page.get_by_role("main").get_by_role("list").get_by_role("link").first)
        self.picks("trademark")
        self.fills(right_number="12345678")
        self._goes_on("about-right", look)
        self.picks("self")
        self.fills(holder_name="鹰城五金工具有限公司")
        self._goes_on("holder", look)
        self.fills(respondent_name="红星五金商行", respondent_email="dianpu@example.cn")
        self._goes_on("respondent", look)
        self.fills(year="2026", month="10", place="新华区建设路门店")
        self.page.get_by_role("textbox", name=self.words["facts"]).fill(
            "该店销售假冒“鹰城”商标的扳手,价格不到正品的一半。"
        )
        self._goes_on("facts", look)
        self._uploads()
        self._goes_on("evidence", look)
        self.picks("stop")
        self.picks("mediate")
        self._goes_on("request", look)
        self.fills(name="周明", phone="138 0375 0001", email="quanliren@example.cn")
        self._goes_on("contact", look)
        follow(self.page.get_by_role("button", name=self.words["check"]))
        look("check")

    def _uploads(self) -> None:
        photo = b"\x89PNG\r\n\x1a\n" + bytes(400)
        file = {"name": "货架.png", "mimeType": "image/png", "buffer": photo}
        self.page.get_by_label(self.words["file"]).set_input_files(file)  # type: ignore[arg-type]
        self.fills(description="店内货架照片")
        self.presses("upload")

    def _goes_on(self, name: str, look: Any) -> None:
        look(name)
        self.presses("next")

    def receipt(self) -> Receipt:
        """The numbers that the confirmation shows."""
        shown = self.page.get_by_role("definition").all_inner_texts()
        return Receipt(shown[0], shown[1])

    def tracks(self, receipt: Receipt) -> None:
        self.opens("/track")
        self.fills(number=receipt.number, code=receipt.code)
        self.presses("find")

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).first.is_visible()
