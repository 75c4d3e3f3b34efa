"""A table in one unit of money and a narrative that gives its figures in another, ten thousand times apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openfisca_china_personnel.documents.audit.cells import Cell, Cells, place_in_prose
from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.prose.labels import same_subject
from openfisca_china_personnel.language import Text

_TIMES = 10_000
_FEWEST_DIGITS = 3  # of a number that two things hardly have in common by chance
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


def units_of_one_thing(cells: Cells) -> Iterator[Finding]:
    """One thing with one number in two units: 1.58元 in one sentence, 1.58万元 in the next."""
    seen: dict[tuple[str, str], list[int]] = {}
    for index, statement in enumerate(cells.statements):
        amount = statement.amount
        if amount is None or statement.repeats is not None or sum(map(str.isdigit, amount.printed)) < _FEWEST_DIGITS:
            continue
        before = seen.setdefault((amount.printed, statement.section), [])
        for number in before:
            other = cells.statements[number]
            if other.amount is None or {other.amount.unit, amount.unit} != {"元", "万元"}:
                continue
            if same_subject(other.subject, statement.subject):
                text = _TWO_UNITS.format(
                    name=statement.subject, number=amount.printed, one=other.amount.unit, unit=amount.unit
                )
                where = (place_in_prose(other, other.amount), place_in_prose(statement, amount))
                yield Finding("unit_of_money", "inconsistent", where, text, other.amount.unit, amount.unit)
                break
        before.append(index)


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


_TWO_UNITS = Text(
    "“{name}”的{number}在一处以{one}为单位，在另一处以{unit}为单位，两者相差一万倍，请核对。",
    "“{name}” is {number} {one} in one place and {number} {unit} in another, ten thousand times apart; check the unit.",
)
_OTHER_UNIT = Text(
    "《{title}》标明单位为{unit}，而文字说明中的数字与其相差一万倍：{name}为{stated}{other}，表中为{printed}{unit}，"
    "请核对金额单位。",
    "《{title}》 is headed {unit}, but the narrative's figures are ten thousand times apart from its own: {name} is "
    "{stated} {other}, the table prints {printed} {unit}; check the unit.",
)
