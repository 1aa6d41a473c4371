"""`gongkai explain`: one figure, back to the spot it was printed on.

Belongs here: the command. Does not: gathering, wording, drawing (see `reports/`).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pipelines.collect.archive import open_archive
from pipelines.collect.media_types import PDF, TEXT, decode_text
from pipelines.commands.bars import waiting
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.publish.query import NoReleaseError
from pipelines.reports.explain import Explanation, UnknownLine
from pipelines.reports.explain import explain as gather
from pipelines.reports.explain_text import check_lines, facts, surroundings


def explain(home: Home, line_id: str, png: Path | None, *, as_json: bool = False) -> int:
    """Print how the figure came to be; with `png`, draw where it stands."""
    try:
        explanation = gather(home.releases, line_id)
    except (NoReleaseError, UnknownLine) as error:
        raise CommandFailure(str(error)) from error
    output = Output(as_json=as_json)
    if not as_json:
        _print(explanation)
    content = _content(home, explanation)
    around: list[str] = []
    if explanation.document["media_type"] == TEXT:
        around = surroundings(decode_text(content) or "", explanation.line["locator"])
    if around:
        output.say("\n原文\n" + "\n".join(around))
    if png is not None:
        with waiting("Drawing the page"):
            _draw(content, explanation, png)
        output.say(f"\n图 {png}")
    output.result(asdict(explanation) | {"surroundings": around, "png": str(png) if png else None})
    return OK


def _print(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if explanation.asked_as:
        print(f"{explanation.asked_as} is the same figure in another file of this publication:")
    table = Table.grid(padding=(0, 2))
    table.add_row(Text("行编号", style="bold"), str(explanation.line["line_id"]))
    for label, text in facts(explanation):
        table.add_row(Text(label, style="bold"), Text(text))
    console.print(table)
    checks = check_lines(explanation)
    console.print(Text(f"\n勾稽检查 {len(checks)} 项", style="bold"))
    for line in checks:
        console.print(Text(f"  {line}"))


def _content(home: Home, explanation: Explanation) -> bytes:
    document_id = explanation.line["document_id"]
    try:
        return open_archive(home.archive).read(document_id)
    except OSError as error:
        name = explanation.document["file_name"]
        raise CommandFailure(f"{name}: the original {document_id} is not in {home.archive}") from error


def _draw(content: bytes, explanation: Explanation, png: Path) -> None:
    line, document = explanation.line, explanation.document
    if document["media_type"] != PDF or not line["bbox"]:
        raise CommandFailure(f"{document['file_name']}: no picture, the figure has no place on a page image")
    from pipelines.reports.page_crop import crop

    try:
        crop(content, line["page"], line["bbox"]).save(png, format="PNG")
    except OSError as error:
        raise CommandFailure(f"{png}: cannot be written: {error.strerror or error}") from error
