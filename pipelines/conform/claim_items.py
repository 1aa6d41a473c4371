"""Items and projects named in a phrase (`2040201-行政运行`, `…(类)…(款)…(项)`, `“…”科目`).

Belongs here: names and codes of items, looked up among the document's own tables. Does not: measures
(`claim_phrases`), lists of projects (`claims`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipelines.conform.catalogue import function_classes
from pipelines.conform.claim_phrases import UNKNOWN, Confidence, Meaning
from pipelines.conform.sentences import fold

_CODED = re.compile(r"(?:^|[(“])(?P<code>[23]\d{2}(?:\d{2}){0,2})(?![\d年.])[-—–:]?(?P<name>[^\d-].*)$")
_MARKED = re.compile(r"\((?:类|款|项)\)")
_ACCOUNT = re.compile(r"[“”\"']|科目$")
_TAIL = re.compile(r"(?:支出)?(?:预算|决算|执行)?(?:数)?$")
_PROJECT = re.compile(
    r"^(?:新增|增加|减少|安排|实施|开展)?(?P<name>.{3,40}?(?<!政府采购)(?:项目|工程|专项|专项经费|专项资金))(?:经费|资金|支出|预算)*$"
)
_NO_PROJECT = re.compile(r"^(?:项目|其他|一般|上级|所有|重点|特定目标类|其他运转类)*(?:支出)?(?:项目|专项)")


@dataclass(slots=True)
class KnownItems:
    """Names of items that the document's own tables print, by scheme, with their codes."""

    codes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, lines: Iterable[dict[str, Any]]) -> KnownItems:
        """Collect from lines with a functional or economic code."""
        known = cls()
        for line in lines:
            if line["code"] and line["code_scheme"] in ("function", "dept_economic"):
                known.codes[line["code_scheme"], plain(line["row_label"])].add(line["code"])
        return known

    def code(self, scheme: str, path: list[str]) -> str | None:
        """The one code whose name is the last of `path`, under the names before it; None if not unique."""
        found = self.codes.get((scheme, plain(path[-1])), set())
        for depth, name in enumerate(reversed(path[:-1]), start=1):
            if len(found) < 2:
                break
            parents = self.codes.get((scheme, plain(name)), set())
            found = {c for c in found if c[: -2 * depth] in parents} or found
        return next(iter(found)) if len(found) == 1 else None


def plain(name: str) -> str:
    """A name without widths, blanks and a closing 支出, which some tables print and some leave out."""
    text = re.sub(r"\((?:类|款|项)\)", "", fold(name))
    return text.removesuffix("支出") or text


def marked_item(stem: str, known: KnownItems) -> Meaning:
    """The item a name gives beyond doubt: with its code, with 类款项, or a functional class in full."""
    text = _ACCOUNT.sub("", stem)
    if _CODED.search(text) or _MARKED.search(text) or _class_code(text):
        return item_of(stem, known)
    return UNKNOWN


def item_of(stem: str, known: KnownItems) -> Meaning:
    """The item of the functional or economic classification that a name stands for, if it is one."""
    text = _ACCOUNT.sub("", stem)
    coded = _CODED.search(text)
    if coded:
        scheme = "function_item" if coded["code"][0] == "2" else "economic_item"
        return Meaning(scheme, coded["name"].rstrip(")"), coded["code"], "high", "phrase")
    if _MARKED.search(text):
        path = [part for part in (p.strip("-、,") for p in _MARKED.split(text)) if part not in ("", "支出")]
        if path:
            return _function_item(path, known, "high")
    path = [part for part in re.split(r"[-—/]", text) if part]
    if path and _class_code(path[0]):
        return _function_item(path, known, "high")
    if path and stem.endswith("科目"):
        return _function_item(path, known, "medium")
    for scheme in ("function", "dept_economic"):
        name = _TAIL.sub("", text)
        if (scheme, plain(name)) in known.codes and len(name) > 2:
            subject = "function_item" if scheme == "function" else "economic_item"
            return Meaning(subject, name, known.code(scheme, [name]), "high", "phrase")
    return UNKNOWN


def _function_item(path: list[str], known: KnownItems, confidence: Confidence) -> Meaning:
    """An item by its names from class down; a class has one code, whatever the tables print."""
    code = known.code("function", path) or (_class_code(path[0]) if len(path) == 1 else None)
    return Meaning("function_item", "/".join(path), code, confidence, "phrase")


def _class_code(name: str) -> str | None:
    """Code of a functional class by its name, whatever year it bore it."""
    wanted = plain(name)
    codes = {c.code for c in function_classes() if plain(c.name) == wanted}
    return next(iter(codes)) if len(codes) == 1 else None


def project_of(stem: str) -> Meaning:
    """A project that calls itself one (`…普查项目预算`)."""
    match = _PROJECT.match(stem)
    if match is None or _NO_PROJECT.match(match["name"]) or re.search(r"[,;。]", match["name"]):
        return UNKNOWN
    return Meaning("project_budget", match["name"], None, "medium", "phrase")
