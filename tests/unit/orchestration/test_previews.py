"""What the web interface shows is well formed whatever is printed in a document."""

import base64
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts.tables import PART_TABLES
from pipelines.orchestration.previews import bar_chart, bar_chart_svg, preview

printable = st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cn"), max_codepoint=0xFFFD))


@given(st.lists(st.tuples(printable, st.integers(0, 10**9)), max_size=8))
def test_a_chart_is_valid_svg_with_one_bar_a_row(bars: list[tuple[str, int]]) -> None:
    root = ElementTree.fromstring(bar_chart_svg(bars))
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == len(bars)


def test_the_longest_bar_belongs_to_the_largest_number() -> None:
    root = ElementTree.fromstring(bar_chart_svg([("a", 1), ("b", 4)]))
    first, second = (float(r.attrib["width"]) for r in root.findall("{http://www.w3.org/2000/svg}rect"))
    assert abs(second - 4 * first) <= 4  # whole pixels


def test_a_chart_carries_itself() -> None:
    image = bar_chart([("表", 3)])
    encoded = image.removeprefix("![chart](data:image/svg+xml;base64,").removesuffix(")")
    assert "表" in base64.b64decode(encoded).decode()


def test_a_preview_keeps_its_columns_whatever_the_text() -> None:
    row = {"document_id": "a" * 64, "block_index": 1, "kind": "paragraph", "level": 0, "section": "一 | 二"}
    lines = preview(
        PART_TABLES["blocks"], [{**row, "text": "第一行\n第二行 " * 20, "page": None, "locator": None}]
    )
    header, rule, body = lines.split("\n")
    assert header.count("|") == rule.count("|") == body.replace("\\|", "").count("|")
    assert "文档编号" in header
