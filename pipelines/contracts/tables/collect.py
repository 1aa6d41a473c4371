"""What `collect/` records: one row per archived file, per registered unit, per region."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID
from pipelines.contracts.model import Field, Table, Type

ARCHIVED_DOCUMENTS = Table(
    name="archived_documents",
    layer="collect",
    zh="归档文件",
    grain="One row per file in the archive (content, not occurrence).",
    key=("document_id",),
    fields=(
        DOCUMENT_ID,
        Field("file_name", Type.TEXT, "文件名", "Name under which the file was first seen.", required=True),
        Field("media_type", Type.TEXT, "媒体类型", "Known by magic bytes, never by name.", required=True),
        Field(
            "byte_size", Type.INTEGER, "字节数", "Size of the file.", required=True, unit="byte", minimum=0
        ),
        Field(
            "source_id",
            Type.TEXT,
            "来源编号",
            "Entry of raw/sources/ the file belongs to; null for a loose file.",
        ),
        Field(
            "source_url", Type.TEXT, "来源网址", "Address it was published at, or the page that led to it."
        ),
        Field(
            "fetched_at",
            Type.TIMESTAMP,
            "取得时间",
            "When the file entered the archive (UTC).",
            required=True,
        ),
        Field(
            "publication_id",
            Type.TEXT,
            "发布编号",
            "Same for files that a source record declares to be renditions of one publication; null otherwise.",
        ),
        Field("origin", Type.TEXT, "来历", "How the file came to be, in words, from the source record."),
        Field(
            "container_path",
            Type.TEXT,
            "压缩包内路径",
            "Path inside the archive file (zip, rar, 7z) it was unpacked from; null otherwise.",
        ),
    ),
)

SOURCE_UNITS = Table(
    name="source_units",
    layer="collect",
    zh="应公开单位名册",
    grain="One row per unit registered in raw/sources/*.yaml.",
    key=("unit_id",),
    fields=(
        Field(
            "unit_id",
            Type.TEXT,
            "单位编号",
            "`<division code>-<unit code>`, stable over renames.",
            required=True,
        ),
        Field("unit_name", Type.TEXT, "单位名称", "Present official name.", required=True),
        Field(
            "unit_code",
            Type.TEXT,
            "单位代码",
            "Code the unit prints for itself (department 3 digits, unit 6).",
        ),
        Field("division_code", Type.TEXT, "行政区划代码", "GB/T 2260 code.", required=True, pattern=r"\d{6}"),
        Field("division_name", Type.TEXT, "行政区划名称", "Name of the division.", required=True),
        Field("parent_unit_id", Type.TEXT, "上级单位编号", "Department a unit belongs to."),
        Field(
            "unit_type",
            Type.TEXT,
            "单位性质",
            "administrative, civil_service_managed, institution or unknown.",
        ),
        Field("aliases", Type.JSON, "别名", "Other spellings seen, as a JSON list of names.", required=True),
        Field("valid_from_year", Type.INTEGER, "起始年度", "First fiscal year under this identity."),
        Field("valid_to_year", Type.INTEGER, "终止年度", "Last fiscal year under this identity."),
        Field("source_id", Type.TEXT, "来源编号", "Entry of raw/sources/ that registers it.", required=True),
    ),
)

TABLES = (ARCHIVED_DOCUMENTS, SOURCE_UNITS)
