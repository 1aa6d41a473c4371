"""The check report as one self-contained page in two languages that prints well.

Belongs here: filling the templates beside this module. Does not: choosing what is shown (see `check_view`),
pictures of pages (see `check_crops`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import jinja2
from markupsafe import Markup, escape

from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_crops import Crop, Cropper, PageSource
from pipelines.reports.check_list import checklist
from pipelines.reports.check_sections import PARTS, SECTIONS, section_of
from pipelines.reports.check_view import (
    CheckedFile,
    FindingView,
    ResultView,
    RuleView,
    finding_views,
    heading,
    rule_views,
    verdict,
)
from pipelines.reports.check_words import LANGUAGES, term, word

_TEMPLATES: Final = Path(__file__).with_name("templates")
_MOST_PLACES: Final = 30


@dataclass(frozen=True, slots=True)
class _Both:
    """A thing said in both languages, the same in shape."""

    zh: FindingView
    en: FindingView
    crops: list[Crop]

    @property
    def sections(self) -> list[str]:
        """Sections the finding touches, each once."""
        return list(dict.fromkeys(result.section for result in self.zh.results))

    @property
    def pairs(self) -> list[tuple[ResultView, ResultView]]:
        """Results in both languages, the first thirty."""
        return list(zip(self.zh.results, self.en.results, strict=True))[:_MOST_PLACES]

    @property
    def more(self) -> int:
        """Results that are not among `pairs`."""
        return max(0, len(self.zh.results) - _MOST_PLACES)


def to_html(
    run: CheckRun,
    files: Sequence[CheckedFile],
    catalogue: Mapping[str, Rule],
    language: str,
    sources: Mapping[str, PageSource] | None = None,
    *,
    checked_at: datetime | None = None,
) -> str:
    """The page as text; it loads nothing from anywhere. `language` is the one shown first.

    `sources` are the files of which parts may be pictured, by document; others are told in words.
    """
    names = {file.document_id: file.name for file in files}
    with Cropper(sources or {}) as cropper:
        findings = [
            _Both(zh, en, cropper.crops(zh))
            for zh, en in zip(*(finding_views(run, names, lang) for lang in LANGUAGES), strict=True)
        ]
    rules = {lang: rule_views(run, catalogue, lang) for lang in LANGUAGES}
    return (
        _environment()
        .get_template("check_report.html.j2")
        .render(
            language=language,
            run=run,
            files=files,
            headings=[{lang: heading(d, lang) for lang in LANGUAGES} for d in run.disclosures],
            verdict={lang: verdict(run, rules[lang], lang) for lang in LANGUAGES},
            findings=findings,
            severities=Counter(finding.zh.severity for finding in findings),
            outcomes=Counter(result["outcome"] for result in run.results),
            rules=list(zip(rules["zh"], rules["en"], strict=True)),
            rule_outcomes=_outcomes_of(rules["zh"]),
            rule_sections=[s for s in SECTIONS if any(section_of(r) is s for r in catalogue)],
            catalogue=catalogue,
            lines=checklist(run, catalogue, [finding.zh for finding in findings]),
            parts=PARTS,
            section_of=section_of,
            checked_at=(checked_at or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M"),
        )
    )


def _outcomes_of(rules: Sequence[RuleView]) -> list[str]:
    order = ("fail", "error", "cannot_tell", "rounding", "pass", "not_applicable")
    present = {view.outcome for view in rules}
    return [outcome for outcome in order if outcome in present]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=_say, told=_told, named=_named, plain=word, plain_term=term, style=_style(), script=_script()
    )
    return environment


def _say(zh: str, en: str) -> Markup:
    """Both languages; the style sheet shows one."""
    if zh == en:
        return escape(zh)
    return Markup('<span lang="zh-CN">{}</span><span lang="en">{}</span>').format(zh, en)


def _told(key: str, **values: object) -> Markup:
    return _say(word("zh", key, **values), word("en", key, **values))


def _named(vocabulary: str, value: str) -> Markup:
    return _say(term("zh", vocabulary, value), term("en", vocabulary, value))


def _style() -> Markup:
    return Markup((_TEMPLATES / "check_report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _script() -> Markup:
    return Markup((_TEMPLATES / "check_report.js").read_text(encoding="utf-8"))  # noqa: S704 - our own file
