"""Dashes, slashes and boxes are told by their shape."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipelines.extract.ocr.ink import Blob, InkLine, blobs_of, lines_of
from pipelines.extract.ocr.marks import box_of, dash_of, is_speck, slash_of, with_boxes
from pipelines.extract.ocr.picture import Pixels
from pipelines.extract.ocr.recogniser import Seen

EM = 30.0


def canvas() -> Pixels:
    return np.zeros((60, 200), np.uint8)


def only_line(ink: Pixels) -> InkLine:
    lines = lines_of(blobs_of(ink, 1.0), EM)
    assert len(lines) == 1
    return lines[0]


def box_ink(fill: str = "") -> Pixels:
    ink = canvas()
    cv2.rectangle(ink, (20, 15), (44, 39), 1, 2)
    if fill == "tick":
        cv2.polylines(ink, [np.array([[26, 27], [31, 33], [39, 20]])], False, 1, 2)
    if fill == "solid":
        cv2.rectangle(ink, (20, 15), (44, 39), 1, -1)
    return ink


@pytest.mark.parametrize(
    ("x0", "x1", "expected"), [(20, 30, "-"), (20, 46, "—"), (20, 24, None)], ids=["hyphen", "dash", "dot"]
)
def test_flat_blobs_are_dashes(x0: int, x1: int, expected: str | None):
    ink = canvas()
    ink[30:34, x0:x1] = 1
    assert dash_of(only_line(ink), EM) == expected


def test_two_dashes_side_by_side():
    assert dash_of(InkLine((Blob(0, 10, 28, 13, 84), Blob(30, 10, 58, 13, 84))), EM) == "——"


def test_strokes_above_one_another_are_no_dash():
    assert dash_of(InkLine((Blob(5, 5, 20, 8, 45), Blob(2, 22, 25, 25, 60))), EM) is None


def test_a_leaning_stroke_is_a_slash_and_an_upright_one_is_not():
    ink = canvas()
    cv2.line(ink, (30, 45), (42, 12), 1, 3)
    assert slash_of(only_line(ink), ink, EM) == "/"
    upright = canvas()
    cv2.line(upright, (36, 45), (36, 12), 1, 3)
    cv2.line(upright, (30, 18), (36, 12), 1, 3)
    assert slash_of(only_line(upright), upright, EM) is None
    seven = canvas()
    cv2.line(seven, (28, 12), (42, 12), 1, 3)
    cv2.line(seven, (42, 12), (32, 45), 1, 3)
    assert slash_of(only_line(seven), seven, EM) is None


@pytest.mark.parametrize(("fill", "expected"), [("", "□"), ("tick", "☑"), ("solid", "■")])
def test_boxes(fill: str, expected: str):
    ink = box_ink(fill)
    outer = max(blobs_of(ink, 1.0), key=lambda b: b.width)
    assert box_of(outer, ink, EM) == expected


def test_an_open_shape_is_no_box():
    ink = box_ink()
    ink[12:20, 24:40] = 0
    outer = max(blobs_of(ink, 1.0), key=lambda b: b.width)
    assert box_of(outer, ink, EM) is None


def test_boxes_take_the_place_of_what_the_model_made_of_them():
    seen = Seen("是□否口", (0.9, 0.9, 0.9, 0.5))
    text, used = with_boxes(seen, [(45.0, "☑"), (105.0, "□")], EM, [15, 45, 75, 105])
    assert (text, used) == ("是☑否□", True)


def test_a_box_the_model_left_out_is_put_in():
    text, used = with_boxes(Seen("是否", (0.9, 0.9)), [(45.0, "☑")], EM, [15, 80])
    assert (text, used) == ("是☑否", True)


def test_a_character_the_model_is_sure_of_stays():
    text, used = with_boxes(Seen("人口", (0.99, 0.99)), [(45.0, "□")], EM, [15, 45])
    assert (text, used) == ("人口", False)
    text, used = with_boxes(Seen("国有", (0.99, 0.99)), [(15.0, "☑")], EM, [15, 45])
    assert (text, used) == ("国有", False)


def test_specks_are_not_shown_to_the_model():
    assert is_speck(InkLine((Blob(0, 0, 5, 5, 20),)), EM)
    assert not is_speck(InkLine((Blob(0, 0, 12, 22, 90),)), EM)
