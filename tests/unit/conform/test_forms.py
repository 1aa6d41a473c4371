"""Forms are read by their labels and the dictionary of indicator levels, not by position."""

from __future__ import annotations

from decimal import Decimal

from pipelines.conform.form_rows import ticked
from tests.unit.conform.builders import codes, conform_rows

FORM = [
    ["项目名称", "某项目", "项目编码", "42011222017T0000001 07"],
    ["项目负责人", "张三", "联系电话", "13600000000"],
    ["项目属性", "持续性项目 ☑ 新增性项目 ☐", "", ""],
    ["项目总预算", "23", "项目当年预算", "20"],
    ["项目资金来源", "来源项目", "", "金额"],
    ["", "合计", "", "20"],
    ["", "单位资金", "", ""],
    ["项目支出明细测算", "", "", ""],
    ["项目活动", "活动内容表述", "支出经济分类", "金额", "测算依据及说明"],
    ["培训费", "场地", "", "14", "标准"],
    ["项目绩效总目标", "", "", ""],
    ["名称", "目标说明", "", ""],
    ["年度绩效目标", "办好培训。", "", ""],
    ["年度绩效目标表", "", "", ""],
    ["目标名称", "一级指标", "二级指标", "三级指标", "指标值", "", "", "指标值确定依据"],
    ["", "", "", "", "前年", "上年", "预计当年实现", ""],
    ["年度绩效目标", "产出指标", "数量指标", "培训班次", "/", "1次", "1次", "计划数据"],
    ["", "", "", "培训人数", "/", "50人", "≤50人", "计划数据"],
    ["", "社会效益指标", "履职能力", "/", "提升", "提升", "计划数据"],
    ["满意度", "学员满意", "95%", "95%", "≥95%", "计划数据"],
    ["指标", "满意度指标", "", "", "", ""],
]


def form():
    return conform_rows("项目申报表(含绩效目标)", FORM)


def test_the_project_is_whole_and_its_split_code_joined():
    (project,) = form()["projects"]
    assert project["project_code"] == "42011222017T000000107"
    assert project["project_class"] == "specific" and project["code_year"] == 2022
    assert project["annual_budget_yuan"] == Decimal("200000.00")
    assert project["is_continuing"] is True
    assert project["annual_goal"] == "办好培训。"


def test_a_blank_economic_class_stays_blank_and_moves_nothing():
    (item,) = form()["project_items"]
    assert item["economic_text"] is None
    assert item["amount_yuan"] == Decimal("140000.00")
    assert item["basis"] == "标准"


def test_indicator_levels_survive_lost_and_cut_cells():
    indicators = {i["indicator_name"]: (i["level1"], i["level2"]) for i in form()["indicators"]}
    assert indicators == {
        "培训班次": ("output", "数量指标"),
        "培训人数": ("output", "数量指标"),
        "履职能力": ("benefit", "社会效益指标"),
        "学员满意": ("satisfaction", "满意度指标"),
    }


LONG_TERM = [
    *FORM[:10],
    ["长期绩效目标表", "", "", ""],
    ["目标名称", "一级指标", "二级指标", "三级指标", "指标值", "指标值确定依据"],
    ["长期绩效目标", "成本指标", "经济成本指标", "培训费", "不超过标准", "计划数据"],
    ["", "", "", "培训班次", "1次/年", "计划数据"],
    ["", "", "社会效益指标", "履职能力", "有所提升", ""],
    ["", "", "", "满意度", "≥95%", "计划数据"],
    ["服务对象", "学员满意", "≥95%", "计划数据", "", ""],
    ["指标", "满意度指标", "", "", "", ""],
    *FORM[13:17],
]


def test_a_level_carried_down_yields_to_the_one_that_the_other_horizon_prints():
    indicators = conform_rows("项目申报表(含绩效目标)", LONG_TERM)["indicators"]
    levels = {(i["horizon"], i["indicator_name"]): (i["level2"], i["quality"]) for i in indicators}
    assert levels["annual", "培训班次"] == ("数量指标", "exact")
    assert levels["long_term", "培训班次"] == ("数量指标", "inferred")


def test_a_row_without_its_basis_keeps_level_name_and_value_apart():
    indicators = conform_rows("项目申报表(含绩效目标)", LONG_TERM)["indicators"]
    (found,) = [i for i in indicators if i["indicator_name"] == "履职能力"]
    assert (found["level2"], found["target_text"], found["basis"]) == ("社会效益指标", "有所提升", "")


def test_a_row_cut_in_two_by_a_page_break_is_one_indicator():
    records = conform_rows("项目申报表(含绩效目标)", LONG_TERM)
    names = [i["indicator_name"] for i in records["indicators"]]
    assert "满意度" not in names and names.count("学员满意") == 1
    assert "ROW_CUT_REPEATED" in codes(records)


def test_annual_values_keep_their_years():
    first = form()["indicators"][0]
    assert (first["two_years_ago_text"], first["prior_year_text"], first["target_text"]) == (
        "/",
        "1次",
        "1次",
    )


def test_names_and_telephone_numbers_stay_out_of_the_facts():
    records = form()
    assert "PRIVATE_DATA" in codes(records)
    everything = str(records)
    assert "张三" not in everything and "13600000000" not in everything


def test_an_unknown_label_is_an_outcome():
    records = conform_rows("项目申报表", [["项目名称", "甲", "项目编码", "x"], ["神秘标签", "值", "", ""]])
    assert "FORM_LABEL_UNKNOWN" in codes(records)


def test_ticked_boxes_before_or_after_the_words():
    assert ticked("持续性项目 ☐ 新增性项目 ☑") == "新增性项目"
    assert ticked("☑持续性项目 ☐新增性项目") == "持续性项目"
    assert ticked("持续性项目 ☐ 新增性项目 ☐") is None
