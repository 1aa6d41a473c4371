"""The dictionary: every table users read, every column, in Chinese and English.

Belongs here: the page's text. Does not: descriptions (see `tables/`).
"""

from __future__ import annotations

from pipelines.contracts.model import Field, Table
from pipelines.contracts.release_macros import MACROS
from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import DUCKDB


def dictionary_markdown() -> str:
    """`dictionary.md` of a release and of the docs."""
    lines = [
        "# 数据字典 / Data dictionary",
        "",
        "Schema `marts` of a release. Money is exact, in yuan (元). 金额一律以元为单位，精确到分。",
        "",
        "| table | 表 | one row is |",
        "| --- | --- | --- |",
    ]
    lines += [f"| [`{t.name}`](#{t.name}) | {t.zh} | {t.grain} |" for t in MART_TABLES.values()]
    for table in MART_TABLES.values():
        lines += _section(table)
    lines += _macros()
    return "\n".join(lines) + "\n"


def _macros() -> list[str]:
    lines = [
        "",
        "## 宏 / Macros",
        "",
        "Part of `gongkai.duckdb`: open the file itself (attached under another name: after `use <name>`).",
        "",
        "| macro | 用途 | gives | example |",
        "| --- | --- | --- | --- |",
    ]
    for macro in MACROS:
        lines.append(f"| `marts.{macro.signature}` | {macro.zh} | {macro.doc} | `{macro.example}` |")
    return lines


def _section(table: Table) -> list[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    return [
        "",
        f"## {table.name}",
        "",
        f"{table.zh}. {table.grain} Key: {key}.",
        "",
        "| column | 名称 | type | null | meaning |",
        "| --- | --- | --- | --- | --- |",
        *(_row(field) for field in table.fields),
    ]


def _row(field: Field) -> str:
    meaning = field.doc
    if field.values:
        meaning += " Values: " + ", ".join(f"`{value}`" if value else "empty" for value in field.values) + "."
    if field.unit:
        meaning += f" Unit: {field.unit}."
    if field.reference:
        meaning += f" See `{field.reference}`."
    nullable = "no" if field.required else "yes"
    meaning = meaning.replace("|", "\\|")
    return f"| `{field.name}` | {field.zh} | {DUCKDB[field.type]} | {nullable} | {meaning} |"
