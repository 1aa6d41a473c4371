"""The summary of a release on a terminal.

Belongs here: layout with rich. Does not: asking the release (see `summary`).
"""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipelines.reports.labels import yuan
from pipelines.reports.summary import (
    Summary,
    check_words,
    disclosure_title,
    document_state,
    headlines,
    table_state,
    units,
)

_MOST = 8
"""Disclosures, findings and failures shown; what is left out is counted."""


def show(summary: Summary, console: Console) -> None:
    """Print the summary."""
    console.print(Group(*_parts(summary)))


def _parts(summary: Summary) -> list[RenderableType]:
    parts: list[RenderableType] = [_documents(summary), "", _tables(summary), ""]
    for row in summary.overview[:_MOST]:
        parts.append(Text(disclosure_title(row), style="bold"))
        figures = Table.grid(padding=(0, 2))
        figures.add_column()
        figures.add_column(justify="right")
        for label, figure in headlines(row):
            figures.add_row(f"  {label}", figure)
        parts += [figures, ""]
    if len(summary.overview) > _MOST:
        parts.append(f"…… 另有 {len(summary.overview) - _MOST} 份公开，见 mart_department_overview")
    parts.append(Text.assemble(("勾稽检查  ", "bold"), check_words(summary.checks)))
    parts += [Text(f"  {f['message_zh']}") for f in summary.findings[:_MOST]]
    if len(summary.findings) > _MOST:
        parts.append(f"  …… 另有 {len(summary.findings) - _MOST} 项，见 fct_finding")
    parts += _quality(summary)
    parts += ["", Text.assemble(("发布版    ", "bold"), f"{summary.folder}")]
    return parts


def _documents(summary: Summary) -> RenderableType:
    table = Table(title="读取的文件", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in ("文件", "读取", "来历"):
        table.add_column(heading, overflow="fold")
    for document in summary.documents[:_MOST]:
        table.add_row(document["file_name"], document_state(document), document["origin"] or "")
    if len(summary.documents) > _MOST:
        table.add_row(f"…… 共 {len(summary.documents)} 个文件", "", "")
    return table


def _tables(summary: Summary) -> RenderableType:
    table = Table(title="公开的表", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("表", overflow="fold")
    for heading in ("张数", "行数", "数字"):
        table.add_column(heading, justify="right")
    table.add_column("单位")
    table.add_column("合计（元）", justify="right", no_wrap=True)
    table.add_column("状态")
    for t in summary.tables:
        numbers = [str(t[name]) for name in ("tables", "row_count", "figure_count")]
        table.add_row(t["table_type_zh"], *numbers, units(t), yuan(t["total_yuan"]), table_state(t))
    return table


def _quality(summary: Summary) -> list[RenderableType]:
    compared, off = summary.renditions["compared"], summary.renditions["disagreeing"]
    parts: list[RenderableType] = []
    if compared:
        verdict = "全部一致" if not off else f"{off} 个不一致，见 fct_rendition_agreement"
        parts.append(Text.assemble(("两种文本  ", "bold"), f"比对 {compared} 个数字，{verdict}"))
    if summary.failures:
        parts.append(Text(f"未读出    {len(summary.failures)} 处", style="bold"))
        parts += [
            Text(f"  {f['file_name']} 第 {f['page'] or '?'} 页 {f['code']}: {f['detail']}")
            for f in summary.failures[:_MOST]
        ]
    else:
        parts.append(Text.assemble(("未读出    ", "bold"), "无"))
    return parts
