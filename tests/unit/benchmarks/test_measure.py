"""When a table labelled by eye counts as read without fault."""

from __future__ import annotations

import pytest

from benchmarks.extract.measure import is_body_perfect

RIGHT = {
    "columns_ok": True,
    "missing_rows": 0,
    "extra_rows": 0,
    "cells": 8,
    "cells_ok": 8,
    "header_left_in": 2,
}


def test_header_rows_do_not_count():
    assert is_body_perfect(RIGHT)


@pytest.mark.parametrize(
    "fault", [{"columns_ok": False}, {"missing_rows": 1}, {"extra_rows": 1}, {"cells_ok": 7}], ids=str
)
def test_any_fault_does(fault):
    assert not is_body_perfect({**RIGHT, **fault})
