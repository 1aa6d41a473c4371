"""A stored number becomes the text a spreadsheet program shows for it.

Belongs here: the language of number formats (`#,##0.00;[Red]-#,##0.00;"-"`), built-in format ids.
Does not: files. Figures are decimals all the way; binary noise beyond 15 digits is cut as the programs do.
Source of the language: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from pipelines.extract.sheets.serial_dates import format_date

GENERAL = "General"
TEXT = "@"
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60)
# Beyond this a value is no figure of a budget and must not be written out digit by digit.
_MAX_EXPONENT = 30

BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: TEXT,
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a file names by number only, as Chinese Excel and WPS show them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|常规)|(?P<exponent>[Ee][+-])|(?P<ampm>AM/PM|A/P|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<plain>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_CURRENCY = re.compile(r"^\$([^-]*)(?:-[0-9A-Fa-f]+)?$")
_DATE_LETTERS = frozenset("ymdhsYMDHS")
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
_COLOURS = re.compile(
    r"^(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|[黑蓝青绿红白黄洋]\S*|颜色\s*\d+)$", re.I
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: `kind` is a group of the token pattern, `text` what it holds."""

    kind: str
    text: str


_COMMA, _POINT = Token("plain", ","), Token("plain", ".")


@dataclass(frozen=True, slots=True, eq=False)  # parsed once and known by identity
class Section:
    """One part of a format (between semicolons), with the condition under which it is taken.

    `is_date`: it shows a date or a time of day; `is_general`: it leaves the form to the program; `is_text`:
    it shows the value as text.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    elapsed: bool = False

    is_date: bool = False
    is_general: bool = False
    is_text: bool = False


def significant(stored: str) -> Decimal | None:
    """A stored number to the 15 digits that spreadsheets keep; None when it is none or absurdly large."""
    try:
        value = _SIGNIFICANT.create_decimal(stored.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() > _MAX_EXPONENT:
        return None
    return value


def general(value: Decimal) -> str:
    """A number without a format: no trailing noughts, no exponent."""
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "") else text


def format_number(stored: str, code: str, *, date1904: bool = False) -> str | None:
    """What the program shows for a stored number under a format; None when the number is none.

    `stored` is the decimal text of the file. A format that cannot be followed shows the number as it is.
    """
    value = significant(stored)
    if value is None:
        return None
    sections = parse(code)
    section, shown = _choose(sections, value)
    if section is None:
        return general(value)
    if section.is_date:
        return format_date(value, section.tokens, date1904=date1904) or general(value)
    if section.is_text:
        return general(value)
    return _fill(section, shown)


def is_text_format(code: str) -> bool:
    """Whether a format declares its cells to be text: codes such as 2010350 carry it."""
    return code.strip() == TEXT


@lru_cache(maxsize=1024)
def parse(code: str) -> tuple[Section, ...]:
    """The sections of a format."""
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    elapsed = False
    for match in _TOKEN.finditer(code[:255]):
        kind = match.lastgroup or "plain"
        text = match[kind]
        if kind == "plain" and text == ";":
            sections.append(_section(tokens, condition, elapsed))
            tokens, condition, elapsed = [], None, False
        elif kind in ("quoted", "escaped"):
            tokens.append(Token("literal", text))
        elif kind == "bracket":
            if found := _CONDITION.match(text):
                condition = (found[1], Decimal(found[2]))
            elif found := _CURRENCY.match(text):
                tokens.append(Token("literal", found[1]))
            elif _ELAPSED.match(text):
                elapsed = True
                tokens.append(Token("elapsed", text.lower()))
            elif not _COLOURS.match(text) and not text.lower().startswith("dbnum"):
                tokens.append(Token("literal", ""))
        elif kind not in ("width", "fill"):
            tokens.append(Token(kind, text))
    sections.append(_section(tokens, condition, elapsed))
    return tuple(sections[:4])


def _section(tokens: list[Token], condition: tuple[str, Decimal] | None, elapsed: bool) -> Section:
    plain = {t.text for t in tokens if t.kind == "plain"}
    return Section(
        tuple(tokens),
        condition,
        is_date=elapsed or bool(plain & _DATE_LETTERS),
        is_general=any(t.kind == "general" for t in tokens),
        is_text=TEXT in plain,
    )


def _choose(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, Decimal]:
    """The section for a value, and the value as that section shows it (the negative one without sign)."""
    numeric = sections[:3]
    if any(s.condition for s in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return None, value
    if len(numeric) == 1:
        return numeric[0], value
    if value < 0:
        return numeric[1], -value
    if value == 0 and len(numeric) == 3:
        return numeric[2], value
    return numeric[0], value


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a section comes to for every number: worked out once a format, used for every cell."""

    before: str
    after: str
    after_number: str
    scale: int
    required: int
    places: tuple[bool, ...]
    grouped: bool
    is_plain: bool = False


@lru_cache(maxsize=4096)
def _plan(section: Section) -> _Plan | None:
    """The plan of a section with places for digits; None for one without."""
    tokens = section.tokens
    digits = [i for i, t in enumerate(tokens) if t.kind == "digit"]
    if not digits:
        return None
    first, end = digits[0], digits[-1] + 1
    scale = 2 * sum(1 for t in tokens if t.kind == "plain" and t.text in "%％")
    while end < len(tokens) and tokens[end] == _COMMA:
        scale, end = scale - 3, end + 1
    body = tokens[first:end]
    point = next((i for i, t in enumerate(body) if t == _POINT), len(body))
    return _Plan(
        before="".join(t.text for t in tokens[:first]),
        after="".join(t.text for t in tokens[end:]),
        after_number="".join(t.text for t in body[point:] if t.kind == "literal"),
        scale=scale,
        required=sum(1 for t in body[:point] if t == Token("digit", "0")),
        places=tuple(t.text == "0" for t in body[point:] if t.kind == "digit"),
        grouped=_COMMA in body[:point],
        # Fractions and exponents do not occur in accounts: such numbers are shown as they are.
        is_plain=any(t.kind == "exponent" or t == Token("plain", "/") for t in tokens),
    )


def _fill(section: Section, value: Decimal) -> str:
    tokens = section.tokens
    if section.is_general:
        kinds = ("general", "literal")
        return "".join(general(value) if t.kind == "general" else t.text for t in tokens if t.kind in kinds)
    plan = _plan(section)
    if plan is None:  # only literals: a nought shown as "-", a hidden figure
        sign = "-" if value < 0 and tokens else ""
        return (sign + "".join(t.text for t in tokens)).strip()
    if plan.is_plain:
        return general(value)
    scaled = value.scaleb(plan.scale) if plan.scale else value
    number = _digits(abs(scaled), plan)
    negative = scaled < 0 and number.strip("0.,")
    sign = "-" if negative else ""
    return (sign + plan.before + number + plan.after_number + plan.after).strip()


def _digits(value: Decimal, plan: _Plan) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-len(plan.places)), ROUND_HALF_UP, _WIDE)
    left, _, right = format(rounded, "f").partition(".")
    left = left.lstrip("0").rjust(plan.required, "0")
    if plan.grouped and len(left) > 3:
        head = len(left) % 3
        left = ",".join(filter(None, [left[:head], *(left[i : i + 3] for i in range(head, len(left), 3))]))
    kept = len(right)
    while kept and not plan.places[kept - 1] and right[kept - 1] == "0":
        kept -= 1
    return left + ("." + right[:kept] if kept or any(plan.places) else "")
