"""Spellings of one publisher come to one key; two publishers never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.warehouse.records import document, record, sha, unit
from tests.unit.joining.files import archived
from tests.unit.joining.models import Records, rows

# Spellings of divisions as GB/T 2260 lets them be written; the first is the customary one.
DIVISIONS = (
    ("武汉市东西湖区", "东西湖区", "湖北省武汉市东西湖区"),
    ("上海市普陀区", "上海市普陀区"),
    ("舟山市普陀区", "浙江省舟山市普陀区"),
    ("广州市", "广东省广州市"),
    ("湖北省", "湖北省"),
)
BODIES = ("财政局", "发展和改革委员会", "大数据中心", "人民政府办公室", "第一中学", "财政局国库收付中心")
OFFICES = ("（本级）", "(本级)", "本级", "（机关）", "(机关)", "（机关本级）", "机关本级")
SUMMARIES = ("", "（汇总）", "(部门汇总)", "汇总")
WIDTH = str.maketrans("()", "（）")


def keys(*spellings: str) -> dict[str, str]:
    """The canonical key of each spelling, all read in one go."""
    records: Records = {
        "documents": [
            document(f"{number:064x}", unit_name=name)
            for number, name in enumerate(dict.fromkeys(spellings), 1)
        ]
    }
    found = {row["spelling"]: row["canonical_key"] for row in rows(records, "int_unit_spelling")}
    return {name: found[name] for name in spellings}


@st.composite
def publisher(draw: st.DrawFn) -> tuple[int, str, bool]:
    """A division, a body of it, and whether its own office is meant."""
    return draw(st.integers(0, len(DIVISIONS) - 1)), draw(st.sampled_from(BODIES)), draw(st.booleans())


@st.composite
def spelled(draw: st.DrawFn) -> tuple[tuple[int, str, bool], str]:
    """A publisher and one of its spellings."""
    division, body, is_office = draw(publisher())
    end = draw(st.sampled_from(OFFICES if is_office else SUMMARIES))
    name = draw(st.sampled_from(DIVISIONS[division])) + body + end
    if draw(st.booleans()):
        name = name.translate(WIDTH)
    for gap in draw(st.lists(st.integers(1, len(name)), max_size=2)):
        name = name[:gap] + draw(st.sampled_from((" ", "\u3000", ""))) + name[gap:]
    return (division, body, is_office), name


@given(st.lists(spelled(), min_size=20, max_size=60))
@settings(max_examples=12, deadline=None)
def test_equal_keys_mean_one_publisher_and_one_publisher_has_one_key(
    names: list[tuple[tuple[int, str, bool], str]],
) -> None:
    found = keys(*(name for _, name in names))
    publishers: dict[str, set[tuple[int, str, bool]]] = {}
    spelled_as: dict[tuple[int, str, bool], set[str]] = {}
    for whose, name in names:
        publishers.setdefault(found[name], set()).add(whose)
        spelled_as.setdefault(whose, set()).add(found[name])
    assert all(len(whose) == 1 for whose in publishers.values())
    assert all(len(as_keys) == 1 for as_keys in spelled_as.values())
    assert keys(*publishers) == {key: key for key in publishers}  # a key is its own spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国共产党北京市委员会宣传部", "中共北京市委宣传部"),
        ("江苏省委办公厅", "中共江苏省委办公厅"),
        ("深圳市公安局机关", "深圳市公安局（本级）"),
        ("武汉市东西湖区档案馆", "东西湖区档案馆"),
        ("广东省广州市统计局", "广州市统计局"),
        ("泉州市人民政府办公室(本级)", "泉州市人民政府办公室本级"),
        ("北京市１０１中学", "北京市101中学"),
    ],
)
def test_one_publisher(one: str, other: str) -> None:
    found = keys(one, other)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市公安局", "深圳市公安局（本级）"),
        ("深圳市公安局", "深圳市公安局机关服务中心"),
        ("普陀区财政局", "上海市普陀区财政局"),  # Zhoushan has a 普陀区 too
        ("发改委", "发展和改革委员会"),
        ("北京市发改委", "北京市发展和改革委员会"),  # only when a document says so
        ("武汉市财政局", "武汉市东西湖区财政局"),
        ("湖北省财政厅", "湖北省财政局"),
        ("江苏省委员会办公厅", "江苏省委办公厅"),
        ("民革江苏省委", "江苏省委"),
        ("上海市人民政府办公厅", "上海市人民政府办公厅文印中心"),
        ("某某医院（东院）", "某某医院"),
        ("规划和自然资源局宝安管理局", "规划和自然资源局盐田管理局"),
    ],
)
def test_two_publishers(one: str, other: str) -> None:
    found = keys(one, other)
    assert found[one] != found[other]


def told(letter: str, name: str, sentence: str = "", **said: object) -> Records:
    records: Records = {
        "archived_documents": [archived(letter)],
        "documents": [document(sha(letter), unit_name=name, **said)],
    }
    if sentence:
        records["blocks"] = [
            record("blocks", document_id=sha(letter), block_index=1, kind="paragraph", text=sentence, page=3)
        ]
    return records


def merged(*documents: Records) -> Records:
    whole: Records = {}
    for one in documents:
        for table, records in one.items():
            whole.setdefault(table, []).extend(records)
    return whole


def units(records: Records) -> dict[str, str]:
    return {row["document_id"][0]: row["unit_id"] for row in rows(records, "int_document_identity")}


def test_a_short_name_counts_where_the_publisher_states_it() -> None:
    sentence = "北京市发展和改革委员会（以下简称“市发改委”）是市政府组成部门。"
    files = merged(
        told("a", "北京市发展和改革委员会", sentence), told("b", "北京市发改委"), told("c", "上海市发改委")
    )
    found = units(files)
    assert found["a"] == found["b"] == "name:北京市发展和改革委员会"
    assert found["c"] == "name:上海市发改委"
    names = {(n["unit_id"], n["name"]): n for n in rows(files, "dim_unit_name")}
    stated = names["name:北京市发展和改革委员会", "市发改委"]
    assert (stated["name_kind"], stated["status"], stated["source"]) == (
        "short",
        "confirmed",
        "stated on page 3 of aaaaaaaaaaaa",
    )
    assert names["name:北京市发展和改革委员会", "北京市发改委"]["folded"] == "short name stated"


def test_a_short_name_that_two_publishers_state_is_nobodys() -> None:
    files = merged(
        told("a", "北京市教育委员会", "北京市教育委员会（简称市教委）主管教育。"),
        told("b", "北京市教育考试院", "北京市教育考试院（简称市教委）主管考试。"),
        told("c", "北京市教委"),
    )
    assert units(files)["c"] == "name:北京市教委"


def test_the_register_of_a_division_may_leave_the_division_out() -> None:
    files = merged(
        {"source_units": [unit("420112-017", "数据中心")]},
        told("a", "武汉市东西湖区数据中心"),
        told("b", "东西湖区数据中心"),
        told("c", "数据中心"),
        told("d", "武汉市数据中心"),
        told("e", "数据中心（本级）"),
    )
    found = units(files)
    assert found["a"] == found["b"] == found["c"] == "420112-017"
    assert found["d"] == "name:武汉市数据中心"
    assert found["e"] == "name:数据中心(本级)"


def test_a_source_of_one_division_tells_which_county_is_meant() -> None:
    putuo = unit(
        "310107-001", "上海市普陀区财政局", division_code="310107", division_name="普陀区", source_id="sh"
    )
    mine, strange = told("a", "普陀区财政局"), told("b", "普陀区财政局")
    mine["archived_documents"][0]["source_id"] = "sh"
    other = told("c", "普陀区教育局")
    other["archived_documents"][0]["source_id"] = "sh"
    found = units(merged({"source_units": [putuo]}, mine, strange, other))
    assert found == {"a": "310107-001", "b": "name:普陀区财政局", "c": "name:上海市普陀区教育局"}


def test_thin_evidence_is_listed_as_a_candidate() -> None:
    files = merged(
        told("a", "上海市普陀区财政局", report_level="department"),
        told("b", "普陀区财政局", report_level="department"),
        told("c", "深圳市公安局", report_level="unit"),
        told("d", "深圳市公安局（本级）", report_level="unit"),
        told("e", "北京市甲局", unit_code="015", report_level="department"),
        told("f", "北京市乙局", unit_code="015", report_level="department"),
    )
    listed = {(n["unit_id"], n["name"]): n["source"] for n in rows(files, "int_unit_candidate")}
    assert listed["name:上海市普陀区财政局", "普陀区财政局"] == "普陀区 is a division of several cities"
    assert listed["name:深圳市公安局", "深圳市公安局（本级）"] == "both publish at unit level for 2023"
    assert listed["name:北京市甲局", "北京市乙局"] == "both print the code 015 for 2023"
    assert {n["status"] for n in rows(files, "dim_unit_name")} == {"confirmed", "candidate"}


def test_a_curated_name_without_a_division_counts_where_the_document_names_the_division() -> None:
    """省法院 is the court of any province: the register has Jiangsu's (R-320000-03)."""
    zhejiang = unit(
        "330000-001", "浙江省财政厅", division_code="330000", division_name="浙江省", source_id="zj"
    )
    elsewhere = told("c", "省法院", "与江苏省法院共同办案。")
    elsewhere["archived_documents"][0]["source_id"] = "zj"
    found = units(
        merged(
            {"source_units": [zhejiang]},
            told("a", "省法院", "江苏省高级人民法院2018年度收入、支出预算总计31,570.39万元。"),
            told("b", "省法院", "本院2018年度收入、支出预算总计31,570.39万元。"),
            elsewhere,
            told("d", "江苏省高级人民法院"),
            told("e", "江苏省人大常委会办公厅"),
            told("f", "江苏省人大办公厅"),
        )
    )
    assert found["a"] == found["d"] == "R-320000-03"
    assert found["b"] == "name:省法院"
    assert found["c"] != "R-320000-03"
    assert found["e"] == found["f"] == "R-320000-02"
