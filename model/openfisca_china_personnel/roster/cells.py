"""From the text of a column's cells to values: every distinct text is looked at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster.coded import Coded

Value = TypeVar("Value")

UNCALCULATED = "\0formula"
"""Stands in a cell whose formula has no stored result."""

SPACES = " \t\r\n\v\f\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\ufeff"
ERRORS_BEGIN = ("#", "\0")
"""How the texts that stand for an error of a spreadsheet begin."""
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
    """A column as read: its values, where a cell was refused the reason by place (0 is the first record).

    ``distinct`` has the values by code where every distinct text was looked at once.
    """

    values: polars.Series
    refused: dict[int, Text] = field(default_factory=dict)
    distinct: Coded[Any] | None = None

    @property
    def bad(self) -> polars.Series:
        """True where a cell was refused."""
        bad = polars.repeat(value=False, n=len(self.values), dtype=polars.Boolean, eager=True)
        return bad.scatter(list(self.refused), values=True) if self.refused else bad


def blank_to_null(texts: polars.Expr) -> polars.Expr:
    """Texts without the spaces around them, null where nothing is left."""
    stripped = texts.str.strip_chars(SPACES)
    return polars.when(stripped.str.len_bytes() > 0).then(stripped)


def plain(text: str) -> str:
    """Half-width, without spaces around it and with one kind of minus sign: the form that readers look at."""
    return unicodedata.normalize("NFKC", text).strip(SPACES).replace("\u2212", "-")


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


def bare(text: str) -> str:
    """A cell's text without the spaces around it, as ``blank_to_null`` leaves it; empty where the cell is blank."""
    return text.strip(SPACES)


def read_cells(texts: Coded[str], parse: Callable[[str], Value], dtype: polars.DataType) -> Cells:
    """Every distinct text through ``parse``, which gives a value or raises ``Refused``; blank and null stay null."""
    values: list[Value | None] = []
    reasons: dict[int, Text] = {}
    for code, text in enumerate(map(bare, texts.texts)):
        value = None
        if text:
            try:
                refuse_errors(text)
                value = parse(text)
            except Refused as refused:
                reasons[code] = refused.text
        values.append(value)
    places = texts.places(list(reasons))
    refused_codes = texts.codes.gather(places)
    refused_cells = {place: reasons[code] for place, code in zip(places, refused_codes, strict=True)}
    return Cells(texts.valued(values, dtype), refused_cells, Coded(texts.codes, tuple(values)))


def places_of(texts: polars.Series, reasons: dict[str, Text]) -> dict[int, Text]:
    """The place of every cell whose text is among the refused ones, with its reason."""
    if not reasons:
        return {}
    places = texts.is_in(list(reasons)).fill_null(value=False).arg_true()
    return {place: reasons[text] for place, text in zip(places, texts.gather(places), strict=True)}


def may_hold(texts: polars.Series, patterns: Sequence[str]) -> bool:
    """Whether any cell has one of these in it, in any case of its letters."""
    return bool(texts.str.contains_any(list(patterns), ascii_case_insensitive=True).any())


def has_no_spaces(texts: polars.Series) -> bool:
    """Whether it is plain at a glance that no cell is blank and none has spaces around it."""
    return not (texts.str.len_bytes() == 0).any() and not may_hold(texts, SPACES)


def as_texts(column: polars.Series) -> polars.Series | None:
    """A column of any type as text; ``None`` where the type has no text."""
    dtype = column.dtype
    if dtype == polars.String:
        return column
    if dtype.is_nested() or dtype in (polars.Binary, polars.Object, polars.Duration, polars.Time):
        return None
    if dtype.is_float() or dtype.is_decimal():
        # 12.0 is 12 to whoever wrote it: numbers with gaps become floats on the way.
        return column.cast(polars.String).str.replace(r"^(-?[0-9]+)\.0+$", "$1")
    if isinstance(dtype, polars.Datetime) and dtype.time_zone is not None:
        return column.dt.replace_time_zone(None).cast(polars.String)
    return column.cast(polars.String)
