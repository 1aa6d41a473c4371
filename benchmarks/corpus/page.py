"""The corpus report as one HTML page that needs nothing beside it.

Belongs here: turning totals, documents and changes into a page. Does not: counting.
"""

from __future__ import annotations

from typing import Any

import jinja2

from benchmarks.corpus.totals import Totals, share

_PAGE = jinja2.Template(
    """<!doctype html><html lang="en"><meta charset="utf-8"><title>Corpus report</title>
<style>
 body{font:14px/1.45 system-ui,"Noto Sans SC",sans-serif;margin:2rem;color:#1b1f24;background:#fff}
 h1{font-size:1.4rem} h2{font-size:1.1rem;margin-top:2rem}
 table{border-collapse:collapse;margin:.5rem 0} td,th{padding:.2rem .6rem;border-bottom:1px solid #e3e6ea;text-align:right}
 td:first-child,th:first-child,td.t{text-align:left} th{background:#f5f6f8;position:sticky;top:0}
 .bad{color:#b42318;font-weight:600} .ok{color:#067647} details{margin:.3rem 0} summary{cursor:pointer}
 code{background:#f5f6f8;padding:0 .2rem} ul{margin:.2rem 0 .2rem 1rem;padding:0}
</style>
<h1>Corpus report</h1><p>{{ headline }}</p>
<h2>Changes since the previous run</h2>
{% if changes is none %}<p>No previous run.</p>{% elif not changes %}<p class="ok">None.</p>
{% else %}<details open><summary>{{ changes|length }} lines</summary><ul>{% for c in changes %}<li>{{ c|e }}</li>{% endfor %}</ul></details>{% endif %}
{% for heading, prefix in [("By region", "region "), ("By table type", "type ")] %}
<h2>{{ heading }}</h2><table><tr><th></th>{% for c in columns %}<th>{{ c }}</th>{% endfor %}</tr>
{% for key, counts in totals.items() if key.startswith(prefix) or key == "*" %}
<tr><td>{{ "all" if key == "*" else key[prefix|length:] }}</td>
{% for c in columns %}<td{% if c in bad and counts.get(c) %} class="bad"{% endif %}>{{ cell(counts, c) }}</td>{% endfor %}</tr>{% endfor %}
</table>{% endfor %}
<h2>Documents</h2>
{% for d in documents %}<details><summary>{{ d.file|e }} — {{ d.code or (d.unit_name or "?") ~ " " ~ (d.fiscal_year or "?") ~ " " ~ d.kind ~ " " ~ d.report_level ~ " (" ~ d.content ~ ")" }}</summary>
<table><tr><th>table</th><th>type</th><th>pages</th><th>unit</th><th>rows</th><th>columns unknown</th><th>numbers</th><th>facts</th><th>labels</th><th>excluded</th><th>quarantined</th><th>sums</th><th>failed</th><th>reasons</th></tr>
{% for t in d.tables %}<tr><td class="t">{{ t.title|e }}</td><td class="t">{{ t.layout or t.table_type }}</td><td>{{ t.first_page }}–{{ t.last_page }}</td>
<td title="{{ t.unit_evidence|e }}">{{ t.money_unit }}</td><td>{{ t.rows }}</td><td class="t">{{ t.unknown_columns|join("; ")|e }}</td><td>{{ t.numbers }}</td><td>{{ t.numbers_fact }}</td><td>{{ t.numbers_label }}</td><td>{{ t.numbers_excluded }}</td>
<td{% if t.numbers_quarantined %} class="bad"{% endif %}>{{ t.numbers_quarantined }}</td><td>{{ t.children.values()|sum + t.identities.values()|sum }}</td>
<td class="t{% if t.fails %} bad{% endif %}">{{ t.fails|join("; ")|e }}</td><td class="t">{{ t.reasons }}</td></tr>{% endfor %}</table></details>{% endfor %}
</html>"""
)
COLUMNS = (
    "documents",
    "statutory found",
    "tables",
    "typed",
    "columns",
    "columns unknown",
    "unit unknown",
    "numbers",
    "fact",
    "label",
    "excluded",
    "quarantined",
    "lost",
    "sums",
    "sums rounding",
    "sums failed",
    "repaired rows",
    "indicators",
    "claims",
)
_BAD = ("columns unknown", "unit unknown", "quarantined", "lost", "sums failed")
_SHARES = {"typed": "tables", "statutory found": "statutory due", "fact": "numbers", "quarantined": "numbers"}


def cell(counts: dict[str, float], column: str) -> str:
    """One count, with its share of the whole where that says more."""
    value = str(int(counts.get(column, 0)))
    whole = _SHARES.get(column)
    return f"{value} ({share(counts, column, whole)})" if whole and counts.get(whole) else value


def render(headline: str, totals: Totals, documents: list[dict[str, Any]], changes: list[str] | None) -> str:
    """The page."""
    return _PAGE.render(
        headline=headline,
        totals=totals,
        documents=documents,
        changes=changes,
        columns=COLUMNS,
        bad=_BAD,
        cell=cell,
    )
