"""The notes that reading a roster leaves: what was assumed, rounded or not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.roster.checks import percent
from openfisca_china_personnel.roster.columns import COLUMNS, letter, nearest
from openfisca_china_personnel.roster.grid import Columns
from openfisca_china_personnel.roster.interpretation import Interpretation
from openfisca_china_personnel.roster.rows import Rows

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


@dataclass(frozen=True)
class Noticed:
    """What some rows of a roster leave to be noted; ``earlier + later`` puts what they leave together."""

    rounded_columns: frozenset[str] = frozenset()
    rounded: Rows = field(default_factory=Rows)
    from_grade_names: Rows = field(default_factory=Rows)
    location_assumed: Rows = field(default_factory=Rows)
    rates: dict[str | None, frozenset[int]] = field(default_factory=dict)
    """The housing fund rates that the rows of a unit state, in hundredths of a percent, by the first row with one."""

    def __add__(self, later: Noticed) -> Noticed:
        none: frozenset[int] = frozenset()
        return Noticed(
            rounded_columns=self.rounded_columns | later.rounded_columns,
            rounded=self.rounded + later.rounded,
            from_grade_names=self.from_grade_names + later.from_grade_names,
            location_assumed=self.location_assumed + later.location_assumed,
            rates={
                unit: self.rates.get(unit, none) | later.rates.get(unit, none)
                for unit in dict.fromkeys((*self.rates, *later.rates))
            },
        )


def noticed_in(read: Interpretation) -> Noticed:
    """What the rows of one block leave to be noted."""
    table, rows = read.table, read.table["row"]
    rounded = sorted({place for places in read.rounded.values() for place in places})
    return Noticed(
        rounded_columns=frozenset(read.rounded),
        rounded=Rows.of(rows.gather(rounded)),
        from_grade_names=Rows.of(rows.filter(table["rank_from_grade_name"])),
        location_assumed=Rows.of(rows.filter(read.location_assumed)),
        rates=_rates_by_unit(read),
    )


def _rates_by_unit(read: Interpretation) -> dict[str | None, frozenset[int]]:
    rate = read.table["housing_fund_rate"]
    if rate.null_count() == len(rate):
        return {}
    everywhere = not rate.null_count() and rate.min() == rate.max()
    if everywhere and read.units is not None and not read.units.codes.null_count():
        return dict.fromkeys(read.units.texts, frozenset(rate.head(1)))
    unit = read.table["unit"] if read.units is None else read.units.codes
    stated = polars.DataFrame({"unit": unit, "rate": rate}).filter(rate.is_not_null()).unique(maintain_order=True)
    rates: dict[str | None, set[int]] = {}
    for code, found in stated.rows():
        name = code if read.units is None or code is None else read.units.texts[code]
        rates.setdefault(name, set()).add(found)
    return {name: frozenset(found) for name, found in rates.items()}


def notices(headers: Sequence[str], columns: Columns, noticed: Noticed) -> tuple[Note, ...]:
    """All notes, the ones about the file first."""
    notes = (
        _unknown_columns(headers, columns),
        _rounded(headers, columns, noticed),
        _grade_names(noticed.from_grade_names),
        _location(noticed.location_assumed),
        _different_rates(noticed),
    )
    return tuple(note for note in notes if note is not None)


def unknown_headers(headers: Sequence[str], columns: Columns) -> list[Text]:
    """The columns that were not understood, each with the known header it comes closest to."""
    names = []
    for place in columns.unknown:
        header = headers[place].strip()
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


def _unknown_columns(headers: Sequence[str], columns: Columns) -> Note | None:
    if not columns.unknown:
        return None
    names = unknown_headers(headers, columns)
    return Note(
        "unknown_column", _UNKNOWN.format(columns=Text("、".join(n.zh for n in names), ", ".join(n.en for n in names)))
    )


def _rounded(headers: Sequence[str], columns: Columns, noticed: Noticed) -> Note | None:
    names = [column.name for column in COLUMNS if column.name in noticed.rounded_columns]
    if not names:
        return None
    written = [_QUOTED.format(header=headers[columns.known[name][0]].strip()) for name in names]
    return Note("rounded_to_fen", _ROUNDED.format(columns=listed(written)), rows=noticed.rounded.numbers())


def _grade_names(rows: Rows) -> Note | None:
    return Note("rank_from_grade_name", GRADE_NAME, rows=rows.numbers(), grade="B") if rows else None


def _location(rows: Rows) -> Note | None:
    return Note("location_assumed", _LOCATION, rows=rows.numbers()) if rows else None


def _different_rates(noticed: Noticed) -> Note | None:
    differing = [
        Text("{unit}（{rates}）", "{unit} ({rates})").format(
            unit=_THE_UNIT if unit is None else unit,
            rates=listed([Text(percent(rate), percent(rate)) for rate in sorted(found)]),
        )
        for unit, found in noticed.rates.items()
        if len(found) > 1
    ]
    return Note("different_rates", _RATES.format(units=listed(differing))) if differing else None
