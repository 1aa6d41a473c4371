"""What the rules found in one fiscal year and kind, each finding with the figures it rests on.

Belongs here: the list of findings. Does not: judging (the warehouse does).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind
from pipelines.dashboard.pages.by_period import paths_below, period_of
from pipelines.dashboard.periods import periods
from pipelines.dashboard.regions import regions_among, regions_of_units
from pipelines.dashboard.source import Row

MOST_FIGURES: Final = 6

_FINDINGS: Final = """
select
    finding_id, unit_id, unit_name, report_level, severity, result_count, rule_ids, difference_yuan,
    message_zh, message_en
from fct_finding
where fiscal_year is not distinct from ? and kind = ?
order by
    case severity when 'error' then 0 when 'warning' then 1 when 'info' then 2 else 3 end,
    abs(difference_yuan) desc nulls last, unit_name, finding_id
"""
# Figures in the order in which the rule names them, once per finding.
_FIGURES: Final = """
select finding_id, line_id, document_id, page, row_label, measure, amount_text, amount_yuan
from (
    select finding_id, result_id, unnest(ids) as line_id, generate_subscripts(ids, 1) as place
    from (
        select finding_id, result_id, from_json(line_ids, '["varchar"]') as ids
        from fct_check_result
        where fiscal_year is not distinct from ? and kind = ? and finding_id is not null and outcome = 'fail'
    )
)
inner join fct_line_item using (line_id)
qualify row_number() over (partition by finding_id, line_id order by result_id, place) = 1
order by finding_id, result_id, place
"""


def build(ask: Ask) -> dict[str, Any]:
    """Findings with their figures."""
    period = period_of(ask)
    shown: dict[str, Any] = {"periods": periods(ask.source), "period": period, "folder": "findings"}
    if period is None or not ask.source.has("fct_finding"):
        return {**shown, "findings": [], "figures": {}, "severities": {}, "rules": [], "regions": []}
    findings = ask.source.rows(_FINDINGS, period.fiscal_year, period.kind)
    figures: dict[str, list[Row]] = defaultdict(list)
    if ask.source.has("fct_check_result") and ask.source.has("fct_line_item"):
        for row in ask.source.rows(_FIGURES, period.fiscal_year, period.kind):
            figures[row["finding_id"]].append(row)
    rules: Counter[str] = Counter()
    known = regions_of_units(ask.source)
    for finding in findings:
        finding["region"] = known[finding["unit_id"]].slug if finding["unit_id"] in known else ""
        finding["rules"] = json.loads(finding["rule_ids"] or "[]")
        rules.update(finding["rules"])
    return {
        **shown,
        "findings": findings,
        "regions": regions_among(ask.source, {f["unit_id"] for f in findings}),
        "figures": {key: found[:MOST_FIGURES] for key, found in figures.items()},
        "severities": dict(Counter(f["severity"] for f in findings)),
        "rules": rules.most_common(),
    }


PAGE: Final = PageKind(
    "findings",
    re.compile(r"findings/(?:(?P<period>[a-z0-9-]+)/)?"),
    "findings.html.j2",
    build,
    paths_below("findings"),
)
