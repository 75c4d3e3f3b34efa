"""A table in one unit of money and a narrative that gives its figures in another, ten thousand times apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openfisca_china_personnel.documents.audit.cells import Cell, Cells
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.language import Text

_TIMES = 10_000
_LEAST = 2  # figures that are so far apart, where none agrees


def other_units_of_money(cells: Cells) -> Iterator[Finding]:
    """One finding for each table whose unit contradicts the narrative's."""
    for pairs in contradicting_units(cells).values():
        prose, cell = pairs[0]
        title = cells.document.tables[int(str(cell.key[0]))].title
        text = _OTHER_UNIT.format(
            title=title,
            unit=cell.unit,
            other=prose.unit,
            name=prose.name,
            stated=prose.shown(prose.value),
            printed=cell.shown(cell.value),
        )
        where = (cell.place, *(each.place for each, _ in pairs))
        yield Finding("unit_of_money", "inconsistent", where, text, cell.unit)


def contradicting_units(cells: Cells) -> Mapping[int, list[tuple[Cell, Cell]]]:
    """By table: the figures of the narrative that are ten thousand times the table's, or the other way round."""
    apart: dict[int, list[tuple[Cell, Cell]]] = {}
    agreeing: set[int] = set()
    for index, statement in enumerate(cells.statements):
        prose = cells.of_statement(index)
        for target in statement.targets:
            cell = cells.of_table(target.table, target.row, target.column)
            known = cells.document.tables[target.table].amount_unit is not None
            if not known or prose is None or cell is None or not cell.value or not prose.value:
                continue
            if prose.value in (cell.value * _TIMES, cell.value / _TIMES):
                apart.setdefault(target.table, []).append((prose, cell))
            elif abs(prose.value - cell.value) <= prose.half + cell.half:
                agreeing.add(target.table)
    return {table: pairs for table, pairs in apart.items() if table not in agreeing and len(pairs) >= _LEAST}


_OTHER_UNIT = Text(
    "《{title}》标明单位为{unit}，而文字说明中的数字与其相差一万倍：{name}为{stated}{other}，表中为{printed}{unit}，"
    "请核对金额单位。",
    "《{title}》 is headed {unit}, but the narrative's figures are ten thousand times apart from its own: {name} is "
    "{stated} {other}, the table prints {printed} {unit}; check the unit.",
)
