"""From the text of a column's cells to values: every distinct text is looked at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import polars

from openfisca_china_personnel.language import Text

Value = TypeVar("Value")

UNCALCULATED = "\0formula"
"""Stands in a cell whose formula has no stored result."""

_SPACES = " \t\r\n\v\f\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\ufeff"
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.I)
_LONGEST_QUOTED = 40

_ERROR = Text(
    "单元格是错误值“{found}”，请改正公式或填写数值",
    "the cell shows the error “{found}”: mend the formula or type the value",
)
_NO_RESULT = Text(
    "公式没有保存计算结果，请用 Excel 打开、计算并保存，或直接填写数值",
    "the formula has no stored result: open the file in Excel, let it calculate and save it, or type the value",
)


class Refused(ValueError):
    """A cell that cannot be read, with the sentence that says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True)
class Cells:
    """A column as read: its values, where a cell was refused the reason by place (0 is the first record)."""

    values: polars.Series
    refused: dict[int, Text] = field(default_factory=dict)

    @property
    def bad(self) -> polars.Series:
        """True where a cell was refused."""
        bad = polars.repeat(value=False, n=len(self.values), dtype=polars.Boolean, eager=True)
        return bad.scatter(list(self.refused), values=True) if self.refused else bad


def blank_to_null(texts: polars.Expr) -> polars.Expr:
    """Texts without the spaces around them, null where nothing is left."""
    stripped = texts.str.strip_chars(_SPACES)
    return polars.when(stripped.str.len_bytes() > 0).then(stripped)


def plain(text: str) -> str:
    """Half-width, without spaces around it and with one kind of minus sign: the form that readers look at."""
    return unicodedata.normalize("NFKC", text).strip(_SPACES).replace("\u2212", "-")


def quoted(text: str) -> str:
    """A cell's text as a sentence shows it: cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + "…"


def refuse_errors(text: str) -> None:
    """Refuse what a spreadsheet writes where it could not calculate."""
    if text == UNCALCULATED:
        raise Refused(_NO_RESULT)
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise Refused(_ERROR.format(found=text))


def read_cells(texts: polars.Series, parse: Callable[[str], Value], dtype: polars.DataType) -> Cells:
    """Every distinct text through ``parse``, which gives a value or raises ``Refused``; null stays null."""
    values: dict[str, Value] = {}
    reasons: dict[str, Text] = {}
    for text in texts.drop_nulls().unique():
        try:
            refuse_errors(text)
            values[text] = parse(text)
        except Refused as refused:
            reasons[text] = refused.text
    read = texts.replace_strict(list(values), list(values.values()), default=None, return_dtype=dtype)
    return Cells(read, places_of(texts, reasons))


def places_of(texts: polars.Series, reasons: dict[str, Text]) -> dict[int, Text]:
    """The place of every cell whose text is among the refused ones, with its reason."""
    if not reasons:
        return {}
    places = texts.is_in(list(reasons)).fill_null(value=False).arg_true()
    return {place: reasons[text] for place, text in zip(places, texts.gather(places), strict=True)}
