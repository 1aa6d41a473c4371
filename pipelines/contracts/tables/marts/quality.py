"""What is there and what is not: coverage, outcomes, agreement of renditions."""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.common import SEVERITIES, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.conform import LINES
from pipelines.contracts.tables.extract import TEXT_CHANGE
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE_ID,
    DOCUMENT_REFERENCE,
    KIND,
    REPORT_LEVEL,
    TABLE_TYPE_ZH,
    UNIT_ID,
    UNIT_NAME,
    borrowed,
    count,
    money,
    optional,
)

T = Type

FCT_COVERAGE = Table(
    name="fct_coverage",
    layer="marts",
    zh="公开覆盖",
    grain="One row per unit × fiscal year × kind × report level × table type that ought to exist.",
    key=("unit_id", "fiscal_year", "kind", "report_level", "table_type"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        Field("fiscal_year", T.INTEGER, "财政年度", "Year.", required=True),
        KIND,
        replace(
            REPORT_LEVEL, doc="Level of the disclosure; unknown for a registered unit that disclosed nothing."
        ),
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        Field(
            "obligation",
            T.TEXT,
            "公开要求",
            "statutory (法定), customary (通行, everywhere or in its region) or not_owed (its region's sets have none).",
            required=True,
            values=("statutory", "customary", "not_owed"),
        ),
        Field("basis", T.TEXT, "依据", "Rule that asks for the table.", required=True),
        Field(
            "state",
            T.TEXT,
            "状态",
            "published; partly_read (published, some cells failed); declared_empty (empty with a note, or the narrative "
            "says so); empty (no figure, nothing said); tables_not_held (only the narrative is in hand, no file of "
            "tables); not_parsed (not found, but tables or pages of the disclosure could not be read); table_missing "
            "(disclosed without it); not_applicable (customary or not owed, and the disclosure has none); "
            "no_disclosure (nothing archived).",
            required=True,
            values=(
                "published",
                "partly_read",
                "declared_empty",
                "empty",
                "tables_not_held",
                "not_parsed",
                "table_missing",
                "not_applicable",
                "no_disclosure",
            ),
        ),
        Field(
            "evidence",
            T.TEXT,
            "状态依据",
            "Why it is in this state: the note of an empty table, the sentence that says so, the table it is a "
            "column of, what could not be read.",
            required=True,
        ),
        optional(DISCLOSURE_ID),
    ),
)

FCT_OUTCOME = Table(
    name="fct_outcome",
    layer="marts",
    zh="处理结果",
    grain="One row per input that became something other than a plain fact, quarantined records included.",
    key=("outcome_id",),
    fields=(
        Field("outcome_id", T.TEXT, "结果编号", "Document, room or table, and order.", required=True),
        Field("document_id", T.TEXT, "文档编号", "File concerned, archived or set aside; or a source id."),
        optional(DISCLOSURE_ID),
        Field(
            "room", T.TEXT, "环节", "Room that says so; `contracts` for a quarantined record.", required=True
        ),
        Field("code", T.TEXT, "代码", "Stable code.", required=True),
        Field(
            "code_zh", T.TEXT, "代码含义", "Meaning of the code; null when the code is not in the catalogue."
        ),
        Field("severity", T.TEXT, "严重程度", "How bad.", required=True, values=SEVERITIES),
        Field("page", T.INTEGER, "页码", "1-based page."),
        Field("table_index", T.INTEGER, "表序", "Logical table, from 1."),
        Field("row_index", T.INTEGER, "行", "0-based body row."),
        Field("column_index", T.INTEGER, "列", "0-based printed column."),
        Field("source_table", T.TEXT, "目标表", "Table a quarantined record would have gone to."),
        Field("text", T.TEXT, "原文", "Printed text concerned, or the quarantined record.", required=True),
        Field("detail", T.TEXT, "说明", "Cause, in words.", required=True),
    ),
)

FCT_TEXT_CHANGE = Table(
    name="fct_text_change",
    layer="marts",
    zh="文字规整",
    grain="One row per document × kind of change made to its text, or folded when it is compared.",
    key=("document_id", "change"),
    fields=(
        DOCUMENT_REFERENCE,
        optional(DISCLOSURE_ID),
        TEXT_CHANGE,
        count("change_count", "次数", "Characters (cells for closed_up) concerned."),
        count("page_count", "页数", "Pages concerned."),
        Field("first_page", T.INTEGER, "首页", "First page concerned.", required=True, minimum=1),
        Field(
            "example", T.TEXT, "例", "First text concerned; empty where it lies in no cell.", required=True
        ),
    ),
)

FCT_DISCLOSURE_CANDIDATE = Table(
    name="fct_disclosure_candidate",
    layer="marts",
    zh="待确认的归并",
    grain="One row per file × other disclosure it may belong to, not joined because the evidence is thin.",
    key=("document_id", "candidate_disclosure_id"),
    fields=(
        DOCUMENT_REFERENCE,
        DISCLOSURE_ID,
        replace(
            DISCLOSURE_ID, name="candidate_disclosure_id", zh="可能所属的公开", doc="The other disclosure."
        ),
        Field(
            "silent_on",
            T.TEXT,
            "未写明",
            "What the file does not state: unit, year, kind, level.",
            required=True,
        ),
        Field("differs_in", T.TEXT, "不同之处", "unit: the names differ; else empty.", required=True),
        Field(
            "published_in",
            T.TEXT,
            "共同发布处",
            "publication, container, page or folder that both came from; empty when none is known.",
            required=True,
        ),
        Field(
            "roles_complete", T.BOOLEAN, "互补", "One is the narrative, the other the tables.", required=True
        ),
        count("shared_amounts", "共同金额数", "Amounts of 10,000 yuan or more that both print."),
        Field(
            "stated_amounts", T.INTEGER, "文字金额数", "Such amounts that the narrative states.", minimum=0
        ),
        Field("doubt", T.TEXT, "未归并原因", "Why it was not joined.", required=True),
    ),
)

FCT_RENDITION_AGREEMENT = Table(
    name="fct_rendition_agreement",
    layer="marts",
    zh="版本一致性",
    grain="One row per figure of a publication's other rendition beside the one used, or missing on one side.",
    key=("agreement_id",),
    fields=(
        Field("agreement_id", T.TEXT, "比对编号", "Other document and place of the figure.", required=True),
        DISCLOSURE_ID,
        Field(
            "preferred_document_id", T.TEXT, "采用的文件", "Document whose figures are used.", required=True
        ),
        Field("other_document_id", T.TEXT, "另一文件", "The publication's other rendition.", required=True),
        Field(
            "figure_kind",
            T.TEXT,
            "数字种类",
            "Figure of a table, statement of the narrative, head count, or performance indicator.",
            required=True,
            values=("line", "claim", "headcount", "indicator"),
        ),
        optional(TABLE_TYPE),
        Field(
            "table_ordinal", T.INTEGER, "同类表序", "Which table of that type, from 1; null in the narrative."
        ),
        Field("label", T.TEXT, "名称", "Row label, subject, phrase or indicator as printed.", required=True),
        *borrowed(LINES, "code", "project_code"),
        Field("lane", T.TEXT, "栏或口径", "Pane of a table, scope of a claim.", required=True),
        Field(
            "item",
            T.TEXT,
            "细项",
            "Item of a line or claim, category of a head count, horizon.",
            required=True,
        ),
        Field(
            "measure", T.TEXT, "指标", "Measure, subject, status, or level of an indicator.", required=True
        ),
        Field("figure_year", T.INTEGER, "年度", "Year the figure is for."),
        Field(
            "occurrence",
            T.INTEGER,
            "出现次序",
            "Which figure of the same description, from 1.",
            required=True,
            minimum=1,
        ),
        Field("preferred_figure_id", T.TEXT, "采用的数字", "Figure used; null when only the other has it."),
        Field("other_figure_id", T.TEXT, "另一数字", "Figure of the other rendition; null when it has none."),
        money("preferred_yuan", "采用的金额（元）", "Amount used."),
        money("other_yuan", "另一金额（元）", "Amount of the other rendition."),
        Field(
            "preferred_text",
            T.TEXT,
            "采用的其他内容",
            "What is said beside the amount: state, change, target.",
        ),
        Field("other_text", T.TEXT, "另一其他内容", "The same of the other rendition."),
        Field(
            "is_declared",
            T.BOOLEAN,
            "来源声明",
            "The source says that both are one publication; else found: one place, another format.",
            required=True,
        ),
        Field("agrees", T.BOOLEAN, "一致", "Both say the same.", required=True),
        Field(
            "state",
            T.TEXT,
            "比对结果",
            "What was found.",
            required=True,
            values=("agrees", "differs", "missing_in_preferred", "missing_in_other"),
        ),
    ),
)

MART_PUBLICATION_STATUS = Table(
    name="mart_publication_status",
    layer="marts",
    zh="公开状态",
    grain="One row per unit × fiscal year × kind that ought to be public or was archived.",
    key=("unit_id", "fiscal_year", "kind"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        Field("fiscal_year", T.INTEGER, "财政年度", "Year.", required=True),
        KIND,
        Field(
            "state",
            T.TEXT,
            "状态",
            "published; late (published after due_on); missing (due, nothing found); not_due (nothing found yet).",
            required=True,
            values=("published", "late", "missing", "not_due"),
        ),
        Field("is_expected", T.BOOLEAN, "在册应公开", "On a roster for that year.", required=True),
        Field("due_on", T.TEXT, "应公开日期", "Last day to publish (ISO); see due_basis.", required=True),
        Field(
            "due_basis",
            T.TEXT,
            "期限依据",
            "approval: 20 days after the approval (预算法第十四条); season: approval unknown, end of the season "
            "(30 April for budgets, 31 October of the following year for final accounts).",
            required=True,
            values=("approval", "season"),
        ),
        Field("approved_on", T.TEXT, "批复日期", "Day of approval (ISO), where the source record states it."),
        Field("published_on", T.TEXT, "公开日期", "Earliest date that lists of the site show (ISO)."),
        Field(
            "days_late",
            T.INTEGER,
            "逾期天数",
            "Days after due_on where the approval is known, up to the day of the run when missing.",
            unit="day",
            minimum=0,
        ),
        Field("first_seen_at", T.TIMESTAMP, "首次发现", "When Gongkai first had it (UTC)."),
        count(
            "document_count",
            "文件数",
            "Files archived and read as this disclosure, all levels and revisions.",
        ),
        Field("url", T.TEXT, "网址", "Where it was found."),
    ),
)

TABLES = (
    FCT_COVERAGE,
    FCT_OUTCOME,
    FCT_TEXT_CHANGE,
    FCT_DISCLOSURE_CANDIDATE,
    FCT_RENDITION_AGREEMENT,
    MART_PUBLICATION_STATUS,
)
