"""Engine for image files: PNG, JPEG, GIF, BMP and TIFF with its pages.

Belongs here: opening images, their size on paper, damaged and hostile ones.
Does not: reading what they show (`scan`).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from pipelines.extract.model import Outcome, Page, UnreadableDocument
from pipelines.extract.ocr.picture import POINTS_PER_INCH
from pipelines.extract.ocr.scan import METHOD, read_picture

MOST_PIXELS = 120_000_000
# Resolutions that scanners write; below them programs put a screen's, which says nothing about paper.
_LEAST_DPI, _MOST_DPI = 100.0, 1200.0
_A4_LONG_SIDE = 841.89
# A picture smaller than this was never a whole page: its pixels are those of a screen.
_LEAST_PAGE_PIXELS, _SCREEN_DPI = 1000, 96.0
# What Pillow lets through from damaged files.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    TypeError,
    KeyError,
    OverflowError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class ImageEngine:
    """One page for each picture of the file, one in memory at a time; `threads` for the models."""

    threads: int = 1

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield pages in order.

        Raises `UnreadableDocument` with FILE_EMPTY, IMAGE_BROKEN or IMAGE_TOO_LARGE. A page of a TIFF that
        cannot be decoded is yielded empty with the outcome PAGE_UNREADABLE.
        """
        image = _opened(content)
        # The pictures of a GIF are an animation, not pages.
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for number in range(1, count + 1):
            try:
                image.seek(number - 1)
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError(f"{image.width} x {image.height} pixels are more than a page can have")
                picture = ImageOps.exif_transpose(image) or image
                picture.load()
            except _DAMAGE as error:
                yield _unreadable(number, error, count)
                continue
            width, height = size_in_points(picture, image.info.get("dpi"))
            yield read_picture(picture, page=number, width_pt=width, height_pt=height, threads=self.threads)


def size_in_points(picture: Image.Image, stated: object) -> tuple[float, float]:
    """Width and height on paper: by the stated resolution if a scanner wrote it, else as an A4 page."""
    long_side = max(picture.size)
    dpi = float(stated[0]) if isinstance(stated, tuple) and stated and stated[0] else 0.0
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        dpi = long_side / _A4_LONG_SIDE * POINTS_PER_INCH if long_side >= _LEAST_PAGE_PIXELS else _SCREEN_DPI
    return picture.width / dpi * POINTS_PER_INCH, picture.height / dpi * POINTS_PER_INCH


def _opened(content: bytes) -> Image.Image:
    if not content:
        raise UnreadableDocument("FILE_EMPTY", "the file holds no bytes")
    with warnings.catch_warnings():
        # The size is checked here, before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content))
        except Image.DecompressionBombError as error:
            raise UnreadableDocument("IMAGE_TOO_LARGE", str(error)) from error
        except (UnidentifiedImageError, *_DAMAGE) as error:
            raise UnreadableDocument("IMAGE_BROKEN", f"{type(error).__name__}: {error}"[:300]) from error
    if image.width * image.height > MOST_PIXELS:
        raise UnreadableDocument("IMAGE_TOO_LARGE", f"{image.width} x {image.height} pixels")
    return image


def _unreadable(number: int, error: BaseException, count: int) -> Page:
    detail = f"{type(error).__name__}: {error}"[:300]
    if count == 1:
        raise UnreadableDocument("IMAGE_BROKEN", detail) from error
    outcome = Outcome("PAGE_UNREADABLE", "error", detail, number)
    return Page(number, 0.0, 0.0, 0, METHOD, (), outcomes=(outcome,))
