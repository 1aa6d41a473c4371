"""Engine for DOCX: paragraphs and tables in the order of the text.

Belongs here: the package, the walk over the body, tables with their merges, what is left out.
Does not: text of paragraphs (`docx_text`), grids (`flow`). Headers and footers run on every page and are
left out; a flowing document has no pages of its own, so all of it is page 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract.model import Grid, Outcome, Page, TextLine
from pipelines.extract.office.docx_numbering import Numbering
from pipelines.extract.office.docx_text import ParagraphReader
from pipelines.extract.office.embedded import is_workbook, workbook_pages
from pipelines.extract.office.flow import METHOD, FlowBuilder, FlowCell, FlowTable
from pipelines.extract.office.office_zip import OfficeZip
from pipelines.extract.office.safe_xml import Element, attribute, child, children, local_name, stream_xml

BROKEN = "DOCUMENT_BROKEN"
_WRAPPERS = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_SHOWN_HIDDEN = 300


class DocxEngine:
    """Engine for DOCX and DOCM; streams the body, holds one paragraph or table at a time."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the page of the text, then a page per sheet of embedded workbooks.

        Raises `UnreadableDocument` with DOCUMENT_BROKEN, XML_UNSAFE or
        CONTAINER_RATIO."""
        document = _Document(OfficeZip(content, BROKEN))
        yield document.page()
        number = 2
        for name, workbook in document.workbooks():
            for page in workbook_pages(name, workbook, number):
                yield page
                number += 1


class _Document:
    def __init__(self, package: OfficeZip) -> None:
        self._package = package
        self._path = next(
            (r.target for r in package.relations("") if r.kind == "officeDocument"), "word/document.xml"
        )
        self._relations = package.relations(self._path)
        numbering = Numbering.read(self._part("numbering"))
        self._reader = ParagraphReader(numbering, _style_lists(self._part("styles")))
        self._builder = FlowBuilder()

    def _part(self, kind: str) -> Element | None:
        target = next((r.target for r in self._relations if r.kind == kind), None)
        return self._package.xml(target) if target and self._package.has(target) else None

    def workbooks(self) -> Iterator[tuple[str, bytes]]:
        """Workbooks embedded in the text (those behind charts belong to the charts): name and bytes."""
        for relation in self._relations:
            if relation.kind in ("package", "oleObject") and self._package.has(relation.target):
                content = self._package.read(relation.target)
                if is_workbook(content):
                    yield relation.target.rpartition("/")[2], content

    def page(self) -> Page:
        """The page of the text."""
        items: list[TextLine | Grid] = []
        with self._package.open(self._path) as file:
            for element in stream_xml(file, (), BROKEN, self._path, parent="body"):
                items.extend(self._block(element))
        items.extend(self._notes("footnotes", "footnote"))
        items.extend(self._notes("endnotes", "endnote"))
        return Page(1, 0.0, 0.0, 0, METHOD, tuple(items), outcomes=tuple(self._outcomes()))

    def _block(self, element: Element) -> Iterator[TextLine | Grid]:
        name = local_name(element)
        if name == "p":
            yield from self._builder.paragraph(self._reader.text(element))
            for box in self._reader.take_boxes():
                yield from self._blocks(box)
        elif name == "tbl":
            yield from self._builder.table(self._table(element))
            for box in self._reader.take_boxes():
                yield from self._blocks(box)
        elif name == "sdt":
            content = child(element, "sdtContent")
            yield from self._blocks(content) if content is not None else ()
        elif name in _WRAPPERS:
            yield from self._blocks(element)
        elif name in ("del", "moveFrom"):
            self._reader.tracked["deletions"] += 1

    def _blocks(self, parent: Element) -> Iterator[TextLine | Grid]:
        for element in parent:
            yield from self._block(element)

    def _table(self, element: Element) -> FlowTable:
        table = FlowTable()
        open_above: dict[int, FlowCell] = {}
        for row in _through_wrappers(element, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self._reader.tracked["deletions"] += 1
                continue
            table.rows.append(self._row(row, open_above))
        return table

    def _row(self, row: Element, open_above: dict[int, FlowCell]) -> list[FlowCell]:
        """The cells of a row; a cell that goes on with the one above only makes that one taller."""
        cells: list[FlowCell] = []
        column = _number(child(row, "trPr"), "gridBefore", 0)
        going_on: dict[int, FlowCell] = {}
        for element in _through_wrappers(row, "tc"):
            properties = child(element, "tcPr")
            width = max(1, _number(properties, "gridSpan", 1))
            merge = child(properties, "vMerge") if properties is not None else None
            is_continued = merge is not None and attribute(merge, "val") in (None, "continue")
            above = open_above.get(column)
            if is_continued and above is not None:
                above.row_span += 1
                going_on[column] = above
            else:
                cell = self._cell(element, column, width)
                cells.append(cell)
                if merge is not None:
                    going_on[column] = cell
            column += width
        open_above.clear()
        open_above.update(going_on)
        return cells

    def _cell(self, element: Element, column: int, width: int) -> FlowCell:
        cell = FlowCell(column=column, column_span=width)
        for block in _cell_blocks(element):
            if local_name(block) == "p":
                text = self._reader.text(block)
                if not cell.lines and text.strip():
                    cell.indent = self._reader.indent(block)
                cell.lines.append(text)
            else:
                cell.tables.append(self._table(block))
        return cell

    def _notes(self, kind: str, name: str) -> Iterator[TextLine | Grid]:
        root = self._part(kind)
        for note in children(root, name) if root is not None else []:
            if attribute(note, "type") in (None, "normal"):
                yield from self._blocks(note)

    def _outcomes(self) -> Iterator[Outcome]:
        yield from self._builder.outcomes
        reader = self._reader
        if reader.tracked:
            found = ", ".join(f"{count} {kind}" for kind, count in sorted(reader.tracked.items()))
            yield Outcome("TRACKED_CHANGES", "warning", f"tracked changes: {found}", 1)
        if reader.hidden:
            detail = f"{len(reader.hidden)} runs of hidden text are left out"
            yield Outcome(
                "CELLS_HIDDEN", "warning", detail, 1, text=" | ".join(reader.hidden)[:_SHOWN_HIDDEN]
            )
        embedded = [n for n in self._package.names if "/embeddings/" in n.lower()]
        read = {name for name, _ in self.workbooks()}
        if read:
            detail = f"embedded workbooks, read as further pages: {', '.join(sorted(read))}"
            yield Outcome("EMBEDDED_CONTENT", "info", detail, 1)
            embedded = [n for n in embedded if n.rpartition("/")[2] not in read]
        objects = [f"{count} {kind}" for kind, count in sorted(reader.objects.items())] + embedded
        if objects:
            yield Outcome("EMBEDDED_CONTENT", "info", f"not read: {', '.join(objects)}", 1)


def _through_wrappers(parent: Element, name: str) -> Iterator[Element]:
    """Children of a name, also inside content controls and tracked insertions."""
    for element in parent:
        found = local_name(element)
        if found == name:
            yield element
        elif found == "sdt" or found in _WRAPPERS:
            yield from _through_wrappers(element, name)


def _cell_blocks(parent: Element) -> Iterator[Element]:
    for element in parent:
        name = local_name(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "sdt" or name in _WRAPPERS:
            yield from _cell_blocks(element)


def _number(properties: Element | None, name: str, default: int) -> int:
    found = child(properties, name) if properties is not None else None
    value = (attribute(found, "val") or "") if found is not None else ""
    return int(value) if value.isdigit() and len(value) < 5 else default


def _style_lists(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Lists that paragraph styles carry: style id → list and depth; styles inherit it."""
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in children(styles, "style") if styles is not None else []:
        identity = attribute(style, "styleId") or ""
        base, properties = child(style, "basedOn"), child(style, "pPr")
        if base is not None:
            parents[identity] = attribute(base, "val") or ""
        number = child(properties, "numPr") if properties is not None else None
        if number is not None:
            link = child(number, "numId")
            if link is not None:
                own[identity] = (attribute(link, "val") or "", _number(number, "ilvl", 0))
    found = {}
    for identity in {*own, *parents}:
        at, seen = identity, set()
        while at not in own and at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at in own:
            found[identity] = own[at]
    return found
