"""Labels that name what a label column holds, by their parts: 采购 + 物品 + 名称 is a catalogue item.

Belongs here: cutting such a label into the words of role_words.csv and what they say together.
Does not: labels of figures (`header_words`), columns (`columns`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.conform.catalogue import HeaderWord, RoleWord, role_words

_LONGEST_WORD = 6
_ASIDE = re.compile(r"\((?:%|分|注|可选|必填|按.{1,12})\)$")
ATTRIBUTE = "attribute"
"""Role of a column that describes its row (依据, 年限, 是否 …) and feeds no record."""

# What the name, the code, … of a thing is called among the roles of columns; the first subject said decides.
_ROLES: dict[str, tuple[tuple[str, str], ...]] = {
    "name": (
        ("goods", "catalogue"),
        ("service", "content"),
        ("indicator", "level3"),
        ("project", "project_name"),
        ("account", "name"),
        ("function", "name"),
        ("economic", "name"),
        ("unit", "unit_name"),
        ("asset", ATTRIBUTE),
    ),
    "code": (
        ("project", "project_code"),
        ("account", "code"),
        ("dept", "code"),
        ("function", "code"),
        ("economic", "code"),
        ("goods", ATTRIBUTE),
        ("asset", ATTRIBUTE),
        ("unit", "unit_code"),
    ),
    "kind": (("goods", "category"), ("purchase", "category")),
    "nature": (("indicator", "comparator"), ("fund", "fund_nature")),
    "way": (("purchase", "organisation"),),
    "quantity": (("purchase", "quantity"), ("goods", "quantity")),
    "value": (("indicator", "target"), ("goal", "target")),
    "weight": (("indicator", "weight"),),
    "note": (("indicator", "explanation"), ("score", "explanation"), ("service", "content")),
    "source": (("fund", "fund_source"),),
    "measure": (("indicator", "measure_unit"), ("goal", "measure_unit")),
    "use": (("fund", "name"), ("expenditure", "name")),
    "time": (),
    "place": (),
}
# Heads that stand alone as well as behind a subject.
_ALONE = {
    "name": "name",
    "code": "code",
    "measure": "measure_unit",
    "quantity": "quantity",
    "note": "remark",
    "weight": "weight",
} | dict.fromkeys(("kind", "way", "time", "place", "source", "nature"), ATTRIBUTE)
# What a subject without a head is: 政府支出经济分类科目, 功能科目, 采购品目.
_HEADLESS = (
    ({"gov", "economic"}, "gov_economic"),
    ({"dept", "economic"}, "dept_economic"),
    ({"unit", "economic"}, "dept_economic"),
    ({"economic"}, "name"),
    ({"function"}, "name"),
    ({"goods"}, "catalogue"),
    ({"account"}, "name"),
    ({"unit"}, "unit_name"),
)


@lru_cache(maxsize=20_000)
def role_of(key: str) -> HeaderWord | None:
    """The role a comparable label says by its parts, as a word of the facet `role`; None when it says none.

    The whole label must be words of the grammar, with the head last. A label of two heads or of a head that
    fits no subject stays unknown: it is never guessed.
    """
    words = cut(re.sub(r"[()]", "", _ASIDE.sub("", key)))
    if not words:
        return None
    parts = [w.part for w in words]
    if parts == ["ordinal"]:
        return _word(words[0].value, key, words)
    if parts[0] == "whether" or "person" in parts:
        return _word(ATTRIBUTE, key, words)
    heads = [w.value for w in words if w.part == "head"]
    subjects = [w.value for w in words if w.part == "subject"]
    if len(heads) > 1 or (heads and parts[-1] != "head"):
        return None
    role = _headed(heads[0], subjects, words) if heads else _headless(subjects)
    if not heads and subjects == ["project"] and key.endswith("分类"):
        role = ATTRIBUTE
    if role == "unit_name" and not heads and words[-1].value != "unit":
        return None  # 部门预算 is no unit
    return _word(role, key, words) if role else None


def _headed(head: str, subjects: list[str], words: tuple[RoleWord, ...]) -> str:
    if head == "use" and not subjects:
        return "name" if len(words) > 1 else ""
    if not subjects:
        if len(words) == 1 or head in ("measure", "weight"):
            return _ALONE.get(head, "")
        return ATTRIBUTE if _ALONE.get(head) in (ATTRIBUTE, "remark") else ""
    for subject, role in _ROLES.get(head, ()):
        if subject in subjects:
            return role
    return ATTRIBUTE if head not in ("name", "code", "value", "quantity") else ""


def _headless(subjects: list[str]) -> str:
    said = set(subjects)
    aside = {"gov", "account", "purchase"}
    return next((role for needed, role in _HEADLESS if needed <= said and not said - needed - aside), "")


def _word(role: str, key: str, words: tuple[RoleWord, ...]) -> HeaderWord:
    return HeaderWord("role", role, re.compile(re.escape(key)), tuple(w.key for w in words))


@lru_cache(maxsize=20_000)
def cut(key: str) -> tuple[RoleWord, ...]:
    """The fewest words a key is cut into; empty when something is left over."""
    best: tuple[RoleWord, ...] = ()
    for end in range(min(len(key), _LONGEST_WORD), 0, -1):
        for word in role_words():
            if not word.pattern.fullmatch(key[:end]):
                continue
            rest = cut(key[end:]) if end < len(key) else ()
            if (end == len(key) or rest) and (not best or len(rest) + 1 < len(best)):
                best = (word, *rest)
    return best
