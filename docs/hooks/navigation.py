"""The list of pages of the documentation site, made from the folders: a new page needs no entry anywhere.

Belongs here: order of sections and pages. Does not: content.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_SECTIONS = (
    ("How to", "how-to"),
    ("Explanation", "explanation"),
    ("Panels", "panels"),
    ("Reference", "reference"),
    ("Measurements", "benchmarks"),
    ("Decisions", "decisions"),
)
_START = ("index.md", "tutorial.md")
_REFERENCE = ("dictionary.md", "outcome_codes.md", "formats.md")


def on_config(config: Any) -> Any:
    """Fill in the navigation."""
    docs = Path(config["docs_dir"])
    loose = [p.name for p in _pages(docs) if p.name not in _START]
    nav: list[Any] = [{"Start": [name for name in _START if (docs / name).is_file()]}]
    for title, folder in _SECTIONS:
        pages = [f"{folder}/{p.name}" for p in _pages(docs / folder)]
        if folder == "reference":
            known = [name for name in _REFERENCE if name in loose]
            pages += known + [name for name in loose if name not in known]
        if pages:
            nav.append({title: pages})
    config["nav"] = nav
    return config


def _pages(folder: Path) -> list[Path]:
    """Pages of a folder in English; the Chinese ones stand beside them."""
    return sorted(p for p in folder.glob("*.md") if not p.name.endswith(".zh.md"))
