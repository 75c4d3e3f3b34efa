"""The parts of what is shown: sections of columns and rows, and notes under them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

Cell = Text | str | int | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column's heading; ``amounts`` are set to the right and grouped in thousands.

    On a console a ``sentence`` stands under what the row says else, over the whole width.
    """

    heading: Text
    amounts: bool = False
    sentence: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart that a workbook draws under a section: ``categories`` and ``values`` are places of its columns."""

    title: Text
    categories: tuple[int, int]
    values: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """One table with its title; a workbook draws its ``charts`` from the cells that it shows."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class Report:
    """A result ready to be shown: sections, then notes."""

    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()


CODE = Column(Text("科目编码", "Code"))
NAME = Column(Text("科目名称", "Line"))
EXPECTED = Column(Text("应列金额", "Expected"), amounts=True)
LOW = Column(Text("下限", "Low"), amounts=True)
HIGH = Column(Text("上限", "High"), amounts=True)
