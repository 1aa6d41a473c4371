"""What a release holds, on one screen, for people who know budgets and not programs.

Belongs here: asking the release, and the Markdown form. Does not: the screen form (see `summary_screen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pipelines.publish.current import current_release
from pipelines.publish.query import NoReleaseError, connect
from pipelines.reports.labels import CHECK_OUTCOMES, KINDS, METHODS, MONEY_UNITS, REPORT_LEVELS, yuan

Row = dict[str, Any]

_DOCUMENTS: Final = """
select file_name, method, page_count, is_read, origin
from dim_document order by file_name
"""
_TABLES: Final = """
select
    table_type, table_type_zh,
    count(*) as tables,
    count(distinct disclosure_id) as disclosures,
    sum(row_count) as row_count,
    sum(figure_count) as figure_count,
    list_sort(list_distinct(list(money_unit))) as money_units,
    sum(total_yuan) as total_yuan,
    bool_and(is_empty) as is_empty,
    sum(repaired_rows) as repaired_rows,
    sum(cells_failed) as cells_failed,
    min(first_page) as first_page,
    min(table_index) as position
from mart_table_counts
group by table_type, table_type_zh
order by position, table_type
"""
_OVERVIEW: Final = "select * from mart_department_overview order by unit_name, fiscal_year, kind"
_CHECKS: Final = "select outcome, count(*) as results from fct_check_result group by outcome"
_FINDINGS: Final = (
    "select finding_id, severity, result_count, message_zh from fct_finding order by finding_id"
)
_FAILURES: Final = """
select document.file_name, failed.page, failed.code, failed.detail
from fct_outcome as failed
left join dim_document as document using (document_id)
where failed.severity = 'error'
order by all
"""
_RENDITIONS: Final = """
select count(*) as compared, count(*) filter (where not agrees) as disagreeing
from fct_rendition_agreement
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a release holds. Rows are as the marts have them; amounts are Decimal yuan."""

    release_id: str
    created_at: str
    folder: Path
    documents: list[Row]
    tables: list[Row]
    overview: list[Row]
    checks: dict[str, int]
    findings: list[Row]
    failures: list[Row]
    renditions: Row


def summarise(releases_root: Path) -> Summary:
    """The current release, summed up. Raises `NoReleaseError` when there is none."""
    release = current_release(releases_root)
    if release is None:
        raise NoReleaseError("nothing has been published yet; run `gongkai run` first")
    with connect(releases_root) as connection:

        def rows(sql: str) -> list[Row]:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        return Summary(
            release_id=release.release_id,
            created_at=str(release.manifest["created_at"]),
            folder=release.folder,
            documents=rows(_DOCUMENTS),
            tables=rows(_TABLES),
            overview=rows(_OVERVIEW),
            checks={row["outcome"]: row["results"] for row in rows(_CHECKS)},
            findings=rows(_FINDINGS),
            failures=rows(_FAILURES),
            renditions=rows(_RENDITIONS)[0],
        )


def table_state(row: Row) -> str:
    """How a table was read, in words."""
    if row["is_empty"]:
        return "空表"
    words = []
    if row["cells_failed"]:
        words.append(f"{row['cells_failed']} 格未读出")
    if row["repaired_rows"]:
        words.append(f"{row['repaired_rows']} 行经修复")
    return "、".join(words) or "完整"


def units(row: Row) -> str:
    """Units of money of a group of tables."""
    return "、".join(MONEY_UNITS.get(u, u) for u in row["money_units"])


def document_state(row: Row) -> str:
    """How a file was read, in words."""
    if not row["is_read"]:
        return "未能识别"
    return f"{METHODS.get(row['method'], row['method'])}，{row['page_count']} 页"


def disclosure_title(row: Row) -> str:
    """Unit, year, kind and level of a disclosure."""
    year, kind = row["fiscal_year"], KINDS.get(row["kind"], row["kind"])
    return (
        f"{row['unit_name']} {year} 年{kind}（{REPORT_LEVELS.get(row['report_level'], row['report_level'])}）"
    )


def headlines(row: Row) -> list[tuple[str, str]]:
    """Label and figure (yuan) of what people look at first; what is not published is left out."""
    money: list[tuple[str, Decimal | None]] = [
        ("收支总预算", row["total_budget_yuan"]),
        ("财政拨款", row["fiscal_appropriation_yuan"]),
        ("基本支出", row["basic_expenditure_yuan"]),
        ("项目支出", row["project_expenditure_yuan"]),
        ("“三公”经费", row["three_public_yuan"]),
        ("政府采购", row["procurement_yuan"]),
    ]
    told = [(label, f"{yuan(amount)} 元") for label, amount in money if amount is not None]
    if row["project_count"]:
        told.append(("项目", f"{row['project_count']} 个，合计 {yuan(row['project_sum_yuan'])} 元"))
    return told


def check_words(checks: dict[str, int]) -> str:
    """How many results of each outcome, worst known first."""
    order = ("fail", "error", "cannot_tell", "rounding", "pass", "not_applicable")
    return "，".join(f"{CHECK_OUTCOMES[o]} {checks[o]}" for o in order if checks.get(o)) or "没有结果"


def markdown(summary: Summary) -> str:
    """The summary as Markdown."""
    lines = [f"## 发布版 {summary.release_id}", "", f"`{summary.folder.name}`, {summary.created_at}", ""]
    lines += ["### 读取的文件", ""]
    lines += [f"- {d['file_name']}: {document_state(d)}" for d in summary.documents]
    lines += [
        "",
        "### 表",
        "",
        "| 表 | 张数 | 行数 | 数字 | 单位 | 合计（元） | 状态 |",
        "|---|---:|---:|---:|---|---:|---|",
    ]
    lines += [
        f"| {t['table_type_zh']} | {t['tables']} | {t['row_count']} | {t['figure_count']} | {units(t)} "
        f"| {yuan(t['total_yuan'])} | {table_state(t)} |"
        for t in summary.tables
    ]
    for row in summary.overview:
        lines += ["", f"### {disclosure_title(row)}", ""]
        lines += [f"- {label}: {figure}" for label, figure in headlines(row)]
    lines += ["", "### 勾稽检查", "", check_words(summary.checks), ""]
    lines += [f"- {f['message_zh']}" for f in summary.findings]
    return "\n".join(lines) + "\n"
