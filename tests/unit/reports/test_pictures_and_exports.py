"""Pictures of findings, personal data in them, and exports that a spreadsheet opens safely."""

from __future__ import annotations

import base64
import csv
import io
import re
import subprocess
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from PIL import Image

from pipelines.commands.check import sources_of
from pipelines.commands.reading import ReadFile, read_files
from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from pipelines.extract.model import Box
from pipelines.programs import CHROMIUM
from pipelines.reconcile.catalogue import load_catalogue
from pipelines.reconcile.runner import CheckRun, check
from pipelines.reports.check_arithmetic import sides, terms
from pipelines.reports.check_crops import Cropper, PageSource
from pipelines.reports.check_html import to_html
from pipelines.reports.check_report import render
from pipelines.reports.check_sections import SECTIONS, section_of
from pipelines.reports.check_view import CheckedFile, Figure, FindingView, ResultView, finding_views
from pipelines.reports.labels import spreadsheet_safe
from pipelines.reports.privacy import private_boxes
from tests.paths import SAMPLE_PDF, SAMPLE_TEXT
from tests.unit.reconcile.builders import together
from tests.unit.reconcile.sound import sound

CATALOGUE = load_catalogue()
OFFICERS = re.compile("|".join(re.findall(r"(?:项目负责人|填报人)\t(\S+)", SAMPLE_TEXT.read_text("utf-8"))))
MOBILE = re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", SAMPLE_TEXT.read_text("utf-8"))


@pytest.fixture(scope="module")
def first() -> tuple[CheckRun, list[CheckedFile], ReadFile]:
    (file,) = read_files([SAMPLE_PDF], keep_content=True)
    assert file.document
    document = file.document
    checked = CheckedFile(document.document_id, file.name, "application/pdf", len(document.pages), "digital")
    return check(conform_document(document)), [checked], file


@pytest.fixture(scope="module")
def page(first: tuple[CheckRun, list[CheckedFile], ReadFile]) -> str:
    run, files, file = first
    return to_html(run, files, CATALOGUE, "zh", sources_of([file]))


def pictures(page: str) -> list[Image.Image]:
    return [
        Image.open(io.BytesIO(base64.b64decode(data)))
        for data in re.findall(r"data:image/webp;base64,([A-Za-z0-9+/=]+)", page)
    ]


def test_both_figures_of_the_finding_are_boxed_on_their_pages(page: str) -> None:
    assert len(pictures(page)) >= 2
    # The four places of the common difference, and those of other findings.
    assert len(re.findall(r'class="mark left"', page)) >= 4
    assert len(re.findall(r'class="mark right"', page)) >= 4
    for number in re.findall(r"(?:left|top|width|height):([\d.]+)%", page):
        assert 0 <= float(number) <= 100


def test_the_page_stands_alone_and_speaks_two_languages(page: str) -> None:
    loaded = re.findall(r"(?:src|href)\s*=\s*\"([^\"]{0,30})", page)
    assert all(address.startswith(("data:image/webp;", "#")) for address in loaded)
    assert not re.search(r"url\(|@import|<link", page)
    assert '<span lang="zh-CN">发现的问题</span><span lang="en">Findings</span>' in page
    assert page.count("<label") >= page.count("<select") + page.count('type="checkbox"')
    for section in SECTIONS:
        assert escape(section.zh) in page


def test_no_officer_and_no_mobile_number_leaves_the_document(
    first: tuple[CheckRun, list[CheckedFile], ReadFile], page: str
) -> None:
    run, files, file = first
    assert MOBILE and file.document
    outputs = [page, *(render(run, files, CATALOGUE, form) for form in ("text", "json", "csv"))]
    facts = repr(conform_document(file.document))
    for output in (*outputs, facts):
        assert MOBILE[0] not in output
        assert not OFFICERS.search(output)


def test_pictures_cover_personal_data(first: tuple[CheckRun, list[CheckedFile], ReadFile]) -> None:
    _, _, file = first
    assert file.document
    private = private_boxes(file.document)
    cell = next(
        cell
        for table in file.document.tables
        for cell in (*table.header_cells, *table.cells)
        if OFFICERS.fullmatch(cell.text) and cell.spot.box
    )
    box = cell.spot.box
    assert isinstance(box, Box) and box.as_list() in private[cell.spot.page]
    source = {file.document.document_id: PageSource(file.content, private)}
    with Cropper(source) as cropper:
        (crop,) = cropper.crops(finding_at(file.document.document_id, cell.spot.page, box.as_list()))
    image = Image.open(io.BytesIO(base64.b64decode(crop.data.split(",")[1])))
    mark = crop.marks[0]
    inside = image.crop(
        (
            round(image.width * mark.left / 100) + 3,
            round(image.height * mark.top / 100) + 3,
            round(image.width * (mark.left + mark.width) / 100) - 3,
            round(image.height * (mark.top + mark.height) / 100) - 3,
        )
    )
    darkest, lightest = inside.convert("L").getextrema()
    assert isinstance(darkest, int) and isinstance(lightest, int)
    assert lightest - darkest < 24, "one flat colour: nothing can be read"


def finding_at(document_id: str, page: int, bbox: list[float]) -> FindingView:
    figure = Figure(document_id, "a.pdf", page, bbox, "", "", "", "1", "left")
    empty = dict.fromkeys(("place", "message", "left_label", "left", "right_label", "right"), "")
    result = ResultView(
        rule_id="B01-01",
        section="x",
        outcome="fail",
        difference="",
        tolerance="",
        left_sum="",
        right_sum="",
        figures=[figure],
        **empty,
    )
    return FindingView("F", "error", "", [result])


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7 broken"])
def test_what_cannot_be_pictured_is_told_in_words(content: bytes) -> None:
    with Cropper({"d": PageSource(content, {})}) as cropper:
        assert cropper.crops(finding_at("d", 1, [10, 10, 20, 20])) == []
        assert cropper.crops(finding_at("unknown", 1, [10, 10, 20, 20])) == []


def test_a_page_that_does_not_exist_gives_no_picture() -> None:
    with Cropper({"d": PageSource(SAMPLE_PDF.read_bytes(), {})}) as cropper:
        assert cropper.crops(finding_at("d", 9999, [10, 10, 20, 20])) == []


def test_sums_are_written_out_and_sides_known() -> None:
    disclosure = sound("某局").shift("three_public", "合计", "three_public_total", "3")
    run = check(together([disclosure]))
    (failing,) = [r for r in run.results if r["outcome"] == "fail"]
    assert set(sides(run, failing)) == {"left", "right"}
    assert sum(terms(run, failing, "right")) == failing["right_yuan"]
    assert terms(run, failing, "left") == [], "one figure needs no sum"
    (view,) = finding_views(run, {}, "zh")
    assert view.results[0].section == "three_public"
    assert " + " in view.results[0].right_sum


def test_hostile_cell_text_is_text_everywhere() -> None:
    disclosure = sound("某局").shift("three_public", "合计", "three_public_total", "3")
    disclosure.sheet("three_public").row("合计").label = '=cmd|"/c calc"!A1<script>alert(1)</script>'
    run = check(together([disclosure]))
    files = [CheckedFile(disclosure.document_id, '<img src="x">.pdf', "application/pdf", 1, "digital")]
    page = to_html(run, files, CATALOGUE, "zh")
    assert "<script>alert" not in page and '<img src="x">' not in page
    rows = list(csv.DictReader(io.StringIO(render(run, files, CATALOGUE, "csv").removeprefix("\ufeff"))))
    printed = [row["row"] for row in rows if "cmd" in row["row"]]
    assert printed and all(text.startswith("'=") for text in printed)
    assert not any(value.startswith(("=", "@", "+")) for row in rows for value in row.values())


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-1,234.50", "-1,234.50"),
        ("-12.5%", "-12.5%"),
        ("870.30", "870.30"),
        ("", ""),
        (None, None),
        (Decimal("-1"), Decimal("-1")),
    ],
)
def test_nothing_printed_becomes_a_formula(value: object, safe: object) -> None:
    assert spreadsheet_safe(value) == safe


def test_every_rule_has_a_section_of_its_own_kind() -> None:
    assert section_of("B01-05").section_id == "income_expenditure"
    assert section_of("BX-15").section_id == "years"
    assert section_of("NT-14").section_id == "three_public"
    assert section_of("NT-08").section_id == "narrative"
    assert section_of("PV-01").section_id == "privacy"
    assert section_of("B02-05").section_id == "reading"


@pytest.mark.skipif(CHROMIUM.find() is None, reason="Chromium is not on this machine: see `gongkai doctor`")
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window_in_a_real_browser(
    first: tuple[CheckRun, list[CheckedFile], ReadFile], page: str, width: int, tmp_path: Path
) -> None:
    findings = first[0].findings
    left = [finding for finding in findings if finding["severity"] != "error"]
    assert len(left) < len(findings)
    probe = (
        "<script>onload=()=>{const d=document.querySelector('iframe').contentDocument;"
        "const shown=[...d.querySelectorAll('[lang=en]')].some(e=>e.offsetParent);"
        "const box=d.querySelector('.mark.left').getBoundingClientRect();"
        "d.querySelector('.languages [value=en]').click();"
        "const english=d.querySelector('#findings [lang=en]').offsetParent!==null;"
        "d.querySelector('[name=severity][value=error]').click();"
        "document.title=[d.documentElement.scrollWidth,d.documentElement.clientWidth,shown,box.width>0,english,"
        "d.querySelector('.filters output').value].join('|')}</script>"
    )
    frame = (
        f'<iframe width="{width}" height="900" style="border:0" srcdoc="{escape(page, quote=True)}"></iframe>'
    )
    file = tmp_path / "frame.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{frame}{probe}", encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM.find()),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=4000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    title = re.search(r"<title>([^<]*)</title>", done.stdout.decode())
    assert title, done.stderr.decode()[-500:]
    scroll, client, english_shown, boxed, english, status = title[1].split("|")
    assert int(scroll) <= int(client) <= width, "no sideways scrolling of the page"
    assert (english_shown, boxed, english) == ("false", "true", "true")
    assert status == f"{len(left)} of {len(findings)} findings shown"


def test_a_text_has_no_pictures_but_says_where_to_look() -> None:
    document = extract_document(SAMPLE_TEXT.read_bytes(), "text/plain")
    run = check(conform_document(document))
    files = [CheckedFile(document.document_id, "a.txt", "text/plain", 1, "text")]
    page = to_html(
        run, files, CATALOGUE, "en", {document.document_id: PageSource(SAMPLE_TEXT.read_bytes(), {})}
    )
    assert not pictures(page)
    assert re.search(r"line \d+", page)
