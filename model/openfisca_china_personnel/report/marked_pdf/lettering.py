"""The two fonts of a label, neither of which has to be in the file, and text set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

SIZE = 7.5
LATIN, CHINESE = "/MarkLatin", "/MarkChinese"

_RUN = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_LATIN_WIDTH = 0.62  # of the size, at most, on average: bold Helvetica's digits and small letters


def fonts() -> DictionaryObject:
    """Helvetica, and the Song type that every reader has or replaces by the Chinese type of its system."""
    latin = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    descriptor = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject("/STSong-Light"),
            NameObject("/Flags"): NumberObject(6),
            NameObject("/FontBBox"): ArrayObject(NumberObject(n) for n in (-25, -254, 1000, 880)),
            NameObject("/ItalicAngle"): NumberObject(0),
            NameObject("/Ascent"): NumberObject(752),
            NameObject("/Descent"): NumberObject(-271),
            NameObject("/CapHeight"): NumberObject(737),
            NameObject("/StemV"): NumberObject(58),
        }
    )
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
            NameObject("/FontDescriptor"): descriptor,
            NameObject("/DW"): FloatObject(1000),
        }
    )
    chinese = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
        }
    )
    return DictionaryObject({NameObject(LATIN): latin, NameObject(CHINESE): chinese})


def width_of(text: str) -> float:
    """How wide a label's text is set, in points; rather too wide than too narrow."""
    return SIZE * sum(_LATIN_WIDTH if " " <= each <= "~" else 1.0 for each in text)


def shown(text: str) -> Iterator[str]:
    """The operators that show a text at the current place."""
    for run in _RUN.findall(text):
        if " " <= run[0] <= "~":
            yield f"{LATIN} {SIZE} Tf <{run.encode('ascii').hex()}> Tj"
        else:
            yield f"{CHINESE} {SIZE} Tf <{run.encode('utf-16-be').hex()}> Tj"
