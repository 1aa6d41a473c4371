"""The archive keeps originals and survives a kill between any two writes."""

from pathlib import Path

import pytest

from pipelines.collect.archive import Archive, ArchiveRecord, BrokenRecord, content_id, now
from pipelines.collect.files import write_atomically


def record(content: bytes, name: str = "a.txt") -> ArchiveRecord:
    return ArchiveRecord(content_id(content), name, "text/plain", len(content), now())


def test_stored_is_found_listed_and_read(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), "收支总表".encode()
    archive.store(content, record(content))
    found = archive.find(content_id(content))
    assert found is not None and found.file_name == "a.txt"
    assert [r.document_id for r in archive.documents()] == [content_id(content)]
    assert archive.read(content_id(content)) == content


def test_an_object_is_never_rewritten(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), b"one"
    archive.store(content, record(content))
    path = archive.object_path(content_id(content))
    before = path.stat()
    archive.store(content, record(content, "other name.txt"))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_object_without_record_is_not_known_yet(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), b"killed before its record"
    write_atomically(archive.object_path(content_id(content)), content)
    assert archive.find(content_id(content)) is None
    assert list(archive.documents()) == []


def test_record_without_object_is_not_listed(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), b"object lost"
    archive.store(content, record(content))
    archive.object_path(content_id(content)).unlink()
    assert list(archive.documents()) == []
    assert archive.find(content_id(content)) is None


def test_half_written_files_are_not_seen(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), b"whole"
    archive.store(content, record(content))
    (tmp_path / "records" / ".tmp-killed").write_text("{")
    (archive.object_path(content_id(content)).parent / ".tmp-killed").write_text("who")
    assert len(list(archive.documents())) == 1


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    archive, content = Archive(tmp_path), b"x"
    archive.store(content, record(content))
    (tmp_path / "records" / f"{content_id(content)}.json").write_text("{}")
    with pytest.raises(BrokenRecord, match=content_id(content)):
        list(archive.documents())


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "record.json"
    write_atomically(target, b"old")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pipelines.collect.files.os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["record.json"]
