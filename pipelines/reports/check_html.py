"""The check report as one self-contained page that prints well.

Belongs here: filling the template beside this module. Does not: choosing what is shown (see `check_view`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import jinja2

from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_view import CheckedFile, finding_views, heading, rule_views, verdict
from pipelines.reports.check_words import term, word

_TEMPLATES = Path(__file__).with_name("templates")


def to_html(run: CheckRun, files: Sequence[CheckedFile], catalogue: Mapping[str, Rule], language: str) -> str:
    """The page as text; it loads nothing from anywhere."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = {file.document_id: file.name for file in files}
    rules = rule_views(run, catalogue, language)
    return environment.get_template("check_report.html.j2").render(
        language=language,
        word=partial(word, language),
        term=partial(term, language),
        run=run,
        files=files,
        headings=[heading(disclosure, language) for disclosure in run.disclosures],
        verdict=verdict(run, rules, language),
        findings=finding_views(run, names, language),
        rules=rules,
        catalogue=catalogue,
    )
