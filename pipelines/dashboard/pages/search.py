"""Searching projects, goals, indicators, purchases and the narrative.

Belongs here: the page with its results, and the texts as scripts for reading from disk.
Does not: the index (see `search`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup, escape

from pipelines.dashboard.asking import Ask, PageKind
from pipelines.dashboard.search.cutting import found_words
from pipelines.dashboard.search.index import Found, SearchIndex
from pipelines.dashboard.search.texts import KINDS, SearchText, search_texts
from pipelines.dashboard.source import Source
from pipelines.dashboard.words import term
from pipelines.home import Home

_AROUND: Final = 60
_LONGEST: Final = 240
SHARD_CHARACTERS: Final = 600_000
"""Characters in one file of texts: a phone loads one in a moment."""


def build(ask: Ask) -> dict[str, Any]:
    """The form; with a question, its answers."""
    asked = ask.query.get("q", "").strip()
    kind = ask.query.get("kind", "")
    found = Found([], {})
    if asked and not ask.links.spelled_out:
        found = index_of(ask.source, ask.home).ask(asked, kind or None)
    words = found_words(asked)
    return {
        "asked": asked,
        "kind": kind,
        "kinds": KINDS,
        "names": {kind: term(ask.language, "text", kind) for kind in KINDS},
        "year_kinds": {kind: term(ask.language, "kind", kind) for kind in ("budget", "final", "unknown")},
        "counts": found.counts,
        "total": sum(found.counts.values()),
        "results": [
            {"text": t, "title": marked(t.title, words), "body": marked(_part(t.body, words), words)}
            for t in found.texts
        ],
    }


def index_of(source: Source, home: Home) -> SearchIndex:
    """The index of the source's release."""

    def make() -> SearchIndex:
        folder = home.warehouse / "dashboard"
        return SearchIndex.open(folder, source.release.release_id, search_texts(source, home))

    return source.remember("search index", make)


def _part(text: str, words: list[str]) -> str:
    """The part of a long text around the first word found."""
    if len(text) <= _LONGEST:
        return text
    places = [at for word in words if (at := text.lower().find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, words: list[str]) -> Markup:
    """The text with every word found in it marked."""
    if not words:
        return escape(text)
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    made, last = [], 0
    for match in pattern.finditer(text):
        made += [escape(text[last : match.start()]), Markup("<mark>{}</mark>").format(match[0])]
        last = match.end()
    return Markup("").join([*made, escape(text[last:])])


def shards(source: Source, home: Home) -> Iterator[str]:
    """The texts as scripts of bearable size, for searching without a server."""
    held: list[SearchText] = []
    size = 0
    for text in search_texts(source, home):
        held.append(text)
        size += len(text.title) + len(text.body)
        if size >= SHARD_CHARACTERS:
            yield _script(held)
            held, size = [], 0
    if held:
        yield _script(held)


def _script(texts: list[SearchText]) -> str:
    rows = [
        [KINDS.index(t.kind), t.title, t.body, t.unit_name, t.fiscal_year, t.year_kind, t.path, t.fragment]
        for t in texts
    ]
    return f"window.GONGKAI_TEXTS({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n"


PAGE: Final = PageKind("search", re.compile(r"search/"), "search.html.j2", build, lambda source: ["search/"])
