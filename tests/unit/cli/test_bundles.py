"""Bundles with Chinese names, made by real programs, through `gongkai extract` and `gongkai ingest`."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import py7zr
import pytest

from pipelines.collect.archive import Archive
from pipelines.collect.ingest import ingest
from pipelines.commands.reading import read_files
from tests.unit.extract import sheet_samples
from tests.unit.extract.ofd_writer import package
from tests.unit.extract.test_docx import budget
from tests.unit.extract.test_html import TABLE
from tests.unit.extract.test_ofd import budget_page

SEVEN_ZIP = shutil.which("7z") or shutil.which("7zz")
needs_7zip = pytest.mark.skipif(SEVEN_ZIP is None, reason="7z is not on this machine")
PAGE = f"<html><body>{TABLE}</body></html>".encode("gb18030")
FILES = {
    "2023年部门预算/收支总表.xls": sheet_samples.budget_book(),  # the name lies: it is an XLSX
    "2023年部门预算/编制说明.doc": budget(),  # a DOCX
    "2023年部门预算/网页表格.xls": PAGE,
    "2023年部门预算/版式文件.ofd": package([budget_page()]),
    "2023年部门预算/坏文件.pdf": b"<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
}


class GbkName(zipfile.ZipInfo):
    """An entry whose name is written byte by byte, without the mark of UTF-8, as old programs do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def unpacked(folder: Path) -> Path:
    for name, content in FILES.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "in"


def check(bundle: Path, tmp_path: Path) -> None:
    read = {f.path.partition(" › ")[2]: f for f in read_files([bundle])}
    assert set(read) == set(FILES)
    for name, file in read.items():
        if "坏文件" in name:
            assert file.code == "NOT_A_DISCLOSURE"
        else:
            assert file.document is not None, file.complaint
            assert "870.30" in [c.text for t in file.document.tables for c in t.cells]
    results = {r.path.partition(" › ")[2]: r for r in ingest([bundle], Archive(tmp_path / "archive"))}
    assert {n: r.code for n, r in results.items() if n} == dict.fromkeys(FILES, "ARCHIVED")
    assert results[""].code == "CONTAINER_OPENED"


def test_a_zip_with_names_in_gbk_as_chinese_windows_writes_it(tmp_path: Path) -> None:
    bundle = tmp_path / "附件.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in FILES.items():
            info = GbkName(name.encode("gbk").decode("cp437"))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, content)
    raw = bundle.read_bytes()
    assert "收支总表".encode("gbk") in raw
    assert "收支总表".encode() not in raw
    check(bundle, tmp_path)


@needs_7zip
@pytest.mark.parametrize(("kind", "options"), [("zip", ["-mcp=936"]), ("zip", ["-mcu=on"]), ("7z", [])])
def test_what_7zip_packs(kind: str, options: list[str], tmp_path: Path) -> None:
    bundle = tmp_path / f"附件.{kind}"
    command = [str(SEVEN_ZIP), "a", f"-t{kind}", *options, str(bundle), "2023年部门预算"]
    environment = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, cwd=unpacked(tmp_path), check=True, capture_output=True, env=environment)
    check(bundle, tmp_path)


def test_a_7z_made_by_its_library(tmp_path: Path) -> None:
    bundle = tmp_path / "附件.7z"
    with py7zr.SevenZipFile(bundle, "w") as out:
        for name, content in FILES.items():
            out.writestr(content, name)
    check(bundle, tmp_path)


def test_the_command_prints_every_file_and_says_which_was_not_read(tmp_path: Path, capfd) -> None:
    from pipelines.commands.extract import extract

    bundle = tmp_path / "a.zip"
    with zipfile.ZipFile(bundle, "w") as out:
        for name, content in FILES.items():
            out.writestr(name, content)
    assert extract([bundle], "json") == 2
    said = capfd.readouterr()
    assert "坏文件.pdf: NOT_A_DISCLOSURE" in said.err
    printed = json.loads(said.out)
    assert [len(d["tables"]) for d in printed] == [2, 1, 1, 1, 0]
    assert [d["document"]["method"] for d in printed] == ["sheet", "flow", "html", "digital", None]
