"""Numbers as a spreadsheet program shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.sheets.number_formats import BUILT_IN, format_number

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("870.3", "0.00", "870.30"),
        ("870.29999999999995", "General", "870.3"),
        ("2010350", "General", "2010350"),
        ("2010350", "@", "2010350"),
        ("3403000.0", "General", "3403000"),
        ("1.5E-2", "General", "0.015"),
        ("17", "000", "017"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1234567.891", BUILT_IN[3], "1,234,568"),
        ("-5.5", "#,##0.00;[Red]\\-#,##0.00", "-5.50"),
        ("-5.5", "#,##0.00_);(#,##0.00)", "(5.50)"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("0", "#,##0.00;-#,##0.00;;@", ""),
        ("0.125", "0.0%", "12.5%"),
        ("1.005", "0.00", "1.01"),
        ("0.5", "#.##", ".5"),
        ("5", "0.0#", "5.0"),
        ("10", '0.00"万元"', "10.00万元"),
        ("12345678", "0.00,,", "12.35"),
        ("150", "[>=100]0.0;0.00", "150.0"),
        ("50", "[>=100]0.0;0.00", "50.00"),
        ("0.1", "[$¥-804]#,##0.00", "¥0.10"),
        ("44927", 'yyyy"年"m"月"d"日";@', "2023年1月1日"),
        ("44927", "[$-804]yyyy/m/d", "2023/1/1"),
        ("44927.5", "yyyy-mm-dd hh:mm:ss", "2023-01-01 12:00:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("-1", "yyyy/m/d", "-1"),
    ],
)
def test_shown(stored: str, code: str, shown: str) -> None:
    assert format_number(stored, code) == shown


@pytest.mark.parametrize("stored", ["", "x", "NaN", "Infinity", "1e400", "1e31"])
def test_no_figure(stored: str) -> None:
    assert format_number(stored, "0.00") is None


@given(st.decimals(-(10**11), 10**11, places=2, allow_nan=False))
def test_two_decimals_lose_nothing(amount: Decimal) -> None:
    shown = format_number(str(amount), "#,##0.00")
    assert shown is not None
    assert Decimal(shown.replace(",", "")) == amount


@given(st.text(max_size=40), st.decimals(-1000, 1000, places=3, allow_nan=False))
def test_no_format_breaks(code: str, amount: Decimal) -> None:
    assert format_number(str(amount), code) is not None
