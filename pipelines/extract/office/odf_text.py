"""Text of OpenDocument paragraphs.

Belongs here: spaces, tabs, breaks and notes inside `text:p`. Does not: tables, documents.
"""

from __future__ import annotations

from pipelines.extract.office.safe_xml import Element, attribute, local_name

# Comments, tracked deletions, pictures' descriptions, and notes, which are read on their own.
_APART = frozenset({"annotation", "tracked-changes", "desc", "title", "note", "ruby-text", "change"})
_MAX_SPACES = 200


def paragraph_texts(cell: Element) -> list[str]:
    """The paragraphs that stand directly in a cell or text box (also in its lists), each as one text."""
    texts = []
    for element in cell:
        name = local_name(element)
        if name in ("p", "h"):
            texts.append(paragraph_text(element))
        elif name in ("list", "list-item", "section"):
            texts += paragraph_texts(element)
    return texts


def paragraph_text(paragraph: Element) -> str:
    """One paragraph with its breaks as new lines."""
    parts = [paragraph.text or ""]
    for element in paragraph:
        name = local_name(element)
        if name == "s":
            count = attribute(element, "c") or "1"
            parts.append(" " * (min(int(count), _MAX_SPACES) if count.isdigit() else 1))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name not in _APART:
            parts.append(paragraph_text(element))
        parts.append(element.tail or "")
    return "".join(parts)
