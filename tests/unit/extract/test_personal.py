"""Personal data is masked, and nothing else is."""

from __future__ import annotations

import pytest

from pipelines.extract.text.personal import has_personal_data, mask


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("手机13812345678。", "手机138********。"),
        ("手机 138-1234-5678", "手机 138********"),
        ("电话：+86 13812345678", "电话：138********"),
        ("联系电话：13812345678", "联系电话：***********"),
        ("公开联系人：张三 联系电话：023—12345678", "公开联系人：＊＊ 联系电话：************"),
        ("公开联系人:张 三", "公开联系人:＊＊"),
        ("公开联系人:张三、李四", "公开联系人:＊＊"),
        ("项目负责人：王小明", "项目负责人：＊＊"),
        ("身份证 11010519491231002X", "身份证 110105************"),
    ],
)
def test_personal_data_is_masked(printed: str, shown: str) -> None:
    assert mask(printed) == shown
    assert has_personal_data(printed)
    assert mask(shown) == shown, "masking twice changes nothing"


@pytest.mark.parametrize(
    "printed",
    [
        "支出 13178681426.65 元",
        "支出13178681426元",
        "1,318,712,345,678.00",
        "项目编码 42011222017T000000103",
        "统一社会信用代码 110105194912310021",
        "9.负责联系人大、政协有关工作。",
        "单位负责人：指单位的法定代表人",
        "负责人：",
        "",
    ],
)
def test_amounts_codes_and_duties_stay(printed: str) -> None:
    assert mask(printed) == printed
    assert not has_personal_data(printed)
