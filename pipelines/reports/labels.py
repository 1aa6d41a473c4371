"""Words for people: the Chinese of closed vocabularies, amounts as finance people write them.

Belongs here: labels and number formats that several reports share. Does not: layout.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

MONEY_UNITS: Final = {
    "yuan": "元",
    "wan_yuan": "万元",
    "yi_yuan": "亿元",
    "thousand_yuan": "千元",
    "unknown": "未读出",
}
KINDS: Final = {"budget": "预算", "final": "决算", "unknown": "类别不明"}
REPORT_LEVELS: Final = {"department": "部门汇总", "unit": "单位本级", "unknown": "层级不明"}
METHODS: Final = {
    "digital": "数字版版式文件",
    "text": "文本",
    "sheet": "电子表格",
    "flow": "文字处理文档",
    "html": "网页",
    "ocr": "文字识别",
    "mixed": "混合",
}
CHECK_OUTCOMES: Final = {
    "pass": "相符",
    "rounding": "四舍五入差",
    "fail": "不符",
    "not_applicable": "不适用",
    "cannot_tell": "无法判断",
    "error": "规则出错",
}
QUALITIES: Final = {"exact": "照原文", "repaired": "按勾稽修复", "inferred": "推断"}


def yuan(amount: Decimal | None) -> str:
    """An amount in yuan with separators and two decimals; empty when there is none."""
    return "" if amount is None else f"{amount:,.2f}"


_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[\d,]*\.?\d+%?")


def spreadsheet_safe(value: object) -> object:
    """A value for CSV that no spreadsheet takes for a formula: such text gets an apostrophe in front.

    Numbers, printed ones such as -1,234.50 included, stay as they are.
    """
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(value):
        return f"'{value}"
    return value
