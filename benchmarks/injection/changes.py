"""One change to one figure of an extracted document.

Belongs here: the six kinds of change, where each may be made, and making it.
Does not: reading files, judging. A change is made where a printer would have made it: in the text of a cell
or of a paragraph, before anything was understood.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from pipelines.extract.model import PLAIN, ExtractedDocument, TableCell

Record = Mapping[str, Any]
KINDS: Final = ("digit", "sign", "swap", "unit", "rate", "year")


@dataclass(frozen=True, slots=True)
class CellText:
    """Another text for one cell: `cell` is its place in the table's list of cells."""

    table: int
    cell: int
    text: str


@dataclass(frozen=True, slots=True)
class BlockText:
    """Another text for one paragraph: `block` is its place in the document's list."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed. `amounts` are the yuan that the figures would then stand for, by line id."""

    kind: str
    before: str
    after: str
    edits: tuple[CellText | BlockText, ...]
    amounts: dict[str, Decimal]
    evidence: tuple[str, ...]


def apply(document: ExtractedDocument, change: Change, document_id: str) -> ExtractedDocument:
    """A copy with the change made, under another id."""
    tables, blocks = list(document.tables), list(document.blocks)
    for edit in change.edits:
        if isinstance(edit, BlockText):
            blocks[edit.block] = replace(blocks[edit.block], text=edit.text)
        else:
            cells = list(tables[edit.table].cells)
            cells[edit.cell] = replace(cells[edit.cell], text=edit.text, reading=PLAIN)
            tables[edit.table] = replace(tables[edit.table], cells=tuple(cells))
    return replace(document, document_id=document_id, tables=tuple(tables), blocks=tuple(blocks))


class Changer:
    """Draws changes of a document from a seeded generator; the same seed gives the same changes."""

    def __init__(self, document: ExtractedDocument, records: Mapping[str, list[Any]], seed: int) -> None:
        self._document = document
        self._random = random.Random(seed)  # noqa: S311 - a sample, no secret
        self._cells = _places(document)
        self._figures = [
            line
            for line in records["lines"]
            if line["amount_yuan"] and line["quality"] == "exact" and _key(line) in self._cells
        ]
        self._claims = records["claims"]
        self._year = records["documents"][0]["fiscal_year"]

    def draw(self, kind: str, tries: int = 40) -> Change | None:
        """A change of this kind; None where the document has nothing to change in this way."""
        make = {
            "digit": self._digit,
            "sign": self._sign,
            "swap": self._swap,
            "unit": self._unit,
            "rate": self._rate,
            "year": self._base_year,
        }[kind]
        return next((change for change in (make() for _ in range(tries)) if change), None)

    def _line(self) -> Record | None:
        return self._random.choice(self._figures) if self._figures else None

    def _digit(self) -> Change | None:
        line = self._line()
        if line is None:
            return None
        text = line["amount_text"]
        places = [i for i, character in enumerate(text) if character.isdigit()]
        place = self._random.choice(places)
        leading = place == places[0] and len(places) > 1
        digit = self._random.choice(
            [d for d in "0123456789" if d != text[place] and not (leading and d == "0")]
        )
        return self._rewritten("digit", line, text[:place] + digit + text[place + 1 :])

    def _sign(self) -> Change | None:
        line = self._line()
        if line is None or not line["amount_text"][:1].isdigit():
            return None
        return self._rewritten("sign", line, "-" + line["amount_text"])

    def _unit(self) -> Change | None:
        """A figure in 元 where the table is in 万元, or the other way round."""
        line = self._line()
        if line is None or line["money_unit"] not in ("yuan", "wan_yuan"):
            return None
        amount = _number(line["amount_text"])
        factor = Decimal(10000) if line["money_unit"] == "wan_yuan" else Decimal("0.0001")
        return self._rewritten("unit", line, f"{amount * factor:.2f}")

    def _swap(self) -> Change | None:
        """A figure and the one printed in the same column of the row below."""
        line = self._line()
        below = [
            other
            for other in self._figures
            if line is not None
            and other["table_index"] == line["table_index"]
            and other["column_number"] == line["column_number"]
            and 0 < other["row_number"] - line["row_number"] <= 2
            and other["amount_yuan"] != line["amount_yuan"]
        ]
        if line is None or not below:
            return None
        other = below[0]
        one = self._rewritten("swap", line, other["amount_text"])
        two = self._rewritten("swap", other, line["amount_text"])
        if one is None or two is None:
            return None
        return Change(
            "swap",
            f"{one.before} / {two.before}",
            f"{one.after} / {two.after}",
            (*one.edits, *two.edits),
            {**one.amounts, **two.amounts},
            (*one.evidence, *two.evidence),
        )

    def _rewritten(self, kind: str, line: Record, text: str) -> Change | None:
        table, cell = self._cells[_key(line)]
        if self._document.tables[table].cells[cell].text.strip() != line["amount_text"]:
            return None  # the cell holds more than the figure
        worth = line["amount_yuan"] / _number(line["amount_text"])
        amount = (_number(text) * worth).quantize(Decimal("0.01"))
        if amount == line["amount_yuan"]:
            return None
        edit = CellText(table, cell, text)
        before = f"{line['row_label']} {line['measure']} {line['amount_text']}"
        return Change(kind, before, text, (edit,), {line["line_id"]: amount}, (line["line_id"],))

    def _rate(self) -> Change | None:
        """A rate that follows from the amounts beside it, with another whole number before the point."""
        sound = [claim for claim in self._claims if _follows(claim)]
        if not sound:
            return None
        claim = self._random.choice(sound)
        shown = re.search(r"\d+(?:\.\d+)?", claim["rate_text"])
        if shown is None:
            return None
        value = Decimal(shown[0]) + self._random.choice((1, 2, 3, 5, 7, 10, 20))
        return self._said("rate", claim, shown[0], str(value))

    def _base_year(self) -> Change | None:
        dated = [claim for claim in self._claims if self._year and claim.get("base_year") == self._year - 1]
        if not dated:
            return None
        claim = self._random.choice(dated)
        wrong = self._random.choice((self._year, self._year - 2))
        return self._said("year", claim, rf"(?<=[比较]){self._year - 1}(?=年)", str(wrong), is_pattern=True)

    def _said(
        self, kind: str, claim: Record, before: str, after: str, *, is_pattern: bool = False
    ) -> Change | None:
        pattern = before if is_pattern else rf"(?<![\d.]){re.escape(before)}(?=\s*[%％])"
        if claim["block_index"] is None:
            return None  # stated in a form
        place = claim["block_index"] - 1
        printed = self._document.blocks[place].text
        if len(re.findall(pattern, printed)) != 1:
            return None  # one change, one meaning
        text = re.sub(pattern, after, printed)
        said = f"{claim['sentence'][:60]} {before if not is_pattern else ''}"
        return Change(kind, said, after, (BlockText(place, text),), {}, (claim["claim_id"],))


def _follows(claim: Record) -> bool:
    """Whether the stated rate is the change over last year's amount, to its printed digits."""
    rate, amount, change = (claim.get(name) for name in ("rate_percent", "amount_yuan", "change_yuan"))
    if not rate or amount is None or not change:
        return False
    sign = {"increase": 1, "decrease": -1}.get(claim["direction"] or "")
    if sign is None:
        return False
    base = amount - sign * abs(change)
    return bool(base) and abs(abs(float(change / base)) * 100 - abs(rate)) <= 0.006


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.\-]", "", text.replace("－", "-")))


def _key(line: Record) -> tuple[int, int | None, tuple[float, ...]]:
    return line["table_index"], line["page"], tuple(line["bbox"] or ())


def _places(document: ExtractedDocument) -> dict[tuple[int, int | None, tuple[float, ...]], tuple[int, int]]:
    """Where the cell of a line stands: its table and its place among the table's cells."""
    return dict(_every_place(document))


def _every_place(
    document: ExtractedDocument,
) -> Iterator[tuple[tuple[int, int | None, tuple[float, ...]], tuple[int, int]]]:
    for place, table in enumerate(document.tables):
        for number, cell in enumerate(table.cells):
            yield (table.index, cell.spot.page, _box_of(cell)), (place, number)


def _box_of(cell: TableCell) -> tuple[float, ...]:
    return tuple(cell.spot.box.as_list()) if cell.spot.box else ()
