"""Numbers that Word prints before paragraphs and that stand nowhere in their text.

Belongs here: `numbering.xml`, counters, number forms (一、 （二） 3. ④). Does not: text of paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.office.safe_xml import Element, attribute, child, children

_CHINESE = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """Counters of a document's lists; ask `label` for every numbered paragraph in order."""

    _lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)

    @staticmethod
    def read(root: Element | None) -> Numbering:
        """The lists of `numbering.xml`; none when the document has no such part."""
        numbering = Numbering()
        if root is None:
            return numbering
        shapes = {
            attribute(a, "abstractNumId") or "": {
                int(attribute(level, "ilvl") or 0): _level(level) for level in children(a, "lvl")
            }
            for a in children(root, "abstractNum")
        }
        for number in children(root, "num"):
            identity = attribute(number, "numId") or ""
            link = child(number, "abstractNumId")
            abstract = (attribute(link, "val") or "") if link is not None else ""
            levels = dict(shapes.get(abstract, {}))
            for override in children(number, "lvlOverride"):
                depth = int(attribute(override, "ilvl") or 0)
                own, start = child(override, "lvl"), child(override, "startOverride")
                if own is not None:
                    levels[depth] = _level(own)
                if start is not None:
                    numbering._restarts[identity, depth] = _integer(start, 1)
            numbering._lists[identity] = levels
            numbering._abstract[identity] = abstract
        return numbering

    def label(self, identity: str, depth: int) -> str:
        """The number printed before the next paragraph of a list at a depth (from 0); empty for bullets."""
        level = self._lists.get(identity, {}).get(depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        # Lists of one abstract definition count on together unless one says where it starts anew.
        counters = self._counters.setdefault(self._abstract[identity], [None] * _LEVELS)
        restart = self._restarts.get((identity, depth))
        if restart is not None and (identity, depth) not in self._begun:
            counters[depth] = restart
        else:
            counters[depth] = level.start if (before := counters[depth]) is None else before + 1
        self._begun.add((identity, depth))
        counters[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda m: self._part(identity, counters, int(m[1]) - 1), level.text)

    def _part(self, identity: str, counters: list[int | None], depth: int) -> str:
        level = self._lists[identity].get(depth, _Level())
        value = counters[depth]
        return numeral(level.start if value is None else value, level.form)


def _level(element: Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = child(element, name)
        return (attribute(found, "val") or default) if found is not None else default

    start = child(element, "start")
    return _Level(
        _integer(start, 1) if start is not None else 1, value("numFmt", "decimal"), value("lvlText", "")
    )


def _integer(element: Element, default: int) -> int:
    value = attribute(element, "val") or ""
    return int(value) if value.isdigit() and len(value) < 7 else default


def numeral(value: int, form: str) -> str:
    """A count in one of Word's number forms; Arabic digits for forms that do not occur in Chinese files."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
        "japaneseCounting",
        "ideographTraditionalCounting",
    ):
        return chinese(value)
    if form in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join("〇一二三四五六七八九"[int(d)] for d in str(value))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese(value, _LEGAL, "拾佰仟")
    if form == "decimalZero":
        return f"{value:02d}"
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if form == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(0x2488 + value - 1)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(d) + 0xFEE0) for d in str(value))
    if form in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form == "ideographTraditional" and 1 <= value <= 10:
        return _STEMS[value - 1]
    if form == "ideographZodiac" and 1 <= value <= 12:
        return _BRANCHES[value - 1]
    return str(value)


def chinese(value: int, digits: str = _CHINESE, places: str = "十百千") -> str:
    """`二十一` for 21; Arabic digits beyond 9,999."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    text = ""
    for index, digit in enumerate(reversed(str(value))):
        if digit != "0":
            text = digits[int(digit)] + (places[index - 1] if index else "") + text
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    return text.removeprefix("一") if 10 <= value < 20 and digits == _CHINESE else text


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    marks = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    for worth, mark in marks:
        count, value = divmod(value, worth)
        text += mark * count
    return text
