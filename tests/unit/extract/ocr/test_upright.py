"""Pages are turned upright, and boxes find their way back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.model import Box
from pipelines.extract.ocr.upright import Posture, lies_sideways, skew_of
from tests.unit.extract.ocr.scans import HEIGHT, WIDTH, picture, spoiled
from tests.unit.extract.pdf_samples import table


@pytest.mark.parametrize("degrees", [-4.2, -1.7, -0.3, 0.0, 0.6, 2.0, 4.9])
def test_skew_is_measured_to_a_twentieth_of_a_degree(degrees: float):
    assert skew_of(spoiled(picture(table, 150), degrees=degrees)) == pytest.approx(-degrees, abs=0.05)


def test_a_blank_page_has_no_skew():
    assert skew_of(np.full((1200, 900), 250, np.uint8)) == 0.0


def test_turning_back_restores_a_tilted_page():
    pixels = np.full((400, 300), 255, np.uint8)
    pixels[195:205, 60:240] = 0
    posture = Posture(0, 2.0, 300, 400)
    tilted = Posture(0, -2.0, 300, 400).turn(pixels)
    restored = posture.turn(tilted)
    assert (restored[195:205, 80:220] < 128).mean() > 0.9
    assert (restored[:180] > 128).all()


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_pixels_and_boxes_turn_alike(quarter: int):
    pixels = np.full((80, 60), 255, np.uint8)
    pixels[10:20, 5:35] = 0
    upright = Posture(quarter, 0.0, 60, 80).turn(pixels)
    ys, xs = np.nonzero(upright == 0)
    back = Posture(quarter, 0.0, 60, 80).undo(Box(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    assert back == Box(5, 10, 35, 20)


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(-5, 5),
    st.floats(0, WIDTH),
    st.floats(0, HEIGHT),
)
def test_points_go_there_and_back(quarter: int, skew: float, x: float, y: float):
    posture = Posture(quarter, skew, WIDTH, HEIGHT)
    there = posture.redo(x, y)
    point = posture.undo(Box(there[0], there[1], there[0], there[1]))
    assert (point.x0, point.top) == pytest.approx((x, y), abs=1e-6)


def test_text_running_up_the_page_lies_sideways():
    level = np.array([[0, 0], [90, 0], [90, 10], [0, 10]], np.float32)
    assert lies_sideways([level[:, ::-1], level[:, ::-1], level])
    assert not lies_sideways([level, level[:, ::-1], level])
    assert not lies_sideways([])
