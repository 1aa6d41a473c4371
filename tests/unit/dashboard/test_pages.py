"""Every page of a release: it can be made, it says what the release says, its links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipelines.contracts.metrics import metrics
from pipelines.dashboard.asking import PageNotFound
from pipelines.dashboard.links import LANGUAGES, unit_path
from pipelines.dashboard.pages.compare import data_script
from pipelines.dashboard.site import STATIC, Site
from pipelines.home import Home
from tests.unit.dashboard.releases import DOCUMENT, UNIT, Rows, district, line, publish_rows, site_of


class Anchors(HTMLParser):
    """Addresses and ids of a page, and the exact amounts it shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.amounts: dict[str, str] = {}
        self._open: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if identity := named.get("id"):
            assert identity not in self.ids, f"id {identity} twice"
            self.ids.add(identity)
        if tag == "td":
            self._open = named if named.get("data-measure") else {}
        if (amount := named.get("data-yuan")) and self._open:
            self.amounts[str(self._open["data-measure"])] = amount
        for name in ("href", "src"):
            if address := named.get(name):
                self.links.append(address)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return publish_rows(tmp_path_factory.mktemp("home"), district())


@pytest.fixture(scope="module")
def pages(home: Home) -> dict[str, str]:
    site = site_of(home)
    return {f"{lang}/{path}": site.page(lang, path) for lang in LANGUAGES for path in site.paths()}


def test_from_disk_every_link_leads_to_a_page_and_a_spot_on_it(home: Home) -> None:
    site = site_of(home, from_disk=True)
    texts = {f"{lang}/{path}": site.page(lang, path) for lang in LANGUAGES for path in site.paths()}
    parsed = {path: Anchors(text) for path, text in texts.items()}
    checked = 0
    for path, anchors in parsed.items():
        for link in anchors.links:
            if link.startswith(("http:", "https:", "data:")):
                continue
            address, _, fragment = link.partition("#")
            target = posixpath.normpath(posixpath.join(path, address)) if address else f"{path}index.html"
            assert not target.startswith(".."), f"{path}: {link} leads out of the site"
            if target.startswith("static/"):
                assert (STATIC / target.removeprefix("static/")).is_file(), f"{path}: {link}"
                continue
            if target.startswith(("image/", "data/")):
                continue
            page = target.removesuffix("index.html")
            assert target.endswith("index.html"), f"{path}: {link} is not spelled out"
            assert page in parsed, f"{path}: {link} leads nowhere"
            checked += 1
            if fragment.startswith(DOCUMENT[:12]):
                assert fragment in parsed[page].ids or f'"{fragment}"' in texts[page], link
    assert checked > 50


def test_the_units_figures_are_the_releases_figures(home: Home, pages: dict[str, str]) -> None:
    site = site_of(home)
    expected = site.source.rows("select total_budget_yuan from mart_department_overview")[0][
        "total_budget_yuan"
    ]
    for language in LANGUAGES:
        amounts = Anchors(pages[f"{language}/{unit_path(UNIT)}"]).amounts
        assert Decimal(amounts["total_budget"]) == expected == Decimal("8703000.00")


def by_function(table_type: str, number: int, code: str, name: str, amount: str) -> dict[str, Any]:
    said = {"table_type": table_type, "measure": "total", "item": "", "is_total": False}
    return line(number, amount, code_scheme="function", code=code, row_label=name, **said)


@pytest.mark.parametrize("has_own_table", [False, True])
def test_functions_stand_in_from_the_general_budget_where_the_table_of_all_expenditure_has_none(
    tmp_path: Path, has_own_table: bool
) -> None:
    rows = district()
    rows["fct_line_item"].append(
        by_function("general_budget_expenditure", 3, "2010101", "人大行政运行", "50")
    )
    if has_own_table:
        rows["fct_line_item"].append(by_function("expenditure_detail", 4, "2080505", "养老保险缴费", "60"))
    text = site_of(publish_rows(tmp_path, rows)).page("en", unit_path(UNIT))
    section = text[text.index('id="functions"') :].split("</section>")[0]
    assert ("人大行政运行" in section) != has_own_table
    assert ("养老保险缴费" in section) == has_own_table
    assert ("lines of general public budget expenditure" in section) != has_own_table


def test_a_figure_leads_to_its_line_on_its_page(pages: dict[str, str]) -> None:
    text = pages[f"zh/{unit_path(UNIT)}"]
    assert f"doc/{DOCUMENT[:12]}/5/#{DOCUMENT[:12]}-t01-r001-c02" in text


def test_what_a_file_is_called_is_text_and_nothing_else(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert "<2023>" not in text


def test_a_total_is_no_purchase(pages: dict[str, str]) -> None:
    text = pages[f"zh/{unit_path(UNIT)}"]
    assert "运行维护服务" in text
    assert "合 计" not in text


def test_languages_do_not_mix_in_the_frame(pages: dict[str, str]) -> None:
    assert "Years side by side" in pages[f"en/{unit_path(UNIT)}"]
    assert "历年" not in pages[f"en/{unit_path(UNIT)}"]
    assert 'lang="zh-Hans"' in pages[f"zh/{unit_path(UNIT)}"]


@pytest.mark.parametrize(
    "path",
    [
        "unit/u0000000000/",
        "doc/ffffffffffff/",
        f"doc/{DOCUMENT[:12]}/999/",
        "year/1999-budget/",
        "nothing/",
        "../../etc/passwd",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(home: Home, path: str) -> None:
    with pytest.raises(PageNotFound):
        site_of(home).page("zh", path)
    with pytest.raises(PageNotFound):
        site_of(home).page("xx", "")


@pytest.mark.parametrize("mart", sorted(district()))
def test_any_mart_may_be_empty(tmp_path: Path, mart: str) -> None:
    site = site_of(publish_rows(tmp_path, district(), without=(mart,)))
    assert render_all(site)


def test_an_empty_release_says_so(tmp_path: Path) -> None:
    site = site_of(publish_rows(tmp_path, Rows()))
    assert "gongkai run" in site.page("zh", "")
    assert render_all(site)


def render_all(site: Site) -> int:
    return sum(bool(site.page(lang, path)) for lang in LANGUAGES for path in site.paths())


def test_from_disk_every_folder_is_spelled_out(home: Home) -> None:
    text = site_of(home, from_disk=True).page("zh", unit_path(UNIT))
    for link in Anchors(text).links:
        assert not re.fullmatch(r"[^#]*/(#.*)?", link), link


def test_who_is_missing_is_named_and_reliability_shown(pages: dict[str, str]) -> None:
    text = pages["zh/"]
    assert "某区失联局" in text
    assert ">300<" in text
    assert "90%" in text
    assert "36" in pages[f"en/{unit_path(UNIT)}"]


def test_breaks_execution_and_heads_are_told(home: Home, pages: dict[str, str]) -> None:
    text = pages[f"zh/{unit_path(UNIT)}"]
    assert "口径调整" in text
    assert 'class="n bad">25.0%' in text
    assert "人均“三公”经费" in text
    data = data_script(site_of(home).source)
    shape = json.loads(data.removeprefix("window.GONGKAI_SERIES = ").rstrip(";\n"))
    (old, new) = sorted(shape["points"], key=lambda p: p[2])
    assert (old[5], old[8], old[9]) == ("30000.00", "implied", None)
    assert (new[5], new[8], new[9], new[11], new[12]) == (
        "36000.00",
        "published",
        ["口径调整", "The definition changed"],
        DOCUMENT[:12],
        5,
    )


def test_growth_across_a_break_is_not_shown_as_growth(tmp_path: Path) -> None:
    rows = district()
    (first,) = rows["mart_department_overview"]
    years = (2022, 2023, 2024)
    ids = {2023: first["disclosure_id"]} | {year: f"u-{year}-budget" for year in (2022, 2024)}
    rows["mart_department_overview"] = [
        {**first, "fiscal_year": year, "disclosure_id": ids[year], "three_public_yuan": Decimal(90_000)}
        for year in years
    ]
    (_, shape) = rows["mart_series"]
    of_cost = {"series_measure": "agency_operating_cost", "series_measure_zh": "机关运行经费"}
    rows["mart_series"] = [
        {
            **shape,
            **of_cost,
            "fiscal_year": year,
            "disclosure_id": ids[year],
            "is_break": year == 2023,
            "line_id": None,
        }
        | {"published_yuan": Decimal(amount), "value_yuan": Decimal(amount)}
        for year, amount in zip(years, ("101017600", "20945800", "22329100"), strict=True)
    ]
    text = site_of(publish_rows(tmp_path, rows)).page("en", unit_path(UNIT))
    cells = re.findall(r'<td[^>]*data-measure="agency_operating_cost".*?</td>', text, re.DOTALL)
    assert [re.search(r'data-yuan="([\d.]+)"', cell)[1] for cell in cells] == [  # type: ignore[index]
        "101017600.00",
        "20945800.00",
        "22329100.00",
    ]
    assert "growth" not in cells[0]
    assert "‖" in cells[1] and "%" not in cells[1]
    assert "+6.6%" in cells[2]
    assert text.count(">‖<") == 1, "the other measures have no break"


@pytest.mark.parametrize(("published", "is_linked"), [("90000", True), ("80000", False)])
def test_a_figure_leads_to_the_line_of_its_series_only_when_that_prints_the_same(
    tmp_path: Path, published: str, is_linked: bool
) -> None:
    rows = district()
    (first,) = rows["mart_department_overview"]
    rows["mart_department_overview"] = [{**first, "official_reception_yuan": Decimal(90_000)}]
    (_, shape) = rows["mart_series"]
    of_reception = {
        "series_measure": "official_reception",
        "series_measure_zh": "公务接待费",
        "is_break": False,
    }
    rows["mart_series"] = [{**shape, **of_reception, "published_yuan": Decimal(published)}]
    text = site_of(publish_rows(tmp_path, rows)).page("en", unit_path(UNIT))
    (cell,) = re.findall(r'<td[^>]*data-measure="official_reception".*?</td>', text, re.DOTALL)
    assert 'data-yuan="90000.00"' in cell
    assert ("href" in cell) == is_linked


def test_breaks_are_told_in_the_language_of_the_page(home: Home) -> None:
    english = site_of(home).page("en", unit_path(UNIT))
    assert "The definition changed" in english
    assert "口径调整" not in english


def test_a_disclosure_is_never_added_to_its_department(tmp_path: Path) -> None:
    rows = district()
    of_unit = {
        **rows["mart_department_overview"][0],
        "disclosure_id": "x",
        "unit_id": "u2",
        "unit_name": "某区数据中心",
    }
    of_unit |= {"report_level": "unit", "total_budget_yuan": Decimal(1), "is_counted": False}
    rows["mart_department_overview"].append(of_unit)
    text = site_of(publish_rows(tmp_path, rows)).page("zh", "")
    assert 'data-yuan="8703000.00"' in text
    assert 'data-yuan="8703001.00"' not in text
    assert "2 份公开中计入 1 份" in text


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A department of each of two regions, and one of none."""
    rows = district()
    (unit,), (first,) = rows["dim_unit"], rows["mart_department_overview"]
    rows["dim_unit"], rows["mart_department_overview"] = [], []
    for code, name, total in (("110000", "北京市", 5), ("440300", "深圳市", 7), (None, None, 11)):
        place = {"division_code": code, "division_name": name}
        identity = {"unit_id": f"u{total}", "unit_name": f"{name or '某地'}数据局"}
        rows["dim_unit"].append({**unit, **identity, **place})
        of_unit = {**first, **identity, **place, "disclosure_id": f"d{total}"}
        rows["mart_department_overview"].append({**of_unit, "total_budget_yuan": Decimal(total)})
    return publish_rows(tmp_path_factory.mktemp("regions"), rows)


def test_the_overview_of_a_region_counts_that_region_alone(two_regions: Home) -> None:
    site = site_of(two_regions)
    assert 'data-yuan="23.00"' in site.page("zh", "year/2023-budget/")
    for slug, total, name in (
        ("110000", "5", "北京市"),
        ("440300", "7", "深圳市"),
        ("none", "11", "地区未登记"),
    ):
        path = f"year/2023-budget/in/{slug}/"
        assert path in set(site.paths())
        text = site.page("zh", path)
        assert f"<h1>{name} · 2023 预算</h1>" in text
        assert f'data-yuan="{total}.00" title' in text
        assert 'data-count="1"' in text
    with pytest.raises(PageNotFound):
        site.page("zh", "year/2023-budget/in/999999/")


def test_totals_of_the_overview_are_those_of_the_metrics(home: Home) -> None:
    """One definition: the tile shows what the metric gives over the same rows."""
    site = site_of(home)
    for name, table in (
        ("total_budget", "mart_department_overview"),
        ("function_budget", "mart_expenditure_by_function"),
    ):
        metric = metrics()[name]
        assert metric.table == table
        value = site.source.rows(f"select {metric.sql} as v from {table} where fiscal_year = 2023")[0]["v"]
        assert value
        assert (
            str(value) in site.page("zh", "year/2023-budget/").replace(",", "") or name == "function_budget"
        )
