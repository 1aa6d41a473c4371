"""Headings that are no words of the field and only group columns: what stands below them tells what they are.

Belongs here: which unknown headings may be left out of the paths below them.
Does not: reading paths (`columns`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.conform.columns import Column, labels_of

Path = tuple[str, ...]


def without_groupings(paths: Sequence[Path], columns: Sequence[Column], in_panes: bool) -> list[Path]:
    """The header paths without the headings that only group columns.

    An unknown heading groups only when every column of figures stands below it: then it tells none from
    another. In a table whose panes are told apart by their labels (`in_panes`) one that heads a pane does
    too: a column of labels stands below it with the figures. Any other may narrow what its columns hold, and
    stays.
    """
    groups: dict[tuple[Path, int], list[int]] = {}
    for number, path in enumerate(paths):
        for depth in range(len(path) - 1):
            if path[depth] and path[depth] != path[-1] and _is_unknown(path[depth]):
                groups.setdefault((path[: depth + 1], depth), []).append(number)
    figures = {n for n, (c, path) in enumerate(zip(columns, paths, strict=True)) if _is_figure(c, path)}
    found = list(paths)
    for (_, depth), members in groups.items():
        heads_pane = in_panes and {bool(columns[n].role) for n in members} == {True, False}
        if heads_pane or (len(members) > 1 and figures <= set(members)):
            for n in members:
                found[n] = (*found[n][:depth], "", *found[n][depth + 1 :])
    return found


def _is_figure(column: Column, path: Path) -> bool:
    """Whether a column is headed as figures: its own label is a word, and no name of a label column."""
    return bool(path) and not column.role and not _is_unknown(path[-1])


def _is_unknown(text: str) -> bool:
    return any(label.word is None for label in labels_of((text,)))
