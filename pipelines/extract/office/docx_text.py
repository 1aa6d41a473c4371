"""Text of Word paragraphs as it is printed.

Belongs here: runs, breaks, symbols, check boxes, text boxes, tracked changes, notes.
Does not: tables, the package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.office.docx_numbering import Numbering
from pipelines.extract.office.safe_xml import Element, attribute, child, children, local_name

# Characters of the symbol fonts that forms use for check boxes and marks.
_SYMBOLS = {
    "wingdings": {
        0xFE: "☑",
        0xFD: "☒",
        0xA8: "☐",
        0x6F: "□",
        0x6E: "■",
        0x71: "□",
        0xFC: "√",
        0xFB: "×",
        0x6C: "●",
        0xD8: "➢",
    },
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0xA3: "☐", 0x54: "☒", 0x50: "√", 0x4F: "×", 0x2A: "☐", 0x30: "☐"},
    "symbol": {0xB7: "·", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xA5: "∞", 0xD6: "√", 0xB0: "°"},
}
_CHECKED, _UNCHECKED = "☑", "☐"
_OFF = ("0", "false", "off")
# What a paragraph may hold besides runs and is looked into.
_WRAPPERS = frozenset(
    {
        "hyperlink",
        "smartTag",
        "ins",
        "moveTo",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "rubyBase",
    }
)
_DELETED = frozenset({"del", "moveFrom"})
_CONTENT_OBJECTS = {"object": "embedded object", "pict": "picture", "drawing": "drawing"}


@dataclass(slots=True)
class ParagraphReader:
    """Reads paragraphs in order: numbers before them depend on those before."""

    numbering: Numbering = field(default_factory=Numbering)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    box_texts: list[Element] = field(default_factory=list)
    tracked: Counter[str] = field(default_factory=Counter)
    objects: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)

    def text(self, paragraph: Element) -> str:
        """Text of a paragraph with its number before it; line breaks as new lines."""
        properties = child(paragraph, "pPr")
        if properties is not None and self._mark_is_deleted(properties):
            self.tracked["deletions"] += 1
        body = "".join(self._parts(paragraph))
        label = self._label(properties) if body.strip() else ""
        return label + body

    def indent(self, paragraph: Element) -> float:
        """Points from the left edge to the first character."""
        properties = child(paragraph, "pPr")
        ind = child(properties, "ind") if properties is not None else None
        if ind is None:
            return 0.0
        left = _twips(ind, "left") or _twips(ind, "start")
        return max(0.0, (left + _twips(ind, "firstLine") - _twips(ind, "hanging")) / 20)

    def take_boxes(self) -> list[Element]:
        """Text boxes met since the last call; they stand beside the text, not in it."""
        boxes, self.box_texts = self.box_texts, []
        return boxes

    def _mark_is_deleted(self, properties: Element) -> bool:
        run = child(properties, "rPr")
        return run is not None and child(run, "del") is not None

    def _label(self, properties: Element | None) -> str:
        if properties is None:
            return ""
        number = child(properties, "numPr")
        style = child(properties, "pStyle")
        if number is None:
            known = self.style_lists.get((attribute(style, "val") or "") if style is not None else "")
            return self.numbering.label(*known) if known else ""
        identity, depth = child(number, "numId"), child(number, "ilvl")
        value = (attribute(depth, "val") or "0") if depth is not None else "0"
        if identity is None:
            return ""
        return self.numbering.label(attribute(identity, "val") or "", int(value) if value.isdigit() else 0)

    def _parts(self, element: Element) -> Iterator[str]:
        for node in element:
            name = local_name(node)
            if name == "r":
                yield from self._run(node)
            elif name in _WRAPPERS:
                if name in ("ins", "moveTo") and len(node):
                    self.tracked["insertions"] += 1
                yield from self._parts(node)
            elif name in _DELETED:
                self.tracked["deletions"] += 1
            elif name == "sdt":
                yield from self._content_control(node)
            elif name == "ruby":
                yield from self._parts(node)
            elif name in ("oMath", "oMathPara"):
                yield "".join(t.text or "" for t in node.iter() if local_name(t) == "t")
            elif name == "AlternateContent":
                yield from self._alternate(node)

    def _content_control(self, node: Element) -> Iterator[str]:
        content = child(node, "sdtContent")
        if content is not None:
            yield from self._parts(content)

    def _alternate(self, node: Element) -> Iterator[str]:
        """One of the branches: both say the same for programs of different age."""
        branch = child(node, "Choice")
        branch = branch if branch is not None else child(node, "Fallback")
        if branch is not None:
            yield from self._run(branch)

    def _run(self, run: Element) -> Iterator[str]:
        properties = child(run, "rPr")
        if properties is not None and _is_on(properties, "vanish"):
            text = "".join(t.text or "" for t in children(run, "t"))
            if text.strip():
                self.hidden.append(text)
            return
        for node in run:
            name = local_name(node)
            if name == "t":
                yield node.text or ""
            elif name == "tab":
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(node)
            elif name == "fldChar":
                yield _form_box(node)
            elif name == "AlternateContent":
                yield from self._alternate(node)
            elif name == "ruby":
                yield from self._parts(node)
            elif name in _CONTENT_OBJECTS:
                self._object(node, name)

    def _object(self, node: Element, name: str) -> None:
        boxes = [b for b in node.iter() if local_name(b) == "txbxContent"]
        self.box_texts.extend(boxes)
        names = {local_name(n) for n in node.iter()}
        if "OLEObject" in names:
            self.objects["embedded objects"] += 1
        elif names & {"blip", "imagedata"}:
            self.objects["pictures"] += 1
        elif "chart" in names:
            self.objects["charts"] += 1


def _is_on(properties: Element, name: str) -> bool:
    found = child(properties, name)
    return found is not None and attribute(found, "val") not in _OFF


def _symbol(node: Element) -> str:
    font, code = (attribute(node, "font") or "").lower(), attribute(node, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(font, {}).get(number & 0xFF, chr(number) if number < 0xE000 else "\ufffd")


def _form_box(node: Element) -> str:
    data = child(node, "ffData")
    box = child(data, "checkBox") if data is not None else None
    if box is None:
        return ""
    state = child(box, "checked")
    state = state if state is not None else child(box, "default")
    is_on = state is not None and attribute(state, "val") not in _OFF
    return _CHECKED if is_on else _UNCHECKED


def _twips(element: Element, name: str) -> int:
    value = attribute(element, name) or "0"
    return int(value) if value.lstrip("-").isdigit() and len(value) < 8 else 0
