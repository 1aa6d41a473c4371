"""What `collect/` records: archived files, registered units, fetches, changes, what should be there."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID, SHA256
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
            "container_id",
            Type.TEXT,
            "所在压缩包",
            "SHA-256 of the archive file (zip, rar, 7z) it was unpacked from; null otherwise.",
            pattern=SHA256,
        ),
        Field(
            "container_path",
            Type.TEXT,
            "压缩包内路径",
            "Path inside the archive file (zip, rar, 7z) it was unpacked from; null otherwise.",
        ),
        Field(
            "found_at",
            Type.TEXT,
            "发现处",
            "Page that held the link; for a file handed in by a person a digest of its folder.",
        ),
        Field("link_text", Type.TEXT, "链接文字", "Words of the link that led to it."),
        Field(
            "published_on",
            Type.TEXT,
            "列表所示日期",
            "Date beside the link (ISO).",
            pattern=r"\d{4}-\d{2}-\d{2}",
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

_UNIT_HINT = Field("unit_id", Type.TEXT, "单位编号", "Unit that words beside the link name; a hint.")
_YEAR_HINT = Field("fiscal_year", Type.INTEGER, "财政年度", "Year that words beside the link name; a hint.")
_KIND_HINT = Field(
    "kind",
    Type.TEXT,
    "预决算类别",
    "budget or final by words beside the link; a hint.",
    values=("budget", "final"),
)

FETCHES = Table(
    name="fetches",
    layer="collect",
    zh="取得记录",
    grain="One row per address asked, refused or handed in by a person; never rewritten.",
    key=("fetch_id",),
    fields=(
        Field("fetch_id", Type.TEXT, "取得编号", "Run and number in it.", required=True),
        Field("source_id", Type.TEXT, "来源编号", "Entry of raw/sources/ that led there."),
        Field(
            "purpose",
            Type.TEXT,
            "用途",
            "robots.txt, list, page, attachment, or ingest (by a person).",
            required=True,
            values=("robots", "list", "page", "attachment", "ingest"),
        ),
        Field("url", Type.TEXT, "网址", "Address as it was asked.", required=True),
        Field("final_url", Type.TEXT, "最终网址", "Address that answered, when it was another."),
        Field(
            "referrer",
            Type.TEXT,
            "来源页面",
            "Page that held the link; for a file handed in by a person a digest of its folder.",
        ),
        Field("link_text", Type.TEXT, "链接文字", "Words of the link."),
        Field(
            "published_on",
            Type.TEXT,
            "列表所示日期",
            "Date beside the link (ISO).",
            pattern=r"\d{4}-\d{2}-\d{2}",
        ),
        Field("fetched_at", Type.TIMESTAMP, "时间", "When it was asked (UTC).", required=True),
        Field("code", Type.TEXT, "结果代码", "Stable outcome code.", required=True),
        Field("detail", Type.TEXT, "说明", "Cause in words."),
        Field("status", Type.INTEGER, "HTTP 状态", "Status of the answer; null without one."),
        Field(
            "is_conditional",
            Type.BOOLEAN,
            "条件请求",
            "If-None-Match or If-Modified-Since was sent.",
            required=True,
        ),
        Field("attempts", Type.INTEGER, "尝试次数", "How often it was tried.", required=True, minimum=1),
        Field("etag", Type.TEXT, "ETag", "As the server sent it."),
        Field("last_modified", Type.TEXT, "Last-Modified", "As the server sent it."),
        Field("headers", Type.JSON, "响应头", "Headers worth keeping, by name.", required=True),
        Field("document_id", Type.TEXT, "文档编号", "SHA-256 of the bytes that came.", pattern=SHA256),
        Field("role", Type.TEXT, "角色", "document, container, page or aside."),
        Field("media_type", Type.TEXT, "媒体类型", "Known by magic bytes."),
        Field("byte_size", Type.INTEGER, "字节数", "Size of the body.", unit="byte", minimum=0),
        Field("file_name", Type.TEXT, "文件名", "From header, link or address."),
        _UNIT_HINT,
        _YEAR_HINT,
        _KIND_HINT,
    ),
)

DOCUMENT_CHANGES = Table(
    name="document_changes",
    layer="collect",
    zh="发布后变更",
    grain="One row per address and change of its content after publication; both revisions are archived.",
    key=("url", "new_document_id", "seen_at"),
    fields=(
        Field("source_id", Type.TEXT, "来源编号", "Entry of raw/sources/."),
        Field("url", Type.TEXT, "网址", "Address whose content changed.", required=True),
        Field("old_document_id", Type.TEXT, "旧文档编号", "SHA-256 before.", required=True, pattern=SHA256),
        Field("new_document_id", Type.TEXT, "新文档编号", "SHA-256 after.", required=True, pattern=SHA256),
        Field(
            "old_fetched_at", Type.TIMESTAMP, "旧版时间", "Last look at the old content (UTC).", required=True
        ),
        Field("seen_at", Type.TIMESTAMP, "发现时间", "When the change was seen (UTC).", required=True),
        Field("role", Type.TEXT, "角色", "document or container.", required=True),
    ),
)

EXPECTED_DISCLOSURES = Table(
    name="expected_disclosures",
    layer="collect",
    zh="应公开清单",
    grain="One row per department on a roster, fiscal year and kind that may be expected by the day of the run.",
    key=("unit_id", "fiscal_year", "kind"),
    fields=(
        Field("source_id", Type.TEXT, "来源编号", "Entry of raw/sources/.", required=True),
        Field("unit_id", Type.TEXT, "单位编号", "Department on the roster.", required=True),
        Field("unit_name", Type.TEXT, "单位名称", "Its name.", required=True),
        Field("fiscal_year", Type.INTEGER, "财政年度", "Year of the budget or the accounts.", required=True),
        Field("kind", Type.TEXT, "预决算类别", "budget or final.", required=True, values=("budget", "final")),
        Field(
            "state",
            Type.TEXT,
            "状态",
            "published, late, missing or not_due; by words beside links, not by reading the document.",
            required=True,
            values=("published", "late", "missing", "not_due"),
        ),
        Field(
            "approved_on", Type.TEXT, "批复日期", "Day of approval (ISO), where the source record states it."
        ),
        Field("due_on", Type.TEXT, "应公开日期", "20 days after approval (预算法第十四条)."),
        Field("published_on", Type.TEXT, "公开日期", "Earliest date that lists show."),
        Field(
            "days_late",
            Type.INTEGER,
            "逾期天数",
            "Days after due_on, up to today when missing; null if unknown.",
            unit="day",
            minimum=0,
        ),
        Field("url", Type.TEXT, "网址", "Where it was found."),
        Field("first_seen_at", Type.TIMESTAMP, "首次发现", "When it was first fetched (UTC)."),
    ),
)

OFFICIAL_CODES = Table(
    name="official_codes",
    layer="collect",
    zh="官方科目",
    grain="One row per scheme × fiscal year × code of a code book loaded by `gongkai codes load`.",
    key=("scheme", "fiscal_year", "code"),
    fields=(
        Field(
            "scheme",
            Type.TEXT,
            "分类",
            "Classification the book is of.",
            required=True,
            values=("function", "dept_economic", "gov_economic"),
        ),
        Field("fiscal_year", Type.INTEGER, "财政年度", "Year the book is for.", required=True, minimum=2007),
        Field("code", Type.TEXT, "科目编码", "Code.", required=True, pattern=r"\d{3}|\d{5}|\d{7}"),
        Field("name", Type.TEXT, "科目名称", "Official name.", required=True),
        Field("source", Type.TEXT, "来源", "Name and SHA-256 of the book.", required=True),
    ),
)

TABLES = (
    ARCHIVED_DOCUMENTS,
    SOURCE_UNITS,
    FETCHES,
    DOCUMENT_CHANGES,
    EXPECTED_DISCLOSURES,
    OFFICIAL_CODES,
)
