"""The figures a department is known by, and the printed spot each of them stands on.

Belongs here: names of the headline measures, the line of the release behind each amount.
Does not: computing amounts (`mart_department_overview` does).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.dashboard.source import Row, Source


@dataclass(frozen=True, slots=True)
class Headline:
    """A measure: its column in the overview mart, and where its figure is printed.

    `group` sorts measures on a department's page. A figure is printed in a table of `table_type`, under one
    of `measures`, or in a row `item`.
    """

    key: str
    zh: str
    en: str
    group: str
    table_type: str
    measures: tuple[str, ...]
    item: str = ""

    @property
    def column(self) -> str:
        return f"{self.key}_yuan"

    @property
    def series_measure(self) -> str:
        """What the measure is called in `mart_series`."""
        return "total_expenditure" if self.key == "total_budget" else self.key

    def name(self, language: str) -> str:
        """Label in a language."""
        return self.zh if language == "zh" else self.en


HEADLINES: Final = (
    Headline(
        "total_budget",
        "收支总额",
        "Total expenditure",
        "total",
        "income_expenditure_summary",
        ("amount", "total"),
        "total_expenditure",
    ),
    Headline(
        "fiscal_appropriation",
        "财政拨款",
        "Fiscal appropriation",
        "total",
        "fiscal_appropriation_summary",
        ("amount", "total"),
        "total_expenditure",
    ),
    Headline(
        "general_budget",
        "一般公共预算支出",
        "General public budget",
        "total",
        "general_budget_expenditure",
        ("total",),
    ),
    Headline(
        "basic_expenditure",
        "基本支出",
        "Basic expenditure",
        "split",
        "expenditure_detail",
        ("basic_expenditure",),
    ),
    Headline(
        "project_expenditure",
        "项目支出",
        "Project expenditure",
        "split",
        "expenditure_detail",
        ("project_expenditure",),
    ),
    Headline(
        "personnel_expenditure",
        "人员经费",
        "Personnel",
        "split",
        "general_budget_basic_expenditure",
        ("personnel_expenditure",),
    ),
    Headline(
        "operating_expenditure",
        "公用经费",
        "Operating",
        "split",
        "general_budget_basic_expenditure",
        ("operating_expenditure",),
    ),
    Headline(
        "three_public",
        "“三公”经费",
        "“Three public” expenses",
        "three_public",
        "three_public",
        ("three_public_total",),
    ),
    Headline(
        "overseas_travel",
        "因公出国（境）",
        "Overseas travel",
        "three_public",
        "three_public",
        ("overseas_travel",),
    ),
    Headline(
        "official_vehicles",
        "公务用车",
        "Official vehicles",
        "three_public",
        "three_public",
        ("official_vehicles",),
    ),
    Headline(
        "official_reception",
        "公务接待",
        "Official receptions",
        "three_public",
        "three_public",
        ("official_reception",),
    ),
    Headline(
        "procurement", "政府采购", "Procurement", "purchases", "procurement", ("procurement_amount", "total")
    ),
    Headline(
        "service_purchase",
        "政府购买服务",
        "Purchased services",
        "purchases",
        "service_purchase",
        ("service_purchase_amount", "total"),
    ),
)
# Of one department's page only: few regions print it, and its definition changes with the years.
AGENCY_OPERATING_COST: Final = Headline(
    "agency_operating_cost", "机关运行经费", "Agency operating cost", "split", "", ()
)
BY_KEY: Final = {h.key: h for h in HEADLINES}


def series_name(language: str, measure: str, zh: str) -> str:
    """A measure of the warehouse's series in words."""
    if language == "zh":
        return zh
    return BY_KEY[measure].en if measure in BY_KEY else measure.replace("_", " ").capitalize()


# The printed figure behind an amount: in the disclosure, of the table and measure it belongs to, of the same
# amount; a total row before others, the first of several. An amount added up from several lines has none.
_SPOTS: Final = """
select disclosure_id, '{key}' as measure, line_id, document_id, page
from mart_department_overview as overview
inner join fct_line_item as line using (disclosure_id)
where line.table_type = '{table_type}'
    and line.measure in ({measures})
    and line.amount_yuan = overview.{column}
    and ('{item}' = '' or line.item = '{item}')
qualify row_number() over (
    partition by disclosure_id order by line.is_total desc, line.table_index, line.row_number
) = 1
"""


def spots(source: Source) -> dict[tuple[str, str], Row]:
    """(disclosure, measure) → the line printed there (`line_id`, `document_id`, `page`)."""

    def gather() -> dict[tuple[str, str], Row]:
        if not source.has("mart_department_overview") or not source.has("fct_line_item"):
            return {}
        sql = " union all ".join(
            _SPOTS.format(
                key=h.key,
                table_type=h.table_type,
                column=h.column,
                item=h.item,
                measures=", ".join(f"'{m}'" for m in h.measures),
            )
            for h in HEADLINES
        )
        return {(row["disclosure_id"], row["measure"]): row for row in source.rows(sql)}

    return source.remember("spots", gather)
