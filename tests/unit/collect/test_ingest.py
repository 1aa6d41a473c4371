"""Every file ends with a result; nothing stops the rest; nothing is unpacked past its limits."""

import io
import stat
import zipfile
from pathlib import Path

import py7zr
import pytest

from pipelines.collect.archive import Archive
from pipelines.collect.ingest import IngestResult, ingest
from pipelines.collect.limits import Limits

TEXT = "2023 年部门收支总表\t870.30".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def run(archive: Archive, *paths: Path, limits: Limits | None = None) -> list[IngestResult]:
    return list(ingest(paths, archive, limits))


def codes(results: list[IngestResult]) -> list[str]:
    return [r.code for r in results]


def zip_of(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return buffer.getvalue()


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_folder_is_walked_and_a_bad_file_does_not_stop_the_rest(tmp_path: Path, archive: Archive) -> None:
    folder = tmp_path / "in"
    put(folder / "a" / "budget.txt", TEXT)
    put(folder / "b" / "empty.pdf", b"")
    put(folder / "c" / "noise.bin", b"\x00\x01\x02")
    put(folder / "d" / "page.pdf", b"<html>404</html>")
    put(folder / "d" / ".DS_Store", b"x")
    results = run(archive, folder)
    assert {Path(r.path).name: r.code for r in results} == {
        "budget.txt": "ARCHIVED",
        "empty.pdf": "FILE_EMPTY",
        "noise.bin": "UNSUPPORTED_TYPE",
        "page.pdf": "ARCHIVED",
        ".DS_Store": "SYSTEM_FILE_SKIPPED",
    }
    assert {r.media_type for r in archive.documents()} == {"text/plain", "text/html"}
    assert [(r.code, r.file_name) for r in archive.aside()] == [("UNSUPPORTED_TYPE", "noise.bin")]


def test_known_content_is_reported_under_any_name(tmp_path: Path, archive: Archive) -> None:
    first = run(archive, put(tmp_path / "one.txt", TEXT))
    again = run(archive, put(tmp_path / "two.txt", TEXT))
    assert (codes(first), codes(again)) == (["ARCHIVED"], ["ALREADY_ARCHIVED"])
    assert len(list(archive.documents())) == 1


def test_a_missing_path_is_a_result(tmp_path: Path, archive: Archive) -> None:
    assert codes(run(archive, tmp_path / "none", put(tmp_path / "a.txt", TEXT))) == [
        "PATH_NOT_FOUND",
        "ARCHIVED",
    ]


def test_links_in_a_folder_are_refused(tmp_path: Path, archive: Archive) -> None:
    secret = put(tmp_path / "secret.txt", TEXT)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    assert codes(run(archive, folder)) == ["SYMLINK_REFUSED", "SYMLINK_REFUSED"]


def test_members_of_a_zip_are_archived_with_their_path(tmp_path: Path, archive: Archive) -> None:
    source = put(tmp_path / "all.zip", zip_of({"2023/预算.txt": TEXT, "2023/__MACOSX/._x": b"x"}))
    assert codes(run(archive, source)) == ["ARCHIVED", "SYSTEM_FILE_SKIPPED", "CONTAINER_OPENED"]
    (document,) = archive.documents()
    assert (document.file_name, document.container_path) == ("预算.txt", "2023/预算.txt")
    assert codes(run(archive, source)) == ["CONTAINER_KNOWN"]


def test_a_known_zip_is_opened_again_when_a_member_is_lost(tmp_path: Path, archive: Archive) -> None:
    source = put(tmp_path / "all.zip", zip_of({"a.txt": TEXT}))
    run(archive, source)
    (document,) = archive.documents()
    archive.object_path(document.document_id).unlink()
    assert codes(run(archive, source)) == ["ARCHIVED", "CONTAINER_OPENED"]


def test_names_in_gbk_are_read(tmp_path: Path, archive: Archive) -> None:
    name = "部门预算.txt"
    content = zip_of({"x" * len(name.encode("gbk")): TEXT})
    content = content.replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    run(archive, put(tmp_path / "gbk.zip", content))
    assert [d.file_name for d in archive.documents()] == [name]


def test_nested_containers_are_opened_up_to_the_limit(tmp_path: Path, archive: Archive) -> None:
    content = zip_of({"a.txt": TEXT})
    for level in range(3):
        content = zip_of({f"{level}.zip": content})
    source = put(tmp_path / "deep.zip", content)
    assert codes(run(archive, source, limits=Limits(depth=2)))[0] == "CONTAINER_TOO_DEEP"
    assert codes(run(archive, source, limits=Limits(depth=4)))[0] == "ARCHIVED"


@pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "C:\\x", "..\\up.txt"])
def test_a_path_that_leads_out_is_refused(path: str, tmp_path: Path, archive: Archive) -> None:
    results = run(archive, put(tmp_path / "evil.zip", zip_of({path: b"x", "good.txt": TEXT})))
    assert codes(results) == ["MEMBER_PATH_UNSAFE", "ARCHIVED", "CONTAINER_INCOMPLETE"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path, archive: Archive) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr(info, "/etc/passwd")
    results = run(archive, put(tmp_path / "link.zip", buffer.getvalue()))
    assert codes(results) == ["SYMLINK_REFUSED", "CONTAINER_INCOMPLETE"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(members=2), "CONTAINER_TOO_MANY_MEMBERS"),
        (Limits(total_bytes=1_000), "CONTAINER_TOO_LARGE"),
        (Limits(ratio=10, ratio_floor=1_000), "CONTAINER_RATIO"),
    ],
)
def test_bombs_are_set_aside_unopened(limits: Limits, code: str, tmp_path: Path, archive: Archive) -> None:
    source = put(tmp_path / "bomb.zip", zip_of({f"{i}.txt": bytes(10_000) for i in range(3)}))
    assert codes(run(archive, source, limits=limits)) == [code]
    assert list(archive.documents()) == []


def test_a_large_member_is_refused_and_the_rest_taken(tmp_path: Path, archive: Archive) -> None:
    source = put(tmp_path / "mixed.zip", zip_of({"big.txt": b"1" * 5_000, "small.txt": TEXT}))
    results = run(archive, source, limits=Limits(file_bytes=1_000))
    assert codes(results) == ["FILE_TOO_LARGE", "ARCHIVED", "CONTAINER_INCOMPLETE"]


def test_a_damaged_zip_is_set_aside(tmp_path: Path, archive: Archive) -> None:
    source = put(tmp_path / "cut.zip", zip_of({"a.txt": TEXT})[:60])
    assert codes(run(archive, source)) == ["CONTAINER_BROKEN"]


def test_a_damaged_member_does_not_stop_the_rest(tmp_path: Path, archive: Archive) -> None:
    content = bytearray(zip_of({"a.txt": TEXT * 50, "b.txt": TEXT}))
    content[40:60] = bytes(20)
    results = run(archive, put(tmp_path / "bad.zip", bytes(content)))
    assert codes(results) == ["MEMBER_BROKEN", "ARCHIVED", "CONTAINER_INCOMPLETE"]


def test_an_empty_zip_is_told_of(tmp_path: Path, archive: Archive) -> None:
    assert codes(run(archive, put(tmp_path / "none.zip", zip_of({})))) == ["CONTAINER_EMPTY"]


def test_7z_is_opened(tmp_path: Path, archive: Archive) -> None:
    source = tmp_path / "all.7z"
    with py7zr.SevenZipFile(source, "w") as container:
        container.writestr(TEXT, "2023/预算.txt")
        container.writestr(b"x", "__MACOSX/._a")
    assert codes(run(archive, source)) == ["ARCHIVED", "SYSTEM_FILE_SKIPPED", "CONTAINER_OPENED"]
    assert [d.container_path for d in archive.documents()] == ["2023/预算.txt"]


def test_a_locked_7z_is_set_aside(tmp_path: Path, archive: Archive) -> None:
    source = tmp_path / "locked.7z"
    with py7zr.SevenZipFile(source, "w", password="secret") as container:
        container.writestr(TEXT, "a.txt")
    assert codes(run(archive, source)) == ["CONTAINER_ENCRYPTED"]


def test_a_stored_rar_is_opened(tmp_path: Path, archive: Archive) -> None:
    assert codes(run(archive, put(tmp_path / "a.rar", stored_rar("预算.txt", TEXT)))) == [
        "ARCHIVED",
        "CONTAINER_OPENED",
    ]
    assert [d.file_name for d in archive.documents()] == ["预算.txt"]


def test_a_broken_rar_is_set_aside(tmp_path: Path, archive: Archive) -> None:
    assert codes(run(archive, put(tmp_path / "a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(40)))) == [
        "CONTAINER_BROKEN"
    ]


def stored_rar(name: str, content: bytes) -> bytes:
    """A RAR 5 file with one member that is stored, not packed (no tool writes one here)."""
    import zlib

    def vint(value: int) -> bytes:
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    def block(body: bytes) -> bytes:
        sized = vint(len(body)) + body
        return zlib.crc32(sized).to_bytes(4, "little") + sized

    main = block(vint(1) + vint(0) + vint(0))
    raw = name.encode()
    member = block(
        vint(2)  # file header
        + vint(2)  # data follows
        + vint(len(content))
        + vint(4)  # CRC present
        + vint(len(content))
        + vint(0o644)
        + zlib.crc32(content).to_bytes(4, "little")
        + vint(0)  # stored
        + vint(1)  # unix
        + vint(len(raw))
        + raw
    )
    end = block(vint(5) + vint(0) + vint(0))
    return b"Rar!\x1a\x07\x01\x00" + main + member + content + end
