"""The notes that reading a roster leaves: what was assumed, rounded or not understood."""

from __future__ import annotations

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster.checks import percent
from openfisca_china_personnel.roster.columns import letter, nearest
from openfisca_china_personnel.roster.grid import Columns, Grid
from openfisca_china_personnel.roster.interpretation import Interpretation

_MOST_NAMES = 20

_UNKNOWN = Text("以下列不认识，未使用：{columns}。", "These columns are not known and were not used: {columns}.")
_DID_YOU_MEAN = Text("“{header}”（是否应为“{nearest}”？）", "“{header}” (did you mean “{nearest}”?)")
_QUOTED = Text("“{header}”", "“{header}”")
_NO_HEADER = Text("{letter} 列（没有列名）", "column {letter} (no header)")
_ROUNDED = Text(
    "金额超过两位小数，已四舍五入到分：{columns}。",
    "Amounts with more than two decimals were rounded half up to the fen: {columns}.",
)
GRADE_NAME = Text(
    "职级按 2019 年职级名称换算为职务层次；住房标准照此执行未见文件依据。",
    "Ranks were taken from the grade names of 2019; that housing standards follow them was not read in a source.",
)
_LOCATION = Text("所在地未填，按“在京中央”处理。", "Location is not stated: taken as central_beijing.")
_RATES = Text("同一单位的公积金比例不一致：{units}。", "Housing fund rates differ within one unit: {units}.")
_THE_UNIT = Text("（未写单位名称）", "(unit not named)")
_MORE = Text("另有 {count} 个", "{count} more")


def notices(grid: Grid, columns: Columns, read: Interpretation) -> tuple[Note, ...]:
    """All notes, the ones about the file first."""
    notes = (
        _unknown_columns(grid, columns),
        _rounded(grid, columns, read),
        _grade_names(read.table),
        _location(read),
        _different_rates(read.table),
    )
    return tuple(note for note in notes if note is not None)


def unknown_headers(grid: Grid, columns: Columns) -> list[Text]:
    """The columns that were not understood, each with the known header it comes closest to."""
    names = []
    for place in columns.unknown:
        header = grid.headers[place].strip()
        close = nearest(header, columns.known) if header else None
        if not header:
            names.append(_NO_HEADER.format(letter=letter(place)))
        elif close is not None:
            names.append(_DID_YOU_MEAN.format(header=header, nearest=close))
        else:
            names.append(_QUOTED.format(header=header))
    return names


def listed(texts: list[Text]) -> Text:
    """Several names in one sentence, the first twenty of a long list."""
    if len(texts) > _MOST_NAMES:
        texts = [*texts[:_MOST_NAMES], _MORE.format(count=len(texts) - _MOST_NAMES)]
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def _unknown_columns(grid: Grid, columns: Columns) -> Note | None:
    if not columns.unknown:
        return None
    names = unknown_headers(grid, columns)
    return Note(
        "unknown_column", _UNKNOWN.format(columns=Text("、".join(n.zh for n in names), ", ".join(n.en for n in names)))
    )


def _rounded(grid: Grid, columns: Columns, read: Interpretation) -> Note | None:
    if not read.rounded:
        return None
    places = sorted({place for rounded in read.rounded.values() for place in rounded})
    headers = [_QUOTED.format(header=grid.headers[columns.known[name][0]].strip()) for name in read.rounded]
    return Note("rounded_to_fen", _ROUNDED.format(columns=listed(headers)), rows=_rows(read.table, places))


def _grade_names(table: polars.DataFrame) -> Note | None:
    places = table["rank_from_grade_name"].arg_true().to_list()
    return Note("rank_from_grade_name", GRADE_NAME, rows=_rows(table, places), grade="B") if places else None


def _location(read: Interpretation) -> Note | None:
    places = read.location_assumed
    return Note("location_assumed", _LOCATION, rows=_rows(read.table, places)) if places else None


def _different_rates(table: polars.DataFrame) -> Note | None:
    stated = table.filter(polars.col("housing_fund_rate").is_not_null())
    rates = stated.group_by("unit", maintain_order=True).agg(polars.col("housing_fund_rate").unique().sort())
    differing = [
        Text("{unit}（{rates}）", "{unit} ({rates})").format(
            unit=_THE_UNIT if unit is None else unit,
            rates=listed([Text(percent(rate), percent(rate)) for rate in found]),
        )
        for unit, found in rates.filter(polars.col("housing_fund_rate").list.len() > 1).rows()
    ]
    return Note("different_rates", _RATES.format(units=listed(differing))) if differing else None


def _rows(table: polars.DataFrame, places: list[int]) -> tuple[int, ...]:
    return tuple(table["row"].gather(places).to_list())
