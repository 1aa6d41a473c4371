"""Codes as printed: which list they belong to, how deep they are, whose part they are.

Belongs here: shapes of codes, split codes joined, `[code]name` cells. Does not: code lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.conform.catalogue import function_classes
from pipelines.extract.text.cjk import comparable

# 6 division + 2 year + (department) + R|Y|T + serial: 21 characters in all the regions seen.
PROJECT_CODE = re.compile(r"(?=[\dRYT]{21}(?![\dRYT]))\d{8,11}[RYT]\d{9,12}")
_CLASS_CODE = re.compile(r"\[?(?P<code>2\d{2}(?:\d{2}){0,2}|[35]\d{2}(?:\d{2})?)(?!\d)")
_DIGITS = re.compile(r"\d+")
_BRACKETED = re.compile(r"^\[(?P<code>[A-Z]?\d+)\]\s*(?P<name>.*)$", re.DOTALL)
_GLUED = re.compile(r"^\[?(?P<code>\d{8,11}[RYT]\d{9,12}|\d{3,20})\]?[-—_\s]*(?P<name>[^\d\s年][^\n]*)?$")
_NUMBERING = re.compile(
    r"^(?:其中[:：]?)?(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、．]|\(\d+\))"
)


def project_class(code: str) -> str:
    """personnel (R), operation (Y), specific (T); unknown when the code says none."""
    letter = re.search(r"[RYT]", code)
    return PROJECT_CLASSES[letter[0]] if letter else "unknown"


PROJECT_CLASSES = {"R": "personnel", "Y": "operation", "T": "specific"}
CATEGORIES = {"A": "goods", "B": "works", "C": "services"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its scheme and depth in that scheme (类 1, 款 2, 项 3)."""

    text: str
    scheme: str
    depth: int


def read_code(text: str, scheme: str) -> Code | None:
    """A printed row code. In project tables units and categories stand beside projects; None if no code."""
    plain = re.sub(r"\s+", "", text)
    if scheme == "project":
        if PROJECT_CODE.fullmatch(plain):
            return Code(plain, "project", 4)
        if not _DIGITS.fullmatch(plain):
            return None
        if plain.startswith("0") or len(plain) in (3, 6):
            return Code(plain, "unit", 1 if len(plain) <= 3 else 2)
        return Code(plain, "project_category", 3)
    if not _DIGITS.fullmatch(plain):
        return None
    if scheme == "unit":
        return Code(plain, "unit", 1 if len(plain) <= 3 else 2)
    if len(plain) < 3 or len(plain) % 2 == 0:
        return None
    return Code(plain, scheme, (len(plain) - 1) // 2)


def scheme_of_code(text: str) -> str:
    """The list a printed code looks to be from: 2xx functional, 3xx economic (部门), 5xx economic (政府)."""
    match = _CLASS_CODE.match(text.strip())
    return {"2": "function", "3": "dept_economic", "5": "gov_economic"}[match["code"][0]] if match else ""


def split_bracketed(text: str) -> tuple[str | None, str]:
    """`[C23120302]车辆加油服务` → code and name; `(None, text)` when there is no bracket."""
    match = _BRACKETED.match(text.strip())
    return (match["code"], (match["name"] or "").strip()) if match else (None, text.strip())


def split_glued(text: str) -> tuple[str, str]:
    """`2130201-行政运行` → code and name; `("", text)` when no code stands before a name."""
    match = _GLUED.match(text.strip())
    return (match["code"], (match["name"] or "").strip()) if match else ("", text)


def without_numbering(label: str) -> str:
    """`二十一、其他支出` and `其中：（一）其他支出` → `其他支出`, over a comparable label."""
    key = comparable(label)
    return re.sub(r"^其中[:：]?", "", _NUMBERING.sub("", key)) or key


def class_code(label: str, year: int | None) -> str | None:
    """Code of a functional class by its name in a year; None when no class ever had that name.

    Many papers go on printing the name of an earlier year (医疗卫生与计划生育支出 in 2024): where no class
    has the name in the year itself, the one class that had it at another time is meant.
    """
    name = without_numbering(label)
    named = [c for c in function_classes() if _same_class(name, c.name)]
    in_force = [c for c in named if year is None or c.valid_from <= year <= c.valid_to]
    codes = dict.fromkeys(c.code for c in in_force) or dict.fromkeys(c.code for c in named)
    return next(iter(codes)) if in_force or len(codes) == 1 else None


def _same_class(printed: str, official: str) -> bool:
    """Class names are printed with and without 支出, with 和 or 与."""
    return _plain_class(printed) == _plain_class(official)


def _plain_class(name: str) -> str:
    return name.removesuffix("支出").replace("与", "和")
