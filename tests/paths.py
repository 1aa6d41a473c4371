"""Where tests find the project's own sample input and, where present, the shared real corpus.

Belongs here: paths and the reason for skipping. Does not: fixtures with content.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_DIR = ROOT / "raw" / "sources" / "420112-dongxihu" / "documents"
SAMPLE_TEXT = SAMPLE_DIR / "dongxihu_bigdata_center_2023_budget.txt"
SAMPLE_PDF = SAMPLE_DIR / "dongxihu_bigdata_center_2023_budget.pdf"
SHARED = ROOT.parent / "shared"

needs_shared_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(),
    reason="the shared corpus of real disclosures (other people's data) does not lie beside this checkout",
)
