"""XML from strangers: no DTD, no entities, no network, bounded.

Belongs here: parsing bytes into lxml trees or streams with every outside door shut.
Does not: the meaning of any element. No document format read here needs a DTD, so one is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from lxml import etree

from pipelines.extract.model import UnreadableDocument

Element = Any
"""An lxml element; lxml's own stubs are not among the dependencies."""


def parse_xml(content: bytes, broken_code: str, what: str) -> Element:
    """The root of a document. Raises `UnreadableDocument`: XML_UNSAFE for a DTD, else `broken_code`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(broken_code, f"{what} is no whole XML: {error}") from error
    _refuse_dtd(root, what)
    return root


def stream_xml(
    file: IO[bytes], tags: tuple[str, ...], broken_code: str, what: str, *, parent: str | None = None
) -> Iterator[Element]:
    """Finished elements with one of the `tags` (local names), each freed after the caller has seen it.

    With `parent`, the children of every element of that name instead, whatever their own names.

    Memory stays that of one element and its still open parents.
    """
    wanted = frozenset(tags)
    try:
        events = etree.iterparse(
            file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        first = True
        for event, element in events:
            if first:
                _refuse_dtd(element, what)
                first = False
            if event == "start":
                continue
            above = element.getparent()
            if (above is not None and local_name(above) == parent) or local_name(element) in wanted:
                yield element
                _free(element)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(broken_code, f"{what} is no whole XML: {error}") from error


def stream_bytes(content: bytes) -> IO[bytes]:
    """Bytes as the file that `stream_xml` asks for."""
    return io.BytesIO(content)


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace (strict and transitional files differ)."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(v) for key, v in element.attrib.items() if key.rpartition("}")[2] == name), None)


def children(element: Element, name: str) -> list[Element]:
    """Child elements with a local name, in order."""
    return [child for child in element if local_name(child) == name]


def child(element: Element, name: str) -> Element | None:
    """The first child element with a local name."""
    return next((c for c in element if local_name(c) == name), None)


def _refuse_dtd(element: Element, what: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise UnreadableDocument("XML_UNSAFE", f"{what} declares a document type, which could pull in files")


def _free(element: Element) -> None:
    element.clear()
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]
