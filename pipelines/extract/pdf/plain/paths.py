"""Straight path edges, areas and images of a page.

Belongs here: walking paths, images and forms. Does not: text (`text`), what the marks mean.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, Final

from pipelines.extract.page.columns import FILL, IMAGE, STROKE
from pipelines.extract.pdf.plain.calls import Calls, Clip, Matrix

STRAIGHT: Final = 0.6
THIN: Final = 3.1
LONG_IN_CURVE: Final = 8.0
_MAX_DEPTH: Final = 16
_MAX_SEGMENTS: Final = 100_000
_MAX_MARKS: Final = 400_000
_OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 2, 3, 5
_SEGMENT_BEZIER, _SEGMENT_MOVE = 1, 2


class PathReader:
    """Collects the marks of one page; `truncated` says that there were more than are read."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.marks: list[tuple[float, ...]] = []
        self.truncated = False
        self._path = 0
        self._clip: Clip | None = None

    def read_object(self, handle: int, outer: Matrix, depth: int) -> None:
        """A path, an image, or everything in a form."""
        kind = self._calls.pdfium.ObjectType(handle)
        if kind == _OBJECT_PATH:
            self._read_path(handle, outer)
        elif kind == _OBJECT_IMAGE:
            self._clip = self._calls.clip_of(handle, outer)
            self._read_image(self._calls.matrix_of(handle, outer))
        elif kind == _OBJECT_FORM:
            if depth >= _MAX_DEPTH:
                self.truncated = True
                return
            matrix = self._calls.matrix_of(handle, outer)
            for i in range(self._calls.pdfium.FormCount(handle)):
                self.read_object(self._calls.pdfium.FormObject(handle, i), matrix, depth + 1)

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

    def _read_image(self, m: Matrix) -> None:
        xs = (m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2])
        ys = (m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3])
        self._path += 1
        self._add(IMAGE, min(xs), min(ys), max(xs), max(ys), 0.0, 255.0)

    def _read_path(self, handle: int, outer: Matrix) -> None:
        pdfium = self._calls.pdfium
        if not pdfium.DrawMode(handle, self._calls.fill_ref, self._calls.stroke_ref):
            return
        fill, stroke = self._calls.fill.value, self._calls.stroke.value
        if not fill and not stroke:
            return
        count = pdfium.CountSegments(handle)
        if count < 2:
            return
        if count > _MAX_SEGMENTS:
            self.truncated = True
            return
        m0, m1, m2, m3, m4, m5 = self._calls.matrix_of(handle, outer)
        width, stroke_ink, fill_ink = 1.0, (0.0, 255.0), (0.0, 255.0)
        if stroke:
            self._calls.x.value = 1.0
            pdfium.StrokeWidth(handle, self._calls.x_ref)
            width = self._calls.x.value * math.sqrt(abs(m0 * m3 - m1 * m2))
            stroke_ink = self._calls.luma_alpha(pdfium.StrokeColor, handle)
        if fill:
            fill_ink = self._calls.luma_alpha(pdfium.FillColor, handle)
        pen = (stroke, fill, width, stroke_ink, fill_ink)
        self._path += 1
        self._clip = self._calls.clip_of(handle, outer)
        points: list[tuple[float, float]] = []
        curved = False
        x, y, x_ref, y_ref = self._calls.x, self._calls.y, self._calls.x_ref, self._calls.y_ref
        get, point, type_of, closes = (
            pdfium.GetSegment,
            pdfium.SegmentPoint,
            pdfium.SegmentType,
            pdfium.SegmentClose,
        )
        for i in range(count):
            segment = get(handle, i)
            x.value = y.value = 0.0
            point(segment, x_ref, y_ref)
            kind = type_of(segment)
            if kind == _SEGMENT_MOVE:
                self._outline(points, curved, pen)
                points, curved = [], False
            elif kind == _SEGMENT_BEZIER:
                curved = True
            px, py = x.value, y.value
            points.append((m0 * px + m2 * py + m4, m1 * px + m3 * py + m5))
            if closes(segment) and len(points) > 1 and points[0] != points[-1]:
                points.append(points[0])
        self._outline(points, curved, pen)

    def _outline(self, points: list[tuple[float, float]], curved: bool, pen: tuple[Any, ...]) -> None:
        count = len(points)
        if count < 2:
            return
        stroke, fill, width, stroke_ink, fill_ink = pen
        square = not curved
        least = LONG_IN_CURVE if curved else 0.01
        ax, ay = points[0]
        for bx, by in points[1:]:
            dx, dy = abs(bx - ax), abs(by - ay)
            if dx > STRAIGHT and dy > STRAIGHT:
                square = False
            elif stroke and dx + dy > least:
                self._edge(ax, ay, bx, by, width, stroke_ink)
            ax, ay = bx, by
        if not fill or curved:
            return
        xs = [p[0] for p in points]
        ys = [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if (square and count <= 6) or (count <= 8 and (x1 - x0 < THIN or y1 - y0 < THIN)):
            self._add(FILL, x0, y0, x1, y1, *fill_ink)
        elif square:
            for (ax, ay), (bx, by) in pairwise(points):
                self._add(STROKE, ax, ay, bx, by, *fill_ink)

    def _edge(
        self, ax: float, ay: float, bx: float, by: float, width: float, ink: tuple[float, float]
    ) -> None:
        if width <= THIN:
            self._add(STROKE, ax, ay, bx, by, *ink)
            return
        half = width / 2
        if abs(bx - ax) >= abs(by - ay):
            self._add(FILL, ax, ay - half, bx, by + half, *ink)
        else:
            self._add(FILL, ax - half, ay, bx + half, by, *ink)
