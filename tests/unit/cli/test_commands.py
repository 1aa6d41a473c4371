"""The command line as people and programs meet it: promised shapes, exit codes, one line for a mistake."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import SAMPLE_PDF, SAMPLE_TEXT

GONGKAI = [str(Path(sys.executable).with_name("gongkai"))]


def gongkai(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    where = ["--home", str(home)] if home else []
    command = [*GONGKAI, *where, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_teaches_and_imports_nothing_heavy() -> None:
    done = gongkai("--help")
    assert done.returncode == 0
    for command in ("ingest", "collect", "run", "extract", "check", "query", "explain", "ui"):
        assert command in done.stdout
    heavy = ("dagster", "dbt", "duckdb", "polars", "pandera", "pdfplumber", "yaml")
    code = f"import sys, pipelines.cli; print([m for m in {heavy!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "command", ["ingest", "collect", "run", "extract", "check", "query", "explain", "ui"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = gongkai(command, "--help")
    assert done.returncode == 0
    assert f"gongkai {command}" in done.stdout.replace("\n", " ") or command == "ingest"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["run", "--jobs", "0"], ["extract"], ["check", "--format", "x", "f"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert gongkai(*arguments).returncode == 2


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("command", ["extract", "check"])
def test_a_missing_file_is_one_line_and_2(command: str, tmp_path: Path) -> None:
    line = one_line(gongkai(command, tmp_path / "none.pdf"))
    assert "none.pdf" in line
    assert "PATH_NOT_FOUND" in line


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "FILE_EMPTY"), (b"\x00\x01\x02", "UNSUPPORTED_TYPE"), (b"%PDF-1.4\ncut off", "PDF_BROKEN")],
)
def test_an_unreadable_file_names_its_cause(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(content)
    line = one_line(gongkai("check", file))
    assert str(file) in line
    assert code in line


def test_extract_json_is_as_promised() -> None:
    done = gongkai("extract", SAMPLE_TEXT)
    assert done.returncode == 0
    (file,) = json.loads(done.stdout)
    assert {"path", "sha256", "media_type", "pages", "method"} <= set(file["document"])
    table = file["tables"][0]
    assert table["table_type"] == "income_expenditure_summary"
    assert (table["money_unit"], table["fiscal_year"], table["pages"]) == ("wan_yuan", 2023, [1])
    assert all(isinstance(path, list) for path in table["columns"])
    assert {"row", "column", "page", "bbox", "text"} == set(table["cells"][0])
    assert len({t["table_type"] for t in file["tables"]}) == 14
    for found in file["tables"]:
        for cell in found["cells"]:
            assert found["rows"][cell["row"]][cell["column"]] == cell["text"]
    assert {frozenset(o) for o in file["outcomes"]} <= {frozenset({"code", "severity", "page", "detail"})}


def test_extract_goes_on_after_a_bad_file_and_ends_with_2(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"")
    done = gongkai("extract", bad, SAMPLE_TEXT)
    assert done.returncode == 2
    first, second = json.loads(done.stdout)
    assert first["outcomes"][0]["code"] == "FILE_EMPTY"
    assert second["tables"]


def test_extract_opens_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(SAMPLE_TEXT, "预算.txt")
    (file,) = json.loads(gongkai("extract", tmp_path / "all.zip").stdout)
    assert file["document"]["path"].endswith("all.zip › 预算.txt")


def test_extract_csv_is_rectangular_and_holds_the_figures() -> None:
    rows = list(csv.reader(io.StringIO(gongkai("extract", SAMPLE_TEXT, "--format", "csv").stdout)))
    assert len({len(row) for row in rows}) == 1
    assert any("870.30" in row for row in rows)


def test_extract_html_shows_every_table() -> None:
    page = gongkai("extract", SAMPLE_TEXT, "--format", "html").stdout
    (file,) = json.loads(gongkai("extract", SAMPLE_TEXT).stdout)
    assert page.count("<table>") == len(file["tables"])


@pytest.mark.parametrize("sample", [SAMPLE_TEXT, SAMPLE_PDF], ids=["text", "pdf"])
def test_check_finds_what_contradicts_and_ends_with_1(sample: Path) -> None:
    done = gongkai("check", sample, "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["disclosure"]["fiscal_year"] == 2023
    failing = [r for r in report["results"] if r["outcome"] == "fail"]
    titled = [r for r in failing if r["rule_id"] == "B06-03"]
    assert {r["difference"] for r in titled} == {2100.0}
    assert len({r["finding_id"] for r in titled}) == 1
    assert {"NT-08", "NT-13", "PF-08"} <= {r["rule_id"] for r in failing}
    assert all(r["evidence"] for r in failing)


def test_check_of_two_renditions_of_one_publication_is_one_disclosure() -> None:
    report = json.loads(gongkai("check", SAMPLE_TEXT, SAMPLE_PDF, "--format", "json").stdout)
    assert len(report["disclosures"]) == 1
    assert len(report["documents"]) == 2


def test_check_text_is_for_people_in_two_languages() -> None:
    assert "不符" in gongkai("check", SAMPLE_TEXT).stdout
    assert "fail" in gongkai("check", SAMPLE_TEXT, "--lang", "en").stdout.lower()


def test_ingest_reports_each_file_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "good.txt").write_text("2023 年部门预算")
    first = gongkai("ingest", folder, home=tmp_path)
    assert first.returncode == 2
    assert "FILE_EMPTY" in first.stdout
    assert "1 archived" in first.stdout
    again = gongkai("ingest", folder / "good.txt", home=tmp_path)
    assert again.returncode == 0
    assert "1 known already" in again.stdout


def test_collect_names_an_unknown_source_and_asks_for_a_contact(tmp_path: Path) -> None:
    assert gongkai("collect", home=tmp_path).returncode == 0  # nothing is registered, nothing is asked
    assert "nowhere" in one_line(gongkai("collect", "--source", "nowhere", home=tmp_path))
    assert gongkai("sources", "add", "420106", home=tmp_path).returncode == 0
    done = gongkai("collect", home=tmp_path)
    assert "SOURCE_TERMS_MISSING" in done.stdout and done.returncode == 0
    record = tmp_path / "raw" / "sources" / "420106" / "source.yaml"
    terms = "terms: {licence: none stated, reviewed_on: 2026-11-01}\n"
    record.write_text(record.read_text(encoding="utf-8") + terms, encoding="utf-8")
    assert "GONGKAI_CONTACT" in one_line(gongkai("collect", home=tmp_path))
    assert "2026-01-31" in one_line(gongkai("collect", "--since", "yesterday", home=tmp_path))


def test_sources_check_says_what_needs_a_person(tmp_path: Path) -> None:
    assert gongkai("sources", "check", home=tmp_path).returncode == 0
    gongkai("sources", "add", "东西湖区", home=tmp_path)
    done = gongkai("sources", "check", home=tmp_path)
    assert done.returncode == 1
    assert (
        "420112" in done.stdout and "SOURCE_TERMS_MISSING" in done.stdout and "roster is empty" in done.stdout
    )
    assert "already" in one_line(gongkai("sources", "add", "420112", home=tmp_path))
    assert "--url" in one_line(gongkai("sources", "add", "990099", home=tmp_path))
    assert "private or loopback" in one_line(
        gongkai("sources", "add", "990099", "--name", "某区", "--url", "http://127.0.0.1/", home=tmp_path)
    )
    assert gongkai("sources", "manual", home=tmp_path).stdout.startswith("source_id,url")


def test_without_a_release_the_next_step_is_named(tmp_path: Path) -> None:
    assert "gongkai run" in one_line(gongkai("query", "select 1", home=tmp_path))
    assert "gongkai run" in one_line(gongkai("explain", "x", home=tmp_path))


def test_run_without_any_document_says_what_to_do(tmp_path: Path) -> None:
    line = one_line(gongkai("run", home=tmp_path))
    assert "gongkai ingest" in line


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{GONGKAI[0]} extract {SAMPLE_TEXT} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
