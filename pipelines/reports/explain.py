"""How a figure came to be: from the release back to the spot in the file.

Belongs here: gathering what is known of one line. Does not: wording (`explain_text`), drawing (`page_crop`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipelines.publish.query import connect

Row = dict[str, Any]

_LINE: Final = "select * from fct_line_item where line_id = ?"
_DOCUMENT: Final = "select * from dim_document where document_id = ?"
_TABLE: Final = "select * from fct_table where document_id = ? and table_index = ?"
_TWIN: Final = "select preferred_figure_id from fct_rendition_agreement where other_figure_id = ?"
_AGREEMENT: Final = """
select agreement.other_figure_id, document.file_name, agreement.other_yuan, agreement.state
from fct_rendition_agreement as agreement
left join dim_document as document on document.document_id = agreement.other_document_id
where agreement.preferred_figure_id = ?
"""
_CHECKS: Final = """
select rule_id, outcome, message_zh, finding_id
from fct_check_result
where disclosure_id = ? and list_contains(from_json(line_ids, '["varchar"]'), ?)
order by case outcome when 'fail' then 0 when 'error' then 1 when 'cannot_tell' then 2 else 3 end, rule_id
"""


class UnknownLine(LookupError):  # noqa: N818 - what was asked for is unknown
    """No figure of the release has that id; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of one figure. Rows are as the marts have them.

    `asked_as` is the id that was asked for when it names the same figure in another file of the publication.
    """

    line: Row
    document: Row
    table: Row
    checks: list[Row]
    renditions: list[Row]
    asked_as: str | None = None


def explain(releases_root: Path, line_id: str) -> Explanation:
    """Everything about one figure of the current release. Raises `UnknownLine`, `NoReleaseError`."""
    with connect(releases_root) as connection:

        def rows(sql: str, *values: Any) -> list[Row]:
            cursor = connection.execute(sql, values)
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        found, asked_as = rows(_LINE, line_id), None
        if not found and (twin := rows(_TWIN, line_id)) and twin[0]["preferred_figure_id"]:
            found, asked_as = rows(_LINE, twin[0]["preferred_figure_id"]), line_id
        if not found:
            hint = 'gongkai query "select line_id, row_label, amount_text from marts.fct_line_item limit 5"'
            raise UnknownLine(f"no figure {line_id} in the current release; ids are listed by: {hint}")
        line = found[0]
        return Explanation(
            line=line,
            document=rows(_DOCUMENT, line["document_id"])[0],
            table=rows(_TABLE, line["document_id"], line["table_index"])[0],
            checks=rows(_CHECKS, line["disclosure_id"], line["line_id"]),
            renditions=rows(_AGREEMENT, line["line_id"]),
            asked_as=asked_as,
        )
