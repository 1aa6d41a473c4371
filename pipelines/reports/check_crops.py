"""Pictures of the places a finding names: parts of pages with the figures boxed.

Belongs here: choosing the part of a page, rendering it, boxes as shares of the picture.
Does not: what is a finding (see `check_view`), layout. Only the part that is shown is ever rendered, at a
bounded number of pixels, so that a page of absurd size costs no more than another.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.reports.check_view import Figure, FindingView

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_SCALE: Final = 1.7  # pixels per point: readable on a screen and in print
_MOST_PIXELS: Final = 2_400_000
_MARGIN: Final = 22.0  # points shown around the figures
_GAP: Final = 150.0  # points without a figure that part one picture from the next
_TALLEST: Final = 420.0
_MOST_PER_FINDING: Final = 4
_COVER: Final = (198, 203, 210)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageSource:
    """A file that can be shown: its bytes, and the boxes per page that may not be (see `privacy`)."""

    content: bytes
    private: Mapping[int, list[list[float]]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a picture, in per cent of its width and height; `side` is left, right or empty."""

    left: float
    top: float
    width: float
    height: float
    side: str
    text: str


@dataclass(frozen=True, slots=True)
class Crop:
    """One picture. `data` is a data address; `width` and `height` are pixels."""

    file: str
    page: int
    data: str
    width: int
    height: int
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of a page to be shown, full width, and the figures on it."""

    document_id: str
    file: str
    page: int
    top: float
    bottom: float
    figures: tuple[Figure, ...]


class Cropper:
    """Opens each file once; `close` it, or use it with `with`."""

    def __init__(self, sources: Mapping[str, PageSource]) -> None:
        self._sources = sources
        self._open: dict[str, PdfDocument | None] = {}

    def __enter__(self) -> Cropper:
        return self

    def __exit__(self, *_: object) -> None:
        for document in self._open.values():
            if document is not None:
                document.close()

    def crops(self, finding: FindingView) -> list[Crop]:
        """Pictures of a finding, at most four: the first of each side first."""
        figures = [figure for result in finding.results for figure in result.figures]
        chosen = _most_telling(_regions(figures))
        pictures = (self._crop(region) for region in chosen)
        return [picture for picture in pictures if picture is not None]

    def _crop(self, region: _Region) -> Crop | None:
        """None where the page cannot be shown: the finding is then told in words alone."""
        document = self._document(region.document_id)
        if document is None or not 1 <= region.page <= len(document):
            return None
        page = document[region.page - 1]
        width, height = page.get_size()
        top, bottom = max(0.0, region.top - _MARGIN), min(height, region.bottom + _MARGIN)
        if bottom - top < 1 or width < 1:
            return None
        scale = min(_SCALE, (_MOST_PIXELS / (width * (bottom - top))) ** 0.5)
        image = page.render(scale=scale, crop=(0, height - bottom, 0, top)).to_pil().convert("RGB")
        _cover(image, self._sources[region.document_id].private.get(region.page, ()), top, scale)
        marks = [_mark(f, width, top, bottom) for f in region.figures]
        return Crop(region.file, region.page, _data(image), image.width, image.height, marks)

    def _document(self, document_id: str) -> PdfDocument | None:
        if document_id not in self._open:
            self._open[document_id] = _opened(self._sources.get(document_id))
        return self._open[document_id]


def _opened(source: PageSource | None) -> PdfDocument | None:
    if source is None or not source.content.lstrip()[:5].startswith(b"%PDF"):
        return None
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source.content)
    except pypdfium2.PdfiumError:
        return None  # it was read by other means; there is no picture of it


def _regions(figures: Iterable[Figure]) -> list[_Region]:
    """Figures of one page that stand near each other make one region, in the order they are first named."""
    pages: dict[tuple[str, str, int], dict[tuple[float, ...], Figure]] = {}
    for figure in figures:
        if figure.page and figure.bbox:
            spots = pages.setdefault((figure.document_id, figure.file, figure.page), {})
            spots.setdefault(tuple(figure.bbox), figure)
    regions = []
    for (document_id, file, page), spots in pages.items():
        group: list[Figure] = []
        for figure in sorted(spots.values(), key=lambda f: _box(f)[1]):
            if group and not _belongs(group, figure):
                regions.append(_region(document_id, file, page, group))
                group = []
            group.append(figure)
        regions.append(_region(document_id, file, page, group))
    return regions


def _belongs(group: list[Figure], figure: Figure) -> bool:
    top, bottom = min(_box(f)[1] for f in group), max(_box(f)[3] for f in group)
    return _box(figure)[1] - bottom <= _GAP and _box(figure)[3] - top <= _TALLEST


def _region(document_id: str, file: str, page: int, group: list[Figure]) -> _Region:
    boxes = [_box(f) for f in group]
    return _Region(document_id, file, page, min(b[1] for b in boxes), max(b[3] for b in boxes), tuple(group))


def _most_telling(regions: list[_Region]) -> list[_Region]:
    """One region per side before a second of any, then in the order they were named."""
    seen: set[str] = set()
    first: list[_Region] = []
    rest: list[_Region] = []
    for region in regions:
        new = {f.side for f in region.figures} - seen
        (first if new else rest).append(region)
        seen |= new
    return (first + rest)[:_MOST_PER_FINDING]


def _box(figure: Figure) -> Box:
    assert figure.bbox is not None
    x0, top, x1, bottom = figure.bbox
    return x0, top, x1, bottom


def _mark(figure: Figure, width: float, top: float, bottom: float) -> Mark:
    x0, y0, x1, y1 = _box(figure)
    height = bottom - top
    return Mark(
        left=round(100 * x0 / width, 2),
        top=round(100 * (y0 - top) / height, 2),
        width=round(100 * (x1 - x0) / width, 2),
        height=round(100 * (y1 - y0) / height, 2),
        side=figure.side,
        text=figure.text,
    )


def _cover(image: Any, boxes: Iterable[list[float]], top: float, scale: float) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        draw.rectangle((x0 * scale, (y0 - top) * scale, x1 * scale, (y1 - top) * scale), fill=_COVER)


def _data(image: Any) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=68, method=2)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
