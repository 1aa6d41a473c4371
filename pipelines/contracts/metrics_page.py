"""docs/metrics.md: every metric in both languages, with the SQL that computes it.

Belongs here: the page's text. Does not: definitions (see `metrics`).
"""

from __future__ import annotations

from itertools import groupby

from pipelines.contracts.metrics import Metric, metrics
from pipelines.contracts.tables import MART_TABLES

_UNITS = {
    "yuan": "元 yuan",
    "yuan per person": "元/人 yuan per person",
    "count": "个 count",
    "ratio": "比率 ratio (1 = 100 %)",
}


def metrics_markdown() -> str:
    """The page."""
    lines = [
        "# 指标 / Metrics",
        "",
        "每个指标只在 `dbt_project/models/semantic` 定义一次；本页、Superset 数据集都由它生成。"
        "没有公开的数是空，不是零。",
        "",
        "Each metric is defined once, in `dbt_project/models/semantic`, in dbt's own format; this page and "
        "the datasets of Superset are made from it. What is not published is null, never zero.",
        "",
        "Ask a release in plain SQL, or MetricFlow:",
        "",
        "```sh",
        *_example(metrics()["execution_rate"]),
        "```",
        "",
        "| metric | 名称 | name | unit | table |",
        "| --- | --- | --- | --- | --- |",
    ]
    everything = list(metrics().values())
    lines += [
        f"| [`{m.name}`](#{m.name}) | {m.zh} | {m.en} | {_UNITS[m.unit]} | `{m.table}` |" for m in everything
    ]
    for table, of_table in groupby(sorted(everything, key=lambda m: m.table), key=lambda m: m.table):
        lines += ["", f"## {MART_TABLES[table].zh} `{table}`"]
        for metric in of_table:
            lines += _section(metric)
    return "\n".join(lines) + "\n"


def _section(metric: Metric) -> list[str]:
    return [
        "",
        f"### {metric.name}",
        "",
        f"**{metric.zh} / {metric.en}** ({_UNITS[metric.unit]})",
        "",
        metric.meaning_zh,
        "",
        metric.meaning_en,
        "",
        "```sql",
        metric.sql,
        "```",
        "",
        "分组与筛选 / by: " + ", ".join(f"`{name}`" for name in metric.dimensions),
    ]


def _example(metric: Metric) -> list[str]:
    return [
        'gongkai query "',
        "select unit_name, fiscal_year,",
        f"    {metric.sql} as {metric.name}",
        f'from marts.{metric.table} group by all order by all"',
        "",
        "# MetricFlow, over a release: see docs/how-to/connect-bi.md",
        f"mf query --metrics {metric.name} --group-by execution_item__unit_name,metric_time__year",
    ]
