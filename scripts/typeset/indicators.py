"""Performance indicators of the forms: rows whose cells moved left are put back into their columns.

Belongs here: telling labels of level 1 and 2 from names and values, restoring labels of merged cells.
Does not: drawing. The dictionary says which level 1 a level 2 belongs to; project forms and the
overall form use different ones (成本 is a level 1 of its own in the first, part of 产出 in the second).
"""

from __future__ import annotations

from dataclasses import dataclass, field

PROJECT_LEVELS = {
    "经济成本指标": "成本指标",
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "社会效益指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
OVERALL_LEVELS = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "社会效益指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
    "满意度指标": "满意度指标",
}


@dataclass(slots=True)
class Indicator:
    """One indicator row. `own_level2` says that the dump prints the level 2 label on this very row."""

    goal: str
    level1: str
    level2: str
    name: str
    values: list[str]
    own_level2: bool = False


@dataclass(slots=True)
class _Row:
    labels: list[str] = field(default_factory=list)
    name: str = ""
    values: list[str] = field(default_factory=list)


def restore(
    rows: list[tuple[str, ...]], value_count: int, levels: dict[str, str], known: dict[str, str]
) -> list[Indicator]:
    """Indicators of one block of rows, top to bottom.

    `value_count` is the number of columns after the name; `known` gives the level 2 of indicators
    that the form's other table names, for rows whose merged label the dump lost.
    """
    read = _without_cut_rows([_read_row([f for f in row if f], value_count, levels) for row in rows])
    indicators: list[Indicator] = []
    goal, level2, waiting = "", "", ""
    for row in read:
        goals = [label for label in row.labels if label not in levels and label not in levels.values()]
        goal = goals[0] if goals else goal
        own = _level2_labels(row.labels, levels)
        if len(own) > 1:
            # The labels of the merged cells below stand in this row too: the last is its own.
            waiting, level2 = own[0], own[-1]
        elif own:
            level2, waiting = own[0], ""
        else:
            level2 = waiting or _known_level(row.name, known) or level2
            waiting = ""
        level1 = levels.get(level2, "")
        indicators.append(Indicator(goal, level1, level2, row.name, row.values, bool(own)))
    return indicators


def known_levels(rows: list[tuple[str, ...]], value_count: int, levels: dict[str, str]) -> dict[str, str]:
    """Level 2 by indicator name as one table shows it, for restoring the other table of the form."""
    return {i.name: i.level2 for i in restore(rows, value_count, levels, {}) if i.level2}


def _level2_labels(labels: list[str], levels: dict[str, str]) -> list[str]:
    """Labels that name a second level; one that is also a first level counts only in last place."""
    firsts = set(levels.values())
    return [
        label
        for position, label in enumerate(labels)
        if label in levels and (label not in firsts or position == len(labels) - 1)
    ]


def _read_row(filled: list[str], value_count: int, levels: dict[str, str]) -> _Row:
    tail = value_count + 1
    # A row that lost its last value still begins with a label that the dictionary knows.
    if len(filled) == tail and filled[0] in levels:
        return _Row([filled[0]], filled[1], [*filled[2:], ""])
    if len(filled) < tail:
        return _Row(filled)
    return _Row(filled[:-tail], filled[-tail], filled[-tail + 1 :])


def _without_cut_rows(rows: list[_Row]) -> list[_Row]:
    """Put rows that a page end cut back together: the second part holds only the ends of labels."""
    whole: list[_Row] = []
    for row in rows:
        if row.name:
            whole.append(row)
            continue
        last = whole[-1]
        if len(last.labels) < len(row.labels):
            # The first label's beginning was printed as a row of its own, with the same values.
            before = whole.pop(-2)
            if before.values != last.values:
                raise ValueError(f"cannot put together {before} and {last}")
            last.labels.insert(0, before.name)
        for position, end in enumerate(row.labels, start=len(last.labels) - len(row.labels)):
            last.labels[position] += end
    return whole


def _known_level(name: str, known: dict[str, str]) -> str:
    if name in known:
        return known[name]
    # The end of a name that did not fit its cell is missing in one of the two tables.
    return next((level for other, level in known.items() if other.startswith(name)), "")
