"""What changed: increases, decreases, rates, shares and unchanged amounts, each taken for the claim it is of.

Belongs here: which claim a change, a rate or a share belongs to, and against which year.
Does not: amounts and counts (`claims`), the grammar of phrases (`claim_phrases`).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.conform.claim_paragraph import Paragraph
from pipelines.conform.claim_phrases import (
    UNKNOWN,
    Meaning,
    base_of,
    basis_of,
    direction_of,
    read_phrase,
    words,
)
from pipelines.conform.claim_records import ClaimBook, Record, in_yuan
from pipelines.conform.sentences import Token, fold

_SHARE = re.compile(r"(?:占|占比|比重)(?P<whole>[^，。,]*)$")
_SHARE_WORDS = re.compile(r"^(?:比|到|了)?(?:为|达)?|的?(?:比例|比重)?(?:为|达到?)?$")
_EXECUTED = re.compile(r"(?:完成|执行率|预算执行)[^,。]*$")
_SAME_THING = re.compile(r"^(?:预算)?(?:规模|经费|费用|支出|收入|总|同口径|较|相比|预算|收支)*$")
_SPREAD = re.compile(r"均")
_NO_AMOUNT = "a percentage that belongs to no amount"


def take_change(book: ClaimBook, paragraph: Paragraph, token: Token, current: Record | None) -> None:
    """An amount by which something grew or shrank."""
    claim = _changed(book, paragraph, token, current)
    direction = _direction(token.phrase)
    change = in_yuan(token)
    claim["change_yuan"] = -change if direction == "decrease" else change
    claim["change_text"] = token.text
    claim["direction"] = direction
    paragraph.settle(token, claim)
    _set_base(book, paragraph, claim, token)


def _changed(book: ClaimBook, paragraph: Paragraph, token: Token, current: Record | None) -> Record:
    """The claim whose change a figure states: the named one, else the one before it."""
    stated = direction_of(token.phrase)
    assert stated is not None
    name = words().reason.sub("", stated[2])
    stem = read_phrase(name).stem
    if _SAME_THING.match(stem) and current is not None and not current["change_text"] and len(stem) < 2:
        return current
    scope = paragraph.scope_of(token.sentence)
    meaning = paragraph.resolve(name, token, scope) if stem else UNKNOWN
    if meaning.is_known:
        found = paragraph.find(meaning)
        return found if found is not None else book.begin(paragraph, token, name, meaning, bare=True)
    if current is not None and _SAME_THING.match(stem):
        if not current["change_text"]:
            return current
        again = Meaning(current["subject"], current["item"], current["item_code"], "low", "previous")
        return book.begin(paragraph, token, token.phrase, again, bare=True)
    return book.begin(paragraph, token, name or token.phrase, UNKNOWN, bare=True)


def _set_base(book: ClaimBook, paragraph: Paragraph, claim: Record, token: Token) -> None:
    """The compared year: printed with the change, or with the change this one is a part of."""
    base = base_of(token.before, book.fiscal_year)
    if base is not None:
        claim["base_year"], claim["base_basis"] = base, claim["base_basis"] or _base_basis(token.before)
    elif claim["base_year"] is None:
        known = [c["base_year"] for _, c in paragraph.begun if c["base_year"] is not None]
        claim["base_year"] = known[-1] if known else None


def take_percent(book: ClaimBook, paragraph: Paragraph, token: Token) -> None:
    """A share, a rate of change or a rate of execution."""
    claim = paragraph.current(token)
    percent = float(Decimal(token.number.replace(",", "")))
    share = _SHARE.search(token.phrase)
    if claim is None:
        book.leave_out(paragraph.block, [token], "FIGURE_NOT_READ", _NO_AMOUNT)
    elif share and not claim["share_text"]:
        claim["share_percent"], claim["share_text"] = percent, token.text
        claim["share_of"] = re.sub(
            r"^(?:比|到|了)?(?:为|达)?|的?(?:比例|比重)?(?:为|达到?)?$", "", share["whole"]
        )
    elif _EXECUTED.search(token.phrase) and claim["execution_percent"] is None:
        claim["execution_percent"] = percent
    elif direction_of(token.phrase):
        _take_rate(book, paragraph, claim, token, percent)
    else:
        book.leave_out(paragraph.block, [token], "FIGURE_NOT_READ", _NO_AMOUNT)


def _take_rate(book: ClaimBook, paragraph: Paragraph, current: Record, token: Token, percent: float) -> None:
    stated = direction_of(token.phrase)
    assert stated is not None
    name = words().reason.sub("", stated[2])
    claim = current
    if stem := read_phrase(name).stem:
        meaning = paragraph.resolve(name, token, paragraph.scope_of(token.sentence))
        found = paragraph.find(meaning) if meaning.is_known else None
        if found is None and not _SAME_THING.match(stem):
            claim = book.begin(paragraph, token, name, meaning, bare=True)
        else:
            claim = found or current
    if claim["rate_text"]:
        detail = f"a second rate of the same amount ({claim['rate_text']})"
        book.leave_out(paragraph.block, [token], "FIGURE_NOT_READ", detail)
        return
    claim["rate_percent"], claim["rate_text"] = (
        (-percent if stated[0] == "decrease" else percent),
        token.text,
    )
    claim["direction"] = claim["direction"] or stated[0]
    paragraph.settle(token, claim)
    if claim["base_year"] is None:
        _set_base(book, paragraph, claim, token)


def take_flat(book: ClaimBook, paragraph: Paragraph, token: Token) -> None:
    """`与上年持平`: no change; after `均` of every part that states none."""
    current = paragraph.current(token)
    base = base_of(token.phrase, book.fiscal_year)
    if current is None or base is None:
        book.leave_out(
            paragraph.block, [token], "FIGURE_NOT_READ", "持平 without an amount or a year before it"
        )
        return
    claims = [current]
    if _SPREAD.search(token.phrase) and paragraph.head is not None:
        claims = [c for _, c in paragraph.begun if c is not paragraph.head and not c["direction"]] or claims
    claims = [c for c in claims if not c["change_yuan"]]
    for claim in claims:
        claim["direction"], claim["change_yuan"], claim["base_year"] = "flat", Decimal("0.00"), base
        paragraph.settle(token, claim)
        claim["change_text"] = claim["change_text"] or "持平"
        claim["base_basis"] = claim["base_basis"] or _base_basis(token.phrase)
    if not claims:
        book.leave_out(paragraph.block, [token], "FIGURE_NOT_READ", "持平 beside a change that is stated")


def _direction(phrase: str) -> str:
    stated = direction_of(phrase)
    return stated[0] if stated else ""


def _base_basis(text: str) -> str:
    compared = re.search(r"(?:比|较|与|同)[^,。;]*", fold(text))
    return basis_of(compared[0]) if compared else ""
