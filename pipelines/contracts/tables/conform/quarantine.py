"""Records that were built but may not become facts."""

from __future__ import annotations

from pipelines.contracts.model import Field, Table, Type

T = Type
QUARANTINE = Table(
    name="quarantine",
    layer="conform",
    zh="隔离区",
    grain="One row per record that was built but may not become a fact.",
    key=("document_id", "source_table", "quarantine_index"),
    fields=(
        Field(
            "document_id",
            T.TEXT,
            "文档编号",
            "SHA-256 of the document, or the source id for a record that belongs to no document.",
            required=True,
        ),
        Field("source_table", T.TEXT, "目标表", "Table it would have gone to.", required=True),
        Field("quarantine_index", T.INTEGER, "序号", "Order, from 1.", required=True, minimum=1),
        Field(
            "reason_code",
            T.TEXT,
            "原因代码",
            "Stable outcome code.",
            required=True,
            pattern=r"[A-Z][A-Z0-9_]+",
        ),
        Field("detail", T.TEXT, "说明", "Which field, which value, which contract.", required=True),
        Field("record", T.JSON, "记录", "The record, whole.", required=True),
        Field("page", T.INTEGER, "页码", "1-based page.", minimum=1),
    ),
)
