"""Recognises the list of contents, so that its entries are no headings and its page numbers no figures.

Belongs here: which blocks are the list, entries with dotted leaders. Does not: headings, paragraphs.
"""

from __future__ import annotations

import re
from typing import Final

from pipelines.extract.text.cjk import comparable

_TITLE = re.compile(r"目录$")
_LEADER = re.compile(r"[.．…·•‥_]{4,}\s*|\s*…{2,}\s*")
_ENTRY_END = re.compile(r"(?:[.．…·•‥_]{3,}|…)\s*[-—]?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*[-—]?\s*$")
_SENTENCE = re.compile(r"[。；;！!]$|\d\s*(?:万元|亿元|元|[%％])")
_MAX_ENTRY: Final = 60


def is_title(text: str) -> bool:
    """Whether a line is the title of the list."""
    key = comparable(text)
    return len(key) <= _MAX_ENTRY and bool(_TITLE.search(key))


def ends_entry(text: str) -> bool:
    """Whether a printed line ends an entry: dotted leaders and a page number."""
    return bool(_ENTRY_END.search(text.strip()))


def entry_text(text: str) -> str:
    """An entry with its leaders shortened to one sign: `第一部分 单位概况…3`."""
    return _LEADER.sub("…", text)


def contents_blocks(texts: list[str], pages: list[int]) -> set[int]:
    """Indices of the blocks that are the list of contents, its title included.

    Evidence: leaders with a page number anywhere; below a 目录 title everything up to the place where the
    first entry is printed again as a heading, or, when it never is, the short lines of that page.
    """
    found = {i for i, text in enumerate(texts) if ends_entry(text)}
    keys = [_without_leader(text) for text in texts]
    start = next((i for i, text in enumerate(texts) if is_title(text)), None)
    if start is None or start + 1 >= len(keys):
        return found
    first = keys[start + 1]
    again = next((i for i in range(start + 2, len(keys)) if first and keys[i].startswith(first)), None)
    if again is None:
        again = start + 1
        while again < len(keys) and pages[again] == pages[start] and _may_be_entry(texts[again]):
            again += 1
        if again - start <= 2:
            return found
    elif not all(
        _may_be_entry(text) or i in found for i, text in enumerate(texts[start + 1 : again], start + 1)
    ):
        return found
    return found | set(range(start, again))


def _may_be_entry(text: str) -> bool:
    return len(entry_text(text)) <= _MAX_ENTRY and not _SENTENCE.search(text.strip())


def _without_leader(text: str) -> str:
    return comparable(re.sub(r"[.．…·•‥_\s]*\d*\s*$", "", text.lstrip("-•·▪●◆ ")))
