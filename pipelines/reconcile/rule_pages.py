"""The rule catalogue as two pages, `docs/rules.md` and `docs/rules.zh-CN.md`.

Belongs here: rendering and writing them (`python -m pipelines.reconcile.rule_pages`). Does not: the rules.
"""

from __future__ import annotations

import csv
import sys
from itertools import groupby
from pathlib import Path
from typing import Final

from pipelines.reconcile.runner import DEFAULT_PROJECT

DOCS: Final = DEFAULT_PROJECT.parent / "docs"
PAGES: Final = {"en": "rules.md", "zh": "rules.zh-CN.md"}

_FAMILIES: Final = {
    "MX": ("Guards and breaks of definition", "提取防护与口径"),
    "B01": ("Income and expenditure summary", "部门收支总表"),
    "B02": ("Income table", "部门收入总表"),
    "B03": ("Expenditure table", "部门支出总表"),
    "B04": ("Fiscal appropriation summary", "财政拨款收支总表"),
    "B05": ("General public budget expenditure", "一般公共预算支出表"),
    "B06": ("Functions by economic class", "功能科目 × 经济分类表"),
    "B07": ("Basic expenditure", "一般公共预算基本支出表"),
    "B08": ("Three public expenses", "“三公”经费支出表"),
    "B09": ("Government funds, state capital", "政府性基金、国有资本经营支出表"),
    "B11": ("Project table", "项目支出表"),
    "BX": ("Between tables of a budget", "预算表间"),
    "PR": ("Procurement and purchased services", "政府采购与购买服务"),
    "PF": ("Project forms and performance", "项目申报表与绩效"),
    "F01": ("Final accounts: summary", "收入支出决算总表"),
    "F02": ("Final accounts: income", "收入决算表"),
    "F03": ("Final accounts: expenditure", "支出决算表"),
    "F04": ("Final accounts: appropriation summary", "财政拨款收入支出决算总表"),
    "F05": ("Final accounts: general budget", "一般公共预算支出决算表"),
    "F06": ("Final accounts: basic expenditure", "基本支出决算表"),
    "F07": ("Final accounts: three public expenses", "“三公”经费支出决算表"),
    "F08": ("Final accounts: government funds, state capital", "政府性基金、国有资本经营决算表"),
    "FX": ("Final accounts: text", "决算说明"),
    "NT": ("Text against tables and itself", "说明与表、说明自身"),
    "DC": ("What is published, and how", "公开的完整与规范"),
    "YX": ("Between years, budget against final accounts", "跨年、预算与决算"),
    "PV": ("Personal data", "个人信息"),
}
_INTRO: Final = {
    "en": """# Reconciliation rules

Made from `dbt_project/seeds/rules.csv` by `python -m pipelines.reconcile.rule_pages`; do not edit.

**Outcomes**: `pass`; `rounding` (a difference that rounding for print explains); `fail`; `not_applicable`;
`cannot_tell` (the reading is in doubt, or a guard failed); `error` (the rule itself broke; the others go on).

**Tolerance**: `0` exact; `R1` one step of the last printed digit; `RS(n)` half a step for every printed
figure that takes part; `CU` 0.01 万元 (元 against 万元); `PCT` the printed digits of a rate, and what the
rounding of its amounts may carry; `none` where nothing is measured.

**Severity**: `error` the publication contradicts itself; `warning` likely, or scope can explain it; `info`
a hint; `quarantine` a guard: doubt about the reading, never held against the unit.
""",
    "zh": """# 勾稽规则

由 `python -m pipelines.reconcile.rule_pages` 从 `dbt_project/seeds/rules.csv` 生成，请勿手工修改。

**结果**：`pass` 相符；`rounding` 四舍五入可以解释的差额；`fail` 不符；`not_applicable` 不适用；`cannot_tell`
无法判断（读取存疑，或提取防护未通过）；`error` 规则运行出错（其余规则照常）。

**容差**：`0` 分毫不差；`R1` 末位一个单位；`RS(n)` 每个参加计算的数半个单位；`CU` 0.01 万元（元与万元之间）；
`PCT` 比率印出的位数，加上金额四舍五入可能带来的差；`none` 不涉及数值。

**严重程度**：`error` 公开文件自相矛盾；`warning` 多半有误，也可能是口径不同；`info` 提示；`quarantine`
提取防护：读取存疑，不算单位的错。
""",
}
_HEADS: Final = {
    "en": ("id", "what ought to hold", "tolerance", "severity", "applies to", "guards", "basis"),
    "zh": ("编号", "应当成立的关系", "容差", "严重程度", "适用", "防护", "依据"),
}
_KINDS: Final = {
    "en": {"budget": "budget", "final": "final accounts", "budget final": "both"},
    "zh": {"budget": "预算", "final": "决算", "budget final": "预算、决算"},
}
_LEVELS: Final = {
    "en": {"department": "department", "unit": "unit"},
    "zh": {"department": "部门", "unit": "单位"},
}


def family_of(rule_id: str) -> str:
    """Family of a rule: `B01-03` → `B01`."""
    return rule_id.partition("-")[0]


def render(language: str, project_dir: Path = DEFAULT_PROJECT) -> str:
    """The page in `en` or `zh`. Raises `KeyError` for a rule of a family that has no name."""
    with (project_dir / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    column = ("en", "zh").index(language)
    parts = [_INTRO[language], f"\n{len(rules)} {'rules' if language == 'en' else '条规则'}\n"]
    for family, members in groupby(rules, key=lambda rule: family_of(rule["rule_id"])):
        heads = _HEADS[language]
        parts.append(f"\n## {family} {_FAMILIES[family][column]}\n")
        parts.append(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        parts += [f"| {' | '.join(_cells(rule, language))} |" for rule in members]
    return "\n".join(parts) + "\n"


def _cells(rule: dict[str, str], language: str) -> list[str]:
    applies = [
        _KINDS[language][rule["applies_to_kind"]],
        _LEVELS[language].get(rule["report_level"], ""),
        "–".join((rule["valid_from"], rule["valid_to"])) if rule["valid_from"] or rule["valid_to"] else "",
        rule["region"],
    ]
    stated = f"**{rule[f'title_{language}']}**<br>{rule[f'formula_{language}']}"
    cells = [
        f"<a id='{rule['rule_id'].lower()}'></a>{rule['rule_id']}",
        stated,
        rule["tolerance_kind"],
        rule["severity"],
        ", ".join(filter(None, applies)),
        rule["guards"],
        rule["basis"],
    ]
    return [cell.replace("|", "\\|") for cell in cells]


def main() -> int:
    """Write both pages; with `--check` only compare, and return 1 when one is stale."""
    stale = []
    for language, name in PAGES.items():
        text, path = render(language), DOCS / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run python -m pipelines.reconcile.rule_pages", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
