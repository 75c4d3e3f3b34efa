"""Charts of a result workbook, drawn by the program that opens it from the cells that they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.styles import FONT, LINE, MUTED

CHART_ROWS = 20
"""The rows of a sheet that a chart takes, with some space below."""
COLOURS = (
    *("#2F5597", "#E08E2B", "#3B7D6E", "#8A3B5C", "#6B7F99"),
    *("#B5A642", "#7A5CA6", "#4FA3C7", "#A65C3B", "#5C8A3B"),
)
"""Fills of the series, used in turn."""


@dataclass(frozen=True)
class Series:
    """One series: its name, and the cells of its categories and values."""

    name: str
    categories: str
    values: str


def column_chart(book: ResultBook, title: str, series: Sequence[Series], *, stacked: bool = False) -> Any:
    """Columns side by side, or one upon another."""
    kind: dict[str, str] = {"type": "column", **({"subtype": "stacked"} if stacked else {})}
    chart = book.workbook.add_chart(kind)
    for number, each in enumerate(series):
        chart.add_series(
            {
                "name": each.name,
                "categories": f"={each.categories}",
                "values": f"={each.values}",
                "fill": {"color": COLOURS[number % len(COLOURS)]},
                "gap": 60 if stacked else 90,
            }
        )
    return _dressed(chart, title, several=len(series) > 1)


def line_chart(book: ResultBook, title: str, series: Sequence[Series]) -> Any:
    """Lines through months or years."""
    chart = book.workbook.add_chart({"type": "line"})
    for number, each in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        chart.add_series(
            {
                "name": each.name,
                "categories": f"={each.categories}",
                "values": f"={each.values}",
                "line": {"color": colour, "width": 2.25},
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    return _dressed(chart, title, several=len(series) > 1)


def _dressed(chart: Any, title: str, *, several: bool) -> Any:
    font = {"name": FONT, "size": 9, "color": MUTED}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": "#,##0",
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font} if several else {"none": True})
    chart.set_size({"width": 900, "height": 360})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart
