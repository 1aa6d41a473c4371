"""`gongkai codes load`: an official code book becomes a table under raw/codes/.

Belongs here: the command. Does not: finding codes in a book (see `conform/code_book.py`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.collect.code_books import SCHEMES, table_path, write_code_table
from pipelines.commands.bars import waiting
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.commands.reading import read_files
from pipelines.conform.code_book import CodeBook, read_code_book, read_code_csv
from pipelines.home import Home


def load(home: Home, file: Path, scheme: str, fiscal_year: int, *, as_json: bool = False) -> int:
    """Read the book, say what was found, write the table. With the next run its codes are official."""
    if scheme not in SCHEMES:
        raise CommandFailure(f"scheme {scheme!r} is none of {', '.join(SCHEMES)}")
    if not file.is_file():
        raise CommandFailure(f"{file}: there is no such file")
    content = file.read_bytes()
    with waiting(f"Reading {file.name}"):
        book = _read(file, content, scheme)
    if not book.names:
        raise CommandFailure(f"{file}: no code of {scheme} with a name beside it was found")
    source = f"{file.name} (sha256 {hashlib.sha256(content).hexdigest()[:12]})"
    path = table_path(home.codes, scheme, fiscal_year)
    write_code_table(
        path,
        [
            {"scheme": scheme, "fiscal_year": fiscal_year, "code": code, "name": name, "source": source}
            for code, name in book.names.items()
        ],
    )
    levels = {digits: sum(len(code) == digits for code in book.names) for digits in (3, 5, 7)}
    output = Output(as_json=as_json)
    output.say(
        f"{file.name}: {levels[3]} 类, {levels[5]} 款, {levels[7]} 项 of {scheme} {fiscal_year} → {path}"
    )
    for code, kept, refused in book.contradictions:
        output.say(f"  {code}: {kept!r} kept, {refused!r} refused: the book names it twice")
    output.say("Next: gongkai run (these codes become official; names printed otherwise stay as they are)")
    output.result(
        {
            "file": str(file),
            "scheme": scheme,
            "fiscal_year": fiscal_year,
            "table": str(path),
            "codes": {"class": levels[3], "section": levels[5], "item": levels[7]},
            "contradictions": [
                {"code": code, "kept": kept, "refused": refused}
                for code, kept, refused in book.contradictions
            ],
        }
    )
    return OK


def _read(file: Path, content: bytes, scheme: str) -> CodeBook:
    if file.suffix.lower() == ".csv":
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return read_code_csv(content.decode(encoding), scheme)
            except UnicodeDecodeError:
                continue
        raise CommandFailure(f"{file}: neither UTF-8 nor GB18030 text")
    read = list(read_files([file]))
    if failed := [r for r in read if r.document is None]:
        raise CommandFailure(failed[0].complaint)
    return read_code_book([r.document for r in read if r.document is not None], scheme)
