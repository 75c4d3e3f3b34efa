"""A column of few distinct texts as numbers, so that each text is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import polars

Thing = TypeVar("Thing")

_LOOKED_AT = 1_000
# With this few texts comparing whole columns with each is faster than a table of them.
_FEW = 6


@dataclass(frozen=True)
class Coded(Generic[Thing]):
    """``texts[codes[i]]`` is cell ``i``; the code is null where the cell is. The codes count up by first appearance.

    What the texts were read as may stand in their place.
    """

    codes: polars.Series
    texts: tuple[Thing, ...]

    @staticmethod
    def of(column: polars.Series) -> Coded[str]:
        """The codes of a column of texts."""
        likely = column.head(_LOOKED_AT).drop_nulls().unique(maintain_order=True).to_list()
        if len(likely) <= _FEW and (codes := _compared(column, likely)) is not None:
            return Coded(codes, tuple(likely))
        # Categories of their own: the ones that a process shares would stay in its memory.
        categorical = column.cast(polars.Categorical(polars.Categories.random()))
        texts = categorical.drop_nulls().unique(maintain_order=True)
        assert texts.to_physical().to_list() == list(range(len(texts)))
        return Coded(categorical.to_physical(), tuple(texts.cast(polars.String)))

    def valued(self, values: Sequence[Any], dtype: polars.DataType) -> polars.Series:
        """A column with a value for each text, null where the cell is."""
        if not values:
            return polars.repeat(None, len(self.codes), dtype=dtype, eager=True)
        return polars.Series(values, dtype=dtype).gather(self.codes)

    def places(self, wanted: Sequence[int]) -> list[int]:
        """The places of the cells with one of these codes."""
        if not wanted:
            return []
        found: list[int] = self.codes.is_in(list(wanted)).fill_null(value=False).arg_true().to_list()
        return found


def _compared(column: polars.Series, texts: list[str]) -> polars.Series | None:
    """The codes by comparison with each text; ``None`` where a cell has another one."""
    codes = polars.repeat(None, len(column), dtype=polars.UInt32, eager=True)
    for code, text in enumerate(texts):
        same = column == text
        codes = polars.repeat(code, len(column), dtype=polars.UInt32, eager=True).zip_with(same, codes)
    return codes if codes.null_count() == column.null_count() else None
