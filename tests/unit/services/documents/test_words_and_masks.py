"""How facts are written in a paper, and how they are covered in a copy."""

import io
import zipfile

import pytest
from docx import Document

from services.documents.domain.kind import kinds
from services.documents.domain.masking import masked
from services.documents.domain.paper import check_code_of, grouped, ungrouped
from services.documents.domain.wording import capital, day, hour, moment, yuan
from services.documents.rendering.built_in import base_template


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (10, "壹角"),
        (100, "壹元整"),
        (1_000, "壹拾元整"),
        (10_050, "壹佰元伍角"),
        (1_200_000, "壹万贰仟元整"),
        (1_200_001, "壹万贰仟元零壹分"),
        (10_000_000_100, "壹亿零壹元整"),
        (10**15, "壹拾万亿元整"),
    ],
)
def test_an_amount_in_capitals(fen: int, written: str) -> None:
    assert capital(fen) == written


def test_an_amount_in_figures() -> None:
    assert yuan(1_200_050) == "12,000.50"


def test_days_and_times_are_those_of_shanghai() -> None:
    late = "2026-11-20T16:30:00Z"

    assert day(late) == "2026年11月21日"
    assert moment(late) == "2026年11月21日（星期六）00:30"
    assert hour(late) == "00:30"
    assert day("2026-01-05") == "2026年1月5日"
    assert (day(""), day(None), moment(""), hour(None)) == ("", "", "", "")


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("李明", "李*"),
        ("欧阳明", "欧**"),
        ("平顶山市某某机械有限公司", "平顶山市某某机械有限公司"),
        ("新华区某某五金店", "新华区某某五金店"),
        ("", ""),
    ],
)
def test_a_persons_name_is_covered_and_an_organisations_stays(name: str, covered: str) -> None:
    kind = kinds()["acceptance_notice"]

    assert masked(kind, {"complainant": name})["complainant"] == covered


def test_everything_personal_in_a_form_is_covered() -> None:
    kind = kinds()["registration_form"]
    values = kind.samples() | {
        "contact": "李明",
        "phone": "13800138000",
        "email": "liming@example.cn",
        "respondent_address": "河南省平顶山市新华区建设路中段1号3号楼",
        "facts": [
            "李某电话13800138000，身份证410402198001011234。",
            "于2026-11-05购得，货款1234567元。",
        ],
    }

    covered = masked(kind, values)

    assert covered["contact"] == "李*"
    assert covered["phone"] == "138******00"
    assert covered["email"] == "l***@example.cn"
    assert covered["respondent_address"] == "河南省平顶山市新华区******"
    assert covered["facts"] == [
        "李某电话138******00，身份证410402********1234。",
        "于2026-11-05购得，货款1234567元。",
    ]
    assert covered["receipt_no"] == values["receipt_no"]


def test_columns_of_a_table_are_covered_one_by_one() -> None:
    kind = kinds()["expert_opinion"]

    covered = masked(kind, kind.samples())

    assert [row["name"] for row in covered["experts"]] == ["王*", "赵*"]
    assert [row["field"] for row in covered["experts"]] == ["商标", "商标代理"]


def test_every_mask_that_a_kind_names_is_there() -> None:
    for kind in kinds().values():
        masked(kind, kind.samples())


def test_a_check_code_hangs_on_id_number_and_data() -> None:
    code = check_code_of("01A", "平知援受〔2026〕1号", {"complainant": "甲"})

    assert len(code) == 16
    assert code == check_code_of("01A", "平知援受〔2026〕1号", {"complainant": "甲"})
    assert code != check_code_of("01B", "平知援受〔2026〕1号", {"complainant": "甲"})
    assert code != check_code_of("01A", "平知援受〔2026〕2号", {"complainant": "甲"})
    assert code != check_code_of("01A", "平知援受〔2026〕1号", {"complainant": "乙"})


def test_a_code_is_read_however_it_is_typed() -> None:
    code = "ABCD2345EFGHIJOK"

    assert ungrouped(grouped(code)) == code
    assert ungrouped(" abcd-2345 efgh-1j0k ") == "ABCD2345EFGHIJOK"


def test_a_word_template_brings_nothing_that_no_paper_uses() -> None:
    content = base_template(kinds()["goods_list"])

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
    styles = {each.name for each in Document(io.BytesIO(content)).styles}

    assert not any("thumbnail" in each or "customXml" in each for each in names)
    assert {"Normal Table", "Table Grid", "公文正文"} <= styles
    assert len(content) < 20_000
