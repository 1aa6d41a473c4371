"""The part of a page on which a figure is printed, with the figure marked.

Belongs here: rendering and marking. Does not: knowing which figure (see `explain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE: Final = 2.0  # pixels per point: 144 dpi, readable on a screen
_ABOVE_BELOW: Final = 110.0  # points of page shown above and below the cell
_MARK: Final = (214, 39, 40)


def crop(content: bytes, page: int, bbox: list[float]) -> Image:
    """A strip of the page (full width) around `bbox`, which is framed in red.

    `page` counts from 1, `bbox` is [x0, top, x1, bottom] in points from the top left, after rotation.
    Raises IndexError for a page the file does not have.
    """
    import pypdfium2
    from PIL import ImageDraw

    document = pypdfium2.PdfDocument(content)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        image: Image = document[page - 1].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    x0, top, x1, bottom = (value * _SCALE for value in bbox)
    draw = ImageDraw.Draw(image, "RGBA")
    draw.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=_MARK, width=3, fill=(*_MARK, 28))
    margin = _ABOVE_BELOW * _SCALE
    above, below = max(0, int(top - margin)), min(image.height, int(bottom + margin))
    return image.crop((0, above, image.width, below))
