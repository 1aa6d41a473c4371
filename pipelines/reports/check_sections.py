"""The sections of a review: which part of a disclosure a rule speaks about.

Belongs here: sections in the order districts review them, and the rule → section table (the CSV beside this).
Does not: results, layout.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the checklist. `part` is the heading it stands under."""

    section_id: str
    part: str
    zh: str
    en: str
    asks_zh: str
    asks_en: str
    rules: tuple[str, ...]

    def name(self, language: str) -> str:
        """Name in `zh` or `en`."""
        return self.en if language == "en" else self.zh

    def asks(self, language: str) -> str:
        """What a reviewer looks for, in `zh` or `en`."""
        return self.asks_en if language == "en" else self.asks_zh


PARTS: Final = {
    "timeliness": {"zh": "一、公开及时性", "en": "1. Timeliness"},
    "completeness": {"zh": "二、公开完整性", "en": "2. Completeness"},
    "content": {"zh": "三、内容规范性", "en": "3. Content"},
    "wording": {"zh": "四、文字与格式", "en": "4. Wording and form"},
}


def _section(row: dict[str, str]) -> Section:
    rules = tuple(row.pop("rules").split())
    return Section(**row, rules=rules)


def _read() -> tuple[Section, ...]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return tuple(_section(row) for row in csv.DictReader(file))


# A rule belongs to the section that names the longest beginning of its id.
SECTIONS: Final = _read()
_BY_ID: Final = {section.section_id: section for section in SECTIONS}
_PREFIXES: Final = sorted(
    ((prefix, section.section_id) for section in SECTIONS for prefix in section.rules),
    key=lambda pair: -len(pair[0]),
)


def section_of(rule_id: str) -> Section:
    """The section a rule belongs to; rules that no section names belong to the narrative."""
    return _BY_ID[next((section for prefix, section in _PREFIXES if rule_id.startswith(prefix)), "narrative")]
