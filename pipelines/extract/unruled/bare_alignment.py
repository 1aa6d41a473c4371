"""Tables that nothing but the alignment of their columns shows.

Belongs here: runs of lines that may be such a table, and the strict test that keeps narrative, contents
lists, signature blocks and forms out. Does not: columns and rows (`aligned_table`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from statistics import median
from typing import Final

from pipelines.extract.unruled.aligned_table import AlignedTable, Region
from pipelines.extract.unruled.row_bands import column_of
from pipelines.extract.unruled.white_gaps import Gap, common_gaps
from pipelines.extract.unruled.words import Line, Word, line_of

_LEAST_ROWS: Final = 3
_LEAST_COLUMNS: Final = 3
# In font sizes: white between two rows of one table, and how well edges must agree.
_ROW_GAP: Final = 2.2
_EDGE: Final = 0.3
_HEADER_GAP: Final = 1.5
_CONTINUES: Final = 0.4
_FILLED: Final = 0.6
_AGREE: Final = 0.7


def bare_regions(lines: list[Line]) -> list[Region]:
    """Runs of lines of which at least three hold three texts, one of them a figure."""
    regions = []
    for run in _runs(lines):
        rows = _row_lines(run)
        if len(rows) < _LEAST_ROWS:
            continue
        rows = _with_gappy_rows(run, rows)
        kept = run[_header_start(run, rows) : _end(run, rows)]
        left = min(line.words[0].x0 for line in kept) - 1.0
        right = max(line.words[-1].x1 for line in kept) + 1.0
        top, bottom = min(x.top for x in kept) - 1.0, max(x.bottom for x in kept) + 1.0
        regions.append(Region(left, top, right, bottom, kept))
    return regions


def is_bare_table(table: AlignedTable) -> bool:
    """Whether at least three rows share at least three aligned columns, one of them of figures."""
    rows = [row for row in table.rows if row.lines]
    if len(rows) < _LEAST_ROWS or table.column_count < _LEAST_COLUMNS:
        return False
    if any(w.is_leader for row in rows for w in row.words()):
        return False
    columns: list[list[Word]] = [[] for _ in range(table.column_count)]
    for row in rows:
        for line in row.lines:
            for text in line.texts():
                columns[column_of(text, table.parts)].append(text)
    filled = [len(c) >= _FILLED * len(rows) for c in columns]
    figures = [i for i, c in enumerate(columns) if filled[i] and sum(w.is_figure for w in c) >= 0.8 * len(c)]
    # A number in front counts the items of a list; the last one alone may be the page of a contents list.
    values = [i for i in figures if i > 0]
    if not values or (len(values) == 1 and not any(w.is_amount for w in columns[values[0]])):
        return False
    label = next((i for i in range(len(columns)) if filled[i] and i not in figures), None)
    aligned = [
        i for i, c in enumerate(columns) if filled[i] and (_is_aligned(c) or (i == label and _is_indented(c)))
    ]
    whole = [
        row
        for row in rows
        if len({column_of(w, table.parts) for w in row.words()}) >= min(3, table.column_count)
    ]
    return len(aligned) >= _LEAST_COLUMNS and len(whole) >= max(_LEAST_ROWS, 0.6 * len(rows))


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Lines that follow one another closely."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.top - max(x.bottom for x in runs[-1][-3:]) <= _ROW_GAP * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [part for run in runs for part in _without_prose(run)]


def _without_prose(run: list[Line]) -> list[list[Line]]:
    """A run cut at lines of narrative, which run through from the labels into the figures."""
    rows = [run[i].texts() for i in _row_lines(run)]
    if len(rows) < _LEAST_ROWS:
        return []
    # Where the first figures begin; of a few rows whose label is missing the next column counts.
    figures = sorted(next(t.x0 for t in texts if t.is_figure) for texts in rows)
    begin = figures[len(figures) // 4]
    parts: list[list[Line]] = [[]]
    for line in run:
        if any(t.x0 < begin - t.size and t.x1 > begin + 3 * t.size and t.chars > 12 for t in line.texts()):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _row_lines(run: list[Line]) -> list[int]:
    """Numbers of the lines that hold a row's figures: three texts, or two beside a wrapped label."""
    found = []
    for i, line in enumerate(run):
        texts = line.texts()
        beside = [x for x in run[max(0, i - 1) : i + 2] if x is not line and _overlap(x, line)]
        count = len(texts) + any(x.words[0].x0 < texts[0].x0 for x in beside)
        later = texts if count > len(texts) else texts[1:]
        if count >= _LEAST_COLUMNS and any(t.is_figure for t in later):
            found.append(i)
    return found


def _with_gappy_rows(run: list[Line], rows: list[int]) -> list[int]:
    """Rows above the first and below the last in which a figure is missing."""
    ends = sorted(t.x1 for i in rows for t in run[i].texts() if t.is_figure)
    reach = _EDGE * median(run[i].size for i in rows)
    more = []
    for i, line in enumerate(run):
        if rows[0] <= i <= rows[-1]:
            continue
        figures = [t for t in line.texts() if t.is_figure]
        shared = [bisect_right(ends, t.x1 + reach) - bisect_left(ends, t.x1 - reach) for t in figures]
        if shared and min(shared) > 1:
            more.append(i)
    return sorted(rows + more)


def _overlap(a: Line, b: Line) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.15 * b.size


def _header_start(run: list[Line], rows: list[int]) -> int:
    """The first line above the rows that still belongs to the header."""
    first = rows[0]
    table = line_of([w for i in rows for w in run[i].words])
    size = median(run[i].size for i in rows)
    gaps = common_gaps([run[i] for i in rows])
    while first > 0:
        line = run[first - 1]
        white = run[first].top - line.bottom
        if (
            white > (_HEADER_GAP if len(line.texts()) < 3 else _ROW_GAP) * line.size
            or line.size > 1.15 * size
        ):
            break
        above = run[first - 2] if first > 1 else None
        # A heading in the middle of two header rows stands on a line of its own.
        is_between = (
            above is not None
            and len(above.texts()) > 1
            and line.top - above.bottom < _CONTINUES * line.size
            and line.bottom - above.top < 4 * line.size
        )
        # Or it is a row with nothing but a label, below the header.
        is_between |= _is_below_header(line, run[: first - 1], table, gaps)
        is_title = _is_caption(line, table) and (white > _CONTINUES * line.size or _crosses(line, gaps))
        if is_title and not is_between:
            break
        first -= 1
    return first


def _is_below_header(line: Line, above: list[Line], table: Line, gaps: list[Gap]) -> bool:
    """Whether close above a lone label stand the texts of a header, in one line or wrapped."""
    if len(line.texts()) > 1 or _crosses(line, gaps):
        return False
    near = [x for x in above[-4:] if line.top - x.bottom < _ROW_GAP * line.size and not _crosses(x, gaps)]
    return sum(len(x.texts()) for x in near) > 2 and any(not _is_caption(x, table) for x in near)


def _is_caption(line: Line, table: Line) -> bool:
    """A title at the left or in the middle; the publisher at the left with the unit of money at the right."""
    texts = line.texts()
    left, right = table.words[0].x0, max(w.x1 for w in table.words)
    if len(texts) == 1:
        is_centred = abs(texts[0].middle - (left + right) / 2) < 2 * line.size
        return is_centred or texts[0].x0 - left < line.size or texts[0].x1 - right > -line.size
    return len(texts) == 2 and texts[0].x0 - left < line.size and right - texts[1].x1 < line.size


def _crosses(line: Line, gaps: list[Gap]) -> bool:
    return any(t.x0 < gap.start and t.x1 > gap.end for t in line.texts() for gap in gaps)


def _end(run: list[Line], rows: list[int]) -> int:
    """Behind the last row and the lines in which its wrapped texts go on."""
    end = rows[-1] + 1
    left = min(run[i].words[0].x0 for i in rows)
    gaps = common_gaps([run[i] for i in rows])
    while end < len(run):
        line = run[end]
        white = line.top - max(x.bottom for x in run[rows[-1] : end])
        is_narrow = line.words[0].x0 > left - 1 and not _crosses(line, gaps)
        if len(line.texts()) > 1 or white > _CONTINUES * line.size or not is_narrow:
            break
        end += 1
    return end


def _is_aligned(words: list[Word]) -> bool:
    em = median(w.size for w in words)
    for place in ([w.x0 for w in words], [w.x1 for w in words], [w.middle for w in words]):
        usual = median(place)
        if sum(abs(p - usual) <= _EDGE * em for p in place) >= _AGREE * len(place):
            return True
    return False


def _is_indented(words: list[Word]) -> bool:
    """Whether labels begin at a few places only, as they do when indents show levels."""
    reach = _EDGE * median(w.size for w in words)
    levels: list[float] = []
    for x in sorted(w.x0 for w in words):
        if not levels or x - levels[-1] > reach:
            levels.append(x)
    return len(levels) <= min(4, len(words) // 2)
