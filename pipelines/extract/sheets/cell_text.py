"""Text of a cell or line that a file holds as text (not as marks on a page).

Belongs here: joining its lines, spaces, characters that must not reach anything above.
Does not: figures, formats.
"""

from __future__ import annotations

import re

from pipelines.extract.text.cjk import close_up

# What a cell may hold without harm: longer texts are whole books, the programs themselves stop at 32,767.
MAX_CELL_CHARACTERS = 32_767
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)
_LINE_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b]")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z]")
# Widths of leading blanks in ems.
_EM = {"\u3000": 1.0, "\t": 2.0}


def printed_lines(text: str) -> tuple[str, ...]:
    """The lines a reader sees, without control, zero-width and direction characters; blank lines dropped."""
    lines = (_CONTROL.sub("", line) for line in _LINE_BREAK.split(text[:MAX_CELL_CHARACTERS]))
    return tuple(line for line in lines if line.strip())


def joined(lines: tuple[str, ...]) -> str:
    """Lines as one text: no space where a break stands between Chinese characters or figures."""
    whole = ""
    for line in lines:
        piece = _BLANKS.sub(" ", line).strip()
        if _LATIN_END.search(whole) and _LATIN_START.match(piece):
            whole += " "
        whole += piece
    return close_up(whole)


def changes_of(lines: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Which cleaning steps turned the printed lines into `text`."""
    found = ["joined"] if len(lines) > 1 else []
    if any(line.strip() != line or close_up(line) != line for line in lines):
        found.append("space")
    return tuple(found) if text or found else ()


def leading_indent(line: str, size: float = 10.5) -> float:
    """Points by which leading blanks move a text of `size` points to the right: it shows its level."""
    blanks = line[: len(line) - len(line.lstrip(" \t\u00a0\u3000"))]
    return sum((_EM.get(c, 0.5) for c in blanks), 0.0) * size
