"""Straight path edges, areas and images of a page.

Belongs here: walking paths, images and forms. Does not: text (`text`), what the marks mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass
from itertools import chain, compress, pairwise, repeat
from typing import Final

import numpy as np

from pipelines.extract.page.columns import FILL, IMAGE, STROKE, Array
from pipelines.extract.pdf.plain.calls import (
    IDENTITY,
    Clip,
    Matrix,
    clips,
    colours,
    followed_by,
    pdfium,
    written,
)

STRAIGHT: Final = 0.6
THIN: Final = 3.1
LONG_IN_CURVE: Final = 8.0
_MAX_DEPTH: Final = 16
_MAX_SEGMENTS: Final = 100_000
_MAX_MARKS: Final = 400_000
# Objects and segments that are asked for at once: memory stays bounded on pages full of drawings.
_AT_ONCE: Final = 4_096
_OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 2, 3, 5
_SEGMENT_BEZIER, _SEGMENT_MOVE = 1, 2

Ink = tuple[float, float]
"""Lightness and opacity, 0 to 255."""


@dataclass(slots=True)
class _Drawn:
    """A path or an image, and the matrix of what it stands in."""

    is_image: bool
    handle: int
    outer: Matrix


@dataclass(slots=True)
class _Pen:
    """How a path is drawn; `width` in points."""

    stroke: bool
    fill: bool
    width: float = 1.0
    stroke_ink: Ink = (0.0, 255.0)
    fill_ink: Ink = (0.0, 255.0)


class PathReader:
    """Collects the marks of one page; `truncated` says that there were more than are read."""

    def __init__(self) -> None:
        self._pdfium = pdfium()
        self.marks: list[tuple[float, ...]] = []
        self.truncated = False
        self._path = 0
        self._clip: Clip | None = None

    def read(self, page: int) -> None:
        """Everything drawn on a page, in its order."""
        pdfium = self._pdfium
        objects = list(map(pdfium.GetObject, repeat(page), range(pdfium.CountObjects(page))))
        waiting: list[_Drawn] = []
        for drawn in self._drawn(objects, IDENTITY, 0):
            waiting.append(drawn)
            if len(waiting) == _AT_ONCE:
                self._read_objects(waiting)
                waiting = []
        self._read_objects(waiting)

    def _drawn(self, objects: list[int], outer: Matrix, depth: int) -> Iterator[_Drawn]:
        """The paths and images among objects, with all that forms hold."""
        pdfium = self._pdfium
        for handle, kind in zip(objects, map(pdfium.ObjectType, objects), strict=True):
            if kind in (_OBJECT_PATH, _OBJECT_IMAGE):
                yield _Drawn(kind == _OBJECT_IMAGE, handle, outer)
            elif kind == _OBJECT_FORM:
                if depth >= _MAX_DEPTH:
                    self.truncated = True
                    continue
                own = tuple(written("ObjectMatrix", 1, c_float, [handle], blank=IDENTITY)[0].tolist())
                inner = list(map(pdfium.FormObject, repeat(handle), range(pdfium.FormCount(handle))))
                yield from self._drawn(inner, followed_by(own, outer), depth + 1)

    def _read_objects(self, drawn: list[_Drawn]) -> None:
        if not drawn:
            return
        handles, count = [d.handle for d in drawn], len(drawn)
        own = written("ObjectMatrix", count, c_float, handles, blank=IDENTITY).astype(np.float64)
        matrices = np.array(followed_by(tuple(own.T), tuple(np.array([d.outer for d in drawn]).T))).T.tolist()
        pens = self._pens(handles, matrices)
        outlines = self._segments(drawn, pens, matrices)
        of_objects = clips(handles, [d.outer for d in drawn])
        for item, matrix, pen, self._clip in zip(drawn, matrices, pens, of_objects, strict=True):
            if item.is_image:
                self._path += 1
                self._read_image(matrix)
            elif (of_path := next(outlines)) is not None:
                self._path += 1
                self._read_path(of_path, pen)

    def _pens(self, handles: list[int], matrices: list[list[float]]) -> list[_Pen]:
        modes = written("DrawMode", len(handles), c_int, handles)
        fills, strokes = (modes != 0).T.tolist()
        pens = [_Pen(stroke, fill) for stroke, fill in zip(strokes, fills, strict=True)]
        stroked = list(compress(handles, strokes))
        a, b, c, d, _, _ = np.array(list(compress(matrices, strokes))).reshape(-1, 6).T
        width = written("StrokeWidth", len(stroked), c_float, stroked, blank=(1.0,))[:, 0].astype(np.float64)
        width *= np.sqrt(np.abs(a * d - b * c))
        drawn_with = zip(width.tolist(), _inks(colours("StrokeColor", stroked)), strict=True)
        filled_with = iter(_inks(colours("FillColor", list(compress(handles, fills)))))
        for pen in pens:
            if pen.stroke:
                pen.width, pen.stroke_ink = next(drawn_with)
            if pen.fill:
                pen.fill_ink = next(filled_with)
        return pens

    def _segments(
        self, drawn: list[_Drawn], pens: list[_Pen], matrices: list[list[float]]
    ) -> Iterator[list[_Segment] | None]:
        """The segments of each path; None for one that shows nothing or is too long to be read."""
        pdfium = self._pdfium
        waiting: list[tuple[int, int, list[float]]] = []
        total = 0
        for item, pen, matrix in zip(drawn, pens, matrices, strict=True):
            if item.is_image:
                continue
            count = pdfium.CountSegments(item.handle) if pen.stroke or pen.fill else 0
            if count > _MAX_SEGMENTS:
                self.truncated = True
                count = 0
            waiting.append((item.handle, count if count > 1 else 0, matrix))
            total += count
            if total > _AT_ONCE:
                yield from self._asked(waiting)
                waiting, total = [], 0
        yield from self._asked(waiting)

    def _asked(self, paths: list[tuple[int, int, list[float]]]) -> Iterator[list[_Segment] | None]:
        pdfium = self._pdfium
        counts = [count for _, count, _ in paths]
        handles = list(
            map(
                pdfium.GetSegment,
                chain.from_iterable(repeat(path, count) for path, count, _ in paths),
                chain.from_iterable(map(range, counts)),
            )
        )
        x, y = written("SegmentPoint", len(handles), c_float, handles).astype(np.float64).T
        m = np.repeat(np.array([matrix for _, _, matrix in paths]).reshape(-1, 6), counts, axis=0).T
        across, up = m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
        points = zip(across.tolist(), up.tolist(), strict=True)
        found = list(
            zip(points, map(pdfium.SegmentType, handles), map(pdfium.SegmentClose, handles), strict=True)
        )
        at = 0
        for count in counts:
            yield found[at : at + count] if count else None
            at += count

    def _add(self, kind: int, x0: float, y0: float, x1: float, y1: float, luma: float, alpha: float) -> None:
        if len(self.marks) >= _MAX_MARKS:
            self.truncated = True
            return
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if self._clip:
            left, bottom, right, top = self._clip
            x0, y0, x1, y1 = max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)
            if x0 > x1 or y0 > y1:
                return
        self.marks.append((kind, x0, y0, x1, y1, luma, alpha, self._path))

    def _read_image(self, m: list[float]) -> None:
        xs = (m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2])
        ys = (m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3])
        self._add(IMAGE, min(xs), min(ys), max(xs), max(ys), 0.0, 255.0)

    def _read_path(self, segments: list[_Segment], pen: _Pen) -> None:
        points: list[tuple[float, float]] = []
        curved = False
        for point, kind, closes in segments:
            if kind == _SEGMENT_MOVE:
                self._outline(points, curved, pen)
                points, curved = [], False
            elif kind == _SEGMENT_BEZIER:
                curved = True
            points.append(point)
            if closes and len(points) > 1 and points[0] != points[-1]:
                points.append(points[0])
        self._outline(points, curved, pen)

    def _outline(self, points: list[tuple[float, float]], curved: bool, pen: _Pen) -> None:
        count = len(points)
        if count < 2:
            return
        square = not curved
        least = LONG_IN_CURVE if curved else 0.01
        ax, ay = points[0]
        for bx, by in points[1:]:
            dx, dy = abs(bx - ax), abs(by - ay)
            if dx > STRAIGHT and dy > STRAIGHT:
                square = False
            elif pen.stroke and dx + dy > least:
                self._edge(ax, ay, bx, by, pen)
            ax, ay = bx, by
        if not pen.fill or curved:
            return
        xs = [p[0] for p in points]
        ys = [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if (square and count <= 6) or (count <= 8 and (x1 - x0 < THIN or y1 - y0 < THIN)):
            self._add(FILL, x0, y0, x1, y1, *pen.fill_ink)
        elif square:
            for (ax, ay), (bx, by) in pairwise(points):
                self._add(STROKE, ax, ay, bx, by, *pen.fill_ink)

    def _edge(self, ax: float, ay: float, bx: float, by: float, pen: _Pen) -> None:
        if pen.width <= THIN:
            self._add(STROKE, ax, ay, bx, by, *pen.stroke_ink)
            return
        half = pen.width / 2
        if abs(bx - ax) >= abs(by - ay):
            self._add(FILL, ax, ay - half, bx, by + half, *pen.stroke_ink)
        else:
            self._add(FILL, ax - half, ay, bx + half, by, *pen.stroke_ink)


_Segment = tuple[tuple[float, float], int, int]
"""A point on the page, the kind of segment that leads to it, and whether it closes the outline."""


def _inks(rgba: Array) -> list[Ink]:
    red, green, blue, alpha = rgba.astype(np.float64).T
    return list(zip((0.3 * red + 0.59 * green + 0.11 * blue).tolist(), alpha.tolist(), strict=True))
