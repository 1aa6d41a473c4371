"""SQL macros that travel with a release: what every reader asks, answered in any tool that speaks DuckDB.

Belongs here: their text and their description. Does not: creating them (see `publish/snapshot`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro of schema `marts`. `sql` is what follows `create macro marts.`; tables in it name their schema.

    `example` is a query that runs on any release that has figures.
    """

    name: str
    signature: str
    zh: str
    doc: str
    sql: str
    example: str


# A parameter must not bear the name of a column: inside a macro the column would win.
MACROS: Final = (
    Macro(
        "explain_value",
        "explain_value(line_id)",
        "一个数字的来历",
        "Table of one row: where the figure is printed (file, address, page, box), the printed text, its "
        "unit of money, what it was taken for, and the checks it takes part in.",
        """explain_value(asked_line) as table
select
    line.line_id,
    line.unit_name,
    line.fiscal_year,
    line.kind,
    document.file_name,
    document.source_url,
    line.document_id,
    line.page,
    line.bbox,
    line.amount_text as printed_text,
    line.money_unit as printed_unit,
    line.amount_yuan,
    line.table_type,
    line.table_title,
    line.row_label,
    line.code,
    line.code_scheme,
    line.measure,
    line.measure_zh,
    line.quality,
    (
        select count(*) from marts.fct_check_result as result
        where result.disclosure_id = line.disclosure_id
            and list_contains(from_json(result.line_ids, '["varchar"]'), line.line_id)
    ) as check_count,
    (
        select list(struct_pack(
            rule_id := result.rule_id, outcome := result.outcome, message := result.message_zh
        ) order by result.rule_id)
        from marts.fct_check_result as result
        where result.disclosure_id = line.disclosure_id
            and list_contains(from_json(result.line_ids, '["varchar"]'), line.line_id)
    ) as checks
from marts.fct_line_item as line
inner join marts.dim_document as document on line.document_id = document.document_id
where line.line_id = asked_line""",
        "select * from marts.explain_value((select min(line_id) from marts.fct_line_item))",
    ),
    Macro(
        "figures_of",
        "figures_of(disclosure_id)",
        "一份公开的全部数字",
        "Table of every figure of one disclosure in printed order, each with the page it stands on.",
        """figures_of(asked_disclosure) as table
select
    line_id, table_type, table_title, row_number, row_label, code, measure, measure_zh, is_total,
    amount_yuan, amount_text, money_unit, document_id, page, bbox, quality
from marts.fct_line_item
where disclosure_id = asked_disclosure
order by document_id, table_index, row_number, column_number""",
        "select * from marts.figures_of((select min(disclosure_id) from marts.fct_line_item)) limit 10",
    ),
    Macro(
        "in_wan",
        "in_wan(amount_yuan)",
        "换算为万元",
        "The amount in units of ten thousand yuan (万元), as most disclosures print it.",
        "in_wan(yuan) as round(yuan / 10000, 6)::decimal(24, 6)",
        "select marts.in_wan(total_budget_yuan) from marts.mart_department_overview limit 1",
    ),
    Macro(
        "percent_of",
        "percent_of(part, whole)",
        "占比（%）",
        "Share in percent; null when the whole is zero or missing, never infinity.",
        "percent_of(part, whole) as 100.0 * part / nullif(whole, 0)",
        "select marts.percent_of(project_expenditure_yuan, total_budget_yuan)"
        " from marts.mart_department_overview limit 1",
    ),
)
