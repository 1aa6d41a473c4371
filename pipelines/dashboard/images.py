"""Pictures of pages.

Belongs here: drawing a page of an archived PDF as WebP. Does not: marks (they lie over the picture).
"""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.collect.archive import open_archive
from pipelines.dashboard.asking import PageNotFound
from pipelines.home import Home

_WIDTH: Final = 1600
"""Pixels across: a table of an A4 page printed sideways is legible."""
_QUALITY: Final = 62
_KEPT: Final = 48
_LARGEST_SCALE: Final = 3.0


class Images:
    """Pictures on demand; the last ones are kept. PDFium works for one thread at a time."""

    def __init__(self, home: Home) -> None:
        self._archive = open_archive(home.archive)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def webp(self, document_id: str, page: int) -> bytes:
        """The page (from 1) as WebP. Raises `PageNotFound` where the original or the page is not there."""
        key = (document_id, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            self._kept[key] = self._draw(document_id, page)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def _draw(self, document_id: str, page: int) -> bytes:
        try:
            content = self._archive.read(document_id)
        except OSError as error:
            raise PageNotFound(f"the original {document_id} is not in the archive") from error
        return next(picture for _, picture in draw_pages(content, [page]))


def draw_pages(content: bytes, pages: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """(page, WebP) for pages of a PDF. Raises `PageNotFound` where the file or a page cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise PageNotFound(f"the file cannot be drawn: {error}") from error
    try:
        for page in pages:
            if not 1 <= page <= len(document):
                raise PageNotFound(f"page {page} of {len(document)}")
            sheet = document[page - 1]
            scale = min(_LARGEST_SCALE, _WIDTH / max(1.0, sheet.get_width()))
            picture = sheet.render(scale=scale).to_pil().convert("RGB")
            sheet.close()
            buffer = io.BytesIO()
            picture.save(buffer, "WEBP", quality=_QUALITY, method=2)
            yield page, buffer.getvalue()
    finally:
        document.close()
