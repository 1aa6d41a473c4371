"""Indicators of a form as records of `indicators`.

Belongs here: the record's shape. Does not: reading rows (`indicators`).
"""

from __future__ import annotations

from pipelines.conform.indicators import Indicator
from pipelines.conform.lines import LineBuilder, Record
from pipelines.extract.document import spot_fields


def indicator_records(
    builder: LineBuilder,
    horizon: str,
    indicators: list[Indicator],
    *,
    project_code: str | None,
    project: str,
    goal: str,
) -> list[Record]:
    """Indicators of one horizon as records; annual rows print two years ago, last year, this year."""
    records = []
    table_key = f"{builder.document_id[:12]}-t{builder.table_index:02d}"
    for indicator in indicators:
        values = [cell.text for cell in indicator.values]
        annual = len(values) == 3
        records.append(
            {
                "indicator_key": f"{table_key}-r{indicator.row.number:03d}",
                "document_id": builder.document_id,
                "table_index": builder.table_index,
                "table_type": builder.table_type,
                "project_code": project_code,
                "project_name": project,
                "horizon": horizon,
                "goal": goal,
                "level1": indicator.level1,
                "level2": indicator.level2,
                "indicator_name": indicator.name.text,
                "target_text": values[-1],
                "prior_year_text": values[1] if annual else None,
                "two_years_ago_text": values[0] if annual else None,
                "basis": indicator.basis.text if indicator.basis else "",
                "quality": indicator.quality,
                **spot_fields(indicator.name.spot),
            }
        )
    return records
