"""PDFs that mean harm, written byte by byte.

Belongs here: making them. Does not: what the reader should say (see `test_hostile_files`).
"""

from __future__ import annotations

import zlib


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of the objects given; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), words, content)


CATALOG = b"<</Type/Catalog/Pages 2 0 R%s>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = stream(b"BT /F1 12 Tf 72 700 Td (100.00) Tj ET")


def page(words: bytes = b"/MediaBox[0 0 595 842]", contents: bytes = b"4 0 R") -> bytes:
    resources = b"/Resources<</Font<</F1 5 0 R>>/XObject<</X1 6 0 R>>>>"
    return b"<</Type/Page/Parent 2 0 R%s%s/Contents %s>>" % (words, resources, contents)


def one_page(
    *,
    catalog: bytes = b"",
    page_words: bytes = b"/MediaBox[0 0 595 842]",
    content: bytes = TEXT,
    more: tuple[bytes, ...] = (stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"),),
) -> bytes:
    return pdf([CATALOG % catalog, PAGES, page(page_words), content, FONT, *more])


def _bomb(size: int) -> bytes:
    """`size` bytes of space that take a thousandth of it, packed twice over."""
    packer = zlib.compressobj(9)
    chunk = b" " * (1 << 20)
    packed = b"".join(packer.compress(chunk) for _ in range(size >> 20)) + packer.flush()
    return stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]")


def _draws(times: int) -> bytes:
    return b"q /X1 Do Q\n" * times


def _forms(depth: int, width: int) -> tuple[bytes, ...]:
    """Forms that draw each other: width ** depth drawings from a few hundred bytes."""
    forms = []
    for level in range(depth):
        words = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X1 %d 0 R>>>>" % (
            7 + level
        )
        forms.append(stream(_draws(width), words))
    return (*forms, stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))


def _image(width: int, height: int) -> bytes:
    row = zlib.compressobj(9)
    line = bytes(width // 8)
    packed = b"".join(row.compress(line) for _ in range(height)) + row.flush()
    words = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1" % (
        width,
        height,
    )
    return stream(packed, words + b"/Filter/FlateDecode")


SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://attacker.invalid'\\))>>"
LAUNCH = b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"

HOSTILE: dict[str, bytes] = {
    "script that opens an address": one_page(catalog=SCRIPT),
    "action that starts a program": one_page(catalog=LAUNCH),
    "content stream that unpacks to a gigabyte": one_page(content=_bomb(1 << 30)),
    "arrays a hundred thousand deep": one_page(catalog=b"/X" + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries a hundred thousand deep": one_page(
        catalog=b"/X" + b"<</A" * 100_000 + b" 1" + b">>" * 100_000
    ),
    "page tree that is its own child": pdf([CATALOG % b"", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"]),
    "a million pages promised, one there": pdf(
        [CATALOG % b"", b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", page(), TEXT, FONT]
    ),
    "page as large as a country": one_page(page_words=b"/MediaBox[0 0 1e9 1e9]"),
    "page without size": one_page(page_words=b"/MediaBox[0 0 0 0]"),
    "page of infinite size": one_page(page_words=b"/MediaBox[0 0 1e40 -1e40]"),
    "forms that draw each other a hundred million times": one_page(
        content=stream(_draws(10)), more=_forms(7, 10)
    ),
    "form that draws itself": one_page(
        content=stream(_draws(1)),
        more=(
            stream(_draws(2), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 6 0 R>>>>"),
        ),
    ),
    "picture of a billion pixels": one_page(
        content=stream(b"q 595 0 0 842 0 0 cm /X1 Do Q"), more=(_image(32_000, 32_000),)
    ),
    "two hundred thousand lines on a page": one_page(
        content=stream(b"".join(b"%d 0 m %d 842 l S\n" % (n % 595, n % 595) for n in range(200_000)))
    ),
    "a million characters on one line": one_page(
        content=stream(b"BT /F1 1 Tf 1 700 Td (" + b"8" * 1_000_000 + b") Tj ET")
    ),
    "length that lies": one_page(content=b"<</Length 999999999>>\nstream\nBT ET\nendstream"),
    "cross-reference that points at itself": one_page().replace(b"startxref\n", b"startxref\n9", 1),
    "name with every byte": one_page(page_words=b"/MediaBox[0 0 595 842]/" + bytes(range(33, 127))),
}
