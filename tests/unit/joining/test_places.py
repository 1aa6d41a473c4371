"""Where files were found is kept as evidence, and tells nobody where they lay."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipelines.collect.archive import open_archive
from pipelines.collect.fetches import read_fetches
from pipelines.collect.records import archived_documents
from pipelines.commands.ingest import ingest
from pipelines.home import Home


def test_files_of_one_folder_and_of_one_archive_file_are_known_to_belong_together(tmp_path: Path) -> None:
    given = tmp_path / "某科室的机密文件夹"
    for name in ("民政局/说明.txt", "民政局/报表.txt", "财政局/说明.txt"):
        (given / name).parent.mkdir(parents=True, exist_ok=True)
        (given / name).write_text(f"{name} 2023年部门预算", encoding="utf-8")
    with zipfile.ZipFile(given / "全部.zip", "w") as packed:
        packed.writestr("教育局/说明.txt", "教育局 2023年部门预算")
        packed.writestr("教育局/报表.txt", "教育局 2023年部门预算表")
    home = Home(tmp_path / "home")
    assert ingest(home, [given]) == 0
    archive = open_archive(home.archive)
    rows = archived_documents(archive, [], list(read_fetches(archive)))
    places = {}
    for row in rows:
        assert row["found_at"].startswith("folder:")
        assert "机密" not in str(row)
        places.setdefault((row["container_id"], row["found_at"]), []).append(row["file_name"])
    assert sorted(sorted(names) for names in places.values()) == [
        ["报表.txt", "说明.txt"],
        ["报表.txt", "说明.txt"],
        ["说明.txt"],
    ]
