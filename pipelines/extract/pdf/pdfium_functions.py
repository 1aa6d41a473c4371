"""The functions of PDFium that both readers call, in one list, and their addresses.

Belongs here: names, signatures, the C structures. The order is the order of the struct in `page_marks.c`.
Does not: calling them.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw


class FloatMatrix(ctypes.Structure):
    """FS_MATRIX."""

    _fields_ = tuple((name, c_float) for name in "abcdef")


class FloatRect(ctypes.Structure):
    """FS_RECTF."""

    _fields_ = tuple((name, c_float) for name in ("left", "top", "right", "bottom"))


@dataclass(frozen=True, slots=True)
class Function:
    """A function of PDFium: short name here, symbol there, result and argument types."""

    name: str
    symbol: str
    result: Any
    arguments: tuple[Any, ...]


_COLOUR = (POINTER(c_uint),) * 4

FUNCTIONS: Final = (
    Function("LoadPage", "FPDF_LoadPage", c_void_p, (c_void_p, c_int)),
    Function("ClosePage", "FPDF_ClosePage", None, (c_void_p,)),
    Function("PageWidth", "FPDF_GetPageWidthF", c_float, (c_void_p,)),
    Function("PageHeight", "FPDF_GetPageHeightF", c_float, (c_void_p,)),
    Function("Rotation", "FPDFPage_GetRotation", c_int, (c_void_p,)),
    Function("PageBox", "FPDF_GetPageBoundingBox", c_int, (c_void_p, POINTER(FloatRect))),
    Function("CountObjects", "FPDFPage_CountObjects", c_int, (c_void_p,)),
    Function("GetObject", "FPDFPage_GetObject", c_void_p, (c_void_p, c_int)),
    Function("ObjectType", "FPDFPageObj_GetType", c_int, (c_void_p,)),
    Function("ObjectMatrix", "FPDFPageObj_GetMatrix", c_int, (c_void_p, POINTER(FloatMatrix))),
    Function("FormCount", "FPDFFormObj_CountObjects", c_int, (c_void_p,)),
    Function("FormObject", "FPDFFormObj_GetObject", c_void_p, (c_void_p, c_ulong)),
    Function("DrawMode", "FPDFPath_GetDrawMode", c_int, (c_void_p, POINTER(c_int), POINTER(c_int))),
    Function("StrokeWidth", "FPDFPageObj_GetStrokeWidth", c_int, (c_void_p, POINTER(c_float))),
    Function("StrokeColor", "FPDFPageObj_GetStrokeColor", c_int, (c_void_p, *_COLOUR)),
    Function("FillColor", "FPDFPageObj_GetFillColor", c_int, (c_void_p, *_COLOUR)),
    Function("CountSegments", "FPDFPath_CountSegments", c_int, (c_void_p,)),
    Function("GetSegment", "FPDFPath_GetPathSegment", c_void_p, (c_void_p, c_int)),
    Function("SegmentType", "FPDFPathSegment_GetType", c_int, (c_void_p,)),
    Function(
        "SegmentPoint", "FPDFPathSegment_GetPoint", c_int, (c_void_p, POINTER(c_float), POINTER(c_float))
    ),
    Function("SegmentClose", "FPDFPathSegment_GetClose", c_int, (c_void_p,)),
    Function("TextLoad", "FPDFText_LoadPage", c_void_p, (c_void_p,)),
    Function("TextClose", "FPDFText_ClosePage", None, (c_void_p,)),
    Function("TextCount", "FPDFText_CountChars", c_int, (c_void_p,)),
    Function("TextUnicode", "FPDFText_GetUnicode", c_uint, (c_void_p, c_int)),
    Function("TextGenerated", "FPDFText_IsGenerated", c_int, (c_void_p, c_int)),
    Function("TextMapError", "FPDFText_HasUnicodeMapError", c_int, (c_void_p, c_int)),
    Function("TextLooseBox", "FPDFText_GetLooseCharBox", c_int, (c_void_p, c_int, POINTER(FloatRect))),
    Function(
        "TextOrigin", "FPDFText_GetCharOrigin", c_int, (c_void_p, c_int, POINTER(c_double), POINTER(c_double))
    ),
    Function("TextFontSize", "FPDFText_GetFontSize", c_double, (c_void_p, c_int)),
    Function("TextMatrix", "FPDFText_GetMatrix", c_int, (c_void_p, c_int, POINTER(FloatMatrix))),
    Function("TextObject", "FPDFText_GetTextObject", c_void_p, (c_void_p, c_int)),
    Function("TextRenderMode", "FPDFTextObj_GetTextRenderMode", c_int, (c_void_p,)),
    Function("ClipPath", "FPDFPageObj_GetClipPath", c_void_p, (c_void_p,)),
    Function("ClipCount", "FPDFClipPath_CountPaths", c_int, (c_void_p,)),
    Function("ClipSegments", "FPDFClipPath_CountPathSegments", c_int, (c_void_p, c_int)),
    Function("ClipSegment", "FPDFClipPath_GetPathSegment", c_void_p, (c_void_p, c_int, c_int)),
)


def address_of(symbol: str) -> int:
    """Where a function of the loaded PDFium library lies."""
    address = ctypes.cast(getattr(raw, symbol), c_void_p).value
    assert address, symbol
    return address
