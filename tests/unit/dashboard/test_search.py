"""Searching: what holds the characters in a row is found, nothing else, whatever a dictionary would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dashboard.pages.search import marked, shards
from pipelines.dashboard.search.cutting import folded, found_words, pieces, question
from pipelines.dashboard.search.index import SearchIndex
from pipelines.dashboard.search.texts import SearchText
from tests.unit.dashboard.releases import district, publish_rows, site_of

TEXTS = [
    "消防救援队伍信息化运维",
    "消防 救援",
    "救援消防",
    "2,293,000.00元的采购",
    "Ｉｎｔｅｒｎｅｔ 服务",
    "〇一二",
    "教育",
]


def text(body: str, kind: str = "narrative", title: str = "") -> SearchText:
    return SearchText(kind, title, body, "某局", 2023, "budget", "doc/x/1/", "b1")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("index")
    return SearchIndex.open(folder, "r1", [text(body) for body in TEXTS])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("消防救援", [0]),
        ("消防 救援", [0, 1, 2]),
        ("援队伍信", [0]),
        ("援消", [2]),
        ("教", [6]),
        ("internet", [4]),
        ("inter", [4]),
        ("2293000.00", [3]),
        ("2,293,000", [3]),
        ("〇一", [5]),
        ("不存在的词", []),
        ("", []),
        ('"*(): OR NOT', []),
        ("' or 1=1 --", []),
    ],
)
def test_what_is_found(index: SearchIndex, asked: str, found: list[int]) -> None:
    assert sorted(TEXTS.index(t.body) for t in index.ask(asked).texts) == found


CHINESE = st.text(alphabet="预算决公开教育消防局费a1 ，", min_size=1, max_size=20)


@given(st.lists(CHINESE, min_size=1, max_size=6), CHINESE)
def test_found_is_what_holds_every_word(bodies: list[str], asked: str) -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table f using fts5(body, tokenize='unicode61')")
    for body in bodies:
        connection.execute("insert into f values (?)", (pieces(body),))
    wanted = question(asked)
    if not wanted:
        return
    found = {r[0] - 1 for r in connection.execute("select rowid from f where f match ?", (wanted,))}
    for number, body in enumerate(bodies):
        holds = all(_occurs(word, folded(body)) for word in found_words(asked))
        assert (number in found) == holds, (body, asked)


def _occurs(word: str, body: str) -> bool:
    """Chinese anywhere in a row; a word or number at the beginning of one."""
    import re

    return bool(
        re.search(word if re.match(r"[\u4e00-\u9fff]", word) else rf"(?<![0-9a-z.]){re.escape(word)}", body)
    )


def test_titles_and_units_come_first(tmp_path: Path) -> None:
    texts = [text("关于教育的说明"), text("无关", title="教育费"), text("", kind="unit", title="教育局")]
    found = SearchIndex.open(tmp_path, "r", texts).ask("教育")
    assert [t.kind for t in found.texts] == ["unit", "narrative", "narrative"]
    assert found.texts[1].title == "教育费"
    assert found.counts == {"unit": 1, "narrative": 2}


def test_an_index_belongs_to_one_release(tmp_path: Path) -> None:
    SearchIndex.open(tmp_path, "r1", [text("教育")])
    again = SearchIndex.open(tmp_path, "r1", iter(()))
    assert again.ask("教育").texts, "made once"
    SearchIndex.open(tmp_path, "r2", [text("消防")])
    assert [p.name for p in tmp_path.iterdir()] == ["search-1-r2.sqlite"]


def test_marking_escapes_what_documents_say() -> None:
    assert marked("<b>教育</b>", ["教育"]) == "&lt;b&gt;<mark>教育</mark>&lt;/b&gt;"
    assert marked("<i>", []) == "&lt;i&gt;"


def test_the_page_finds_projects_and_leads_to_their_spot(tmp_path: Path) -> None:
    site = site_of(publish_rows(tmp_path, district()))
    page = site.page("zh", "search/", {"q": "平台"})
    assert "<mark>平台</mark>运维" in page
    assert "/6/#p1" in page
    assert "<script>alert" not in site.page("zh", "search/", {"q": '"><script>alert(1)</script>'})
    assert site.page("en", "search/", {"q": "平台", "kind": "nonsense"})


def test_texts_for_reading_from_disk_are_whole(tmp_path: Path) -> None:
    home = publish_rows(tmp_path, district())
    said = "".join(shards(site_of(home).source, home))
    for word in ("平台运维", "收支总预算870.3万元", "运行维护服务", "可用率", "某区数据局"):
        assert word in said
