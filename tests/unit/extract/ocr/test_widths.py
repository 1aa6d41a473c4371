"""Signs that were overlooked leave paper behind."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from pipelines.extract.model import GridCell, Reading, Spot
from pipelines.extract.ocr.cells import with_odd_decimals_doubted
from pipelines.extract.ocr.ink import Blob, InkLine
from pipelines.extract.ocr.lines import LineRead
from pipelines.extract.ocr.picture import scan_of
from pipelines.extract.ocr.widths import odd_widths

ADVANCE = {",": 8, ".": 8, "-": 10}


def printed(text: str, read: str | None = None) -> LineRead:
    """A line printed as `text` in a font of 16 pixels a digit, read as `read`."""
    width = sum(ADVANCE.get(c, 16) for c in text)
    return LineRead(InkLine((Blob(0, 0, width - 2, 20, 100),)), read or text, ("ocr",), 0.99)


COLUMN = ["1,234.50", "98.07", "100.00", "-45.60", "7,000.25", "33,812.99", "640.30", "55.05", "2,222.22"]


@pytest.mark.parametrize(
    ("text", "read"), [("-83.32", "83.32"), ("2,042.00", "2042.00"), ("45.67", "4.67"), ("12.30", "12.300")]
)
def test_a_lost_or_invented_sign_shows_in_the_width(text: str, read: str):
    assert odd_widths([*map(printed, COLUMN), printed(text, read)]) == [False] * len(COLUMN) + [True]


def test_few_figures_say_nothing_about_widths():
    assert odd_widths([printed("12.30"), printed("-83.32", "83.32")]) == [False, False]


def cells(*texts: str) -> list[GridCell]:
    return [GridCell(i, 1, t, Spot(1), reading=Reading(flags=("ocr",))) for i, t in enumerate(texts)]


def test_an_amount_without_the_decimals_of_its_column_is_doubtful():
    made = with_odd_decimals_doubted(cells(*COLUMN, "204", "0", "-", "合计"))
    doubtful = [c.text for c in made if "ocr_doubt" in c.reading.flags]
    assert doubtful == ["204"]


def test_columns_of_whole_numbers_are_left_alone():
    made = with_odd_decimals_doubted(cells("100", "200", "300", "400", "500", "600", "700", "12.5"))
    assert not any("ocr_doubt" in c.reading.flags for c in made)


def test_a_seal_is_taken_out_and_the_print_under_it_stays():
    page = np.full((800, 600, 3), 255, np.uint8)
    ys, xs = np.mgrid[0:800, 0:600]
    ring = np.abs(np.hypot(ys - 400, xs - 300) - 150) < 4
    page[ring] = (220, 40, 40)
    page[395:405, 100:500] = (20, 20, 20)
    scan = scan_of(page, 600 / 200 * 72)
    assert scan.unsealed is not None and scan.seal is not None
    assert (scan.unsealed[ring & (np.abs(ys - 400) > 12)] > 240).all()
    assert (scan.unsealed[398:402, 110:490] < 80).all()


def test_red_print_that_is_no_seal_stays():
    page = np.full((800, 600, 3), 255, np.uint8)
    page[100:140, 50:550] = (220, 40, 40)
    scan = scan_of(page, 600 / 200 * 72)
    assert scan.seal is None
    assert Counter((scan.grey[105:135, 60:540] < 150).ravel().tolist()) == {True: 30 * 480}
