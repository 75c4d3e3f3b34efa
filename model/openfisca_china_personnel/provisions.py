"""The law's dated values with their documents, articles, dates and grades of certainty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from openfisca_core.parameters import Parameter, ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Grade

if TYPE_CHECKING:
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem


@dataclass(frozen=True)
class Provision:
    """One dated value of one parameter.

    ``start`` is its first day and ``next_start`` that of the value after it (ISO dates; ``None`` for the last).
    ``value`` is ``None`` for a gap. ``known_until`` is the last day up to which the series is known.
    """

    path: str
    label: Text
    unit: str
    value: float | int | str | None
    start: str
    next_start: str | None
    known_until: str | None
    changes: str | None
    document: str | None
    number: str | None
    article: str | None
    issued: str | None
    grade: Grade
    date_grade: Grade | None
    note: Text | None
    assumed: bool = False
    """Whether a scenario put the value there, and not the law."""
    replaced: tuple[tuple[str, float], ...] = ()
    """The first days and values of the law that an assumed value stands in place of."""

    @property
    def shown(self) -> str:
        """The value as people read it: a rate in percent, a number without needless zeros."""
        if isinstance(self.value, (int, float)) and self.unit == "/1":
            return f"{self.value * 100:g}%"
        return f"{self.value:g}" if isinstance(self.value, float) else str(self.value)

    def grade_at(self, instant: str) -> Grade:
        """The grade of certainty of the value on a day.

        How sure the first day is matters to what is computed within a year of it and to nothing later.
        """
        is_recent = (int(instant[:4]) - int(self.start[:4])) * 12 + int(instant[5:7]) - int(self.start[5:7]) < 12
        return max(self.grade, self.date_grade) if self.date_grade and is_recent else self.grade

    def is_carried_forward_at(self, instant: str) -> bool:
        """Whether a later value may be in force on that day and nobody has read it yet."""
        is_open = self.next_start is None and not self.assumed
        return is_open and self.known_until is not None and instant > self.known_until


def series(parameters: ParameterNode, path: str) -> tuple[Provision, ...]:
    """Every dated value of one parameter, oldest first. Raises ``KeyError`` for an unknown path."""
    return tuple(_provisions(_leaf(parameters, path)))


def all_series(parameters: ParameterNode) -> Iterator[tuple[Provision, ...]]:
    """Every parameter's dated values, in order of path."""
    leaves = [leaf for leaf in parameters.get_descendants() if isinstance(leaf, Parameter)]
    for leaf in sorted(leaves, key=lambda leaf: str(leaf.name)):
        yield tuple(_provisions(leaf))


def in_force(parameters: ParameterNode, path: str, instant: str) -> Provision | None:
    """The dated value in force on a day; ``None`` before the first one."""
    leaf = _leaf(parameters, path)
    begun = [dated for dated in _dated(leaf) if dated[0].instant_str <= instant]
    return _provision(leaf, *begun[-1]) if begun else None


def neighbours(parameters: ParameterNode, path: str, instant: str) -> tuple[Provision | None, Provision | None]:
    """The nearest known values of the law before and after a day; what a scenario assumes is not known."""
    before = after = None
    for provision in _of_the_law(series(parameters, path)):
        if provision.value is None:
            continue
        if provision.start <= instant:
            before = provision
        elif after is None:
            after = provision
    return before, after


def _of_the_law(held: tuple[Provision, ...]) -> Iterator[Provision]:
    """The law's own values, those that a scenario replaced among them."""
    for provision in held:
        if not provision.assumed:
            yield provision
        for start, value in provision.replaced:
            yield replace(provision, start=start, value=value, assumed=False, replaced=())


def nearest_known(system: TaxBenefitSystem, path: str, instant: str) -> tuple[str | None, str | None]:
    """The nearest days before and after ``instant`` from which a value is known; both ``None`` for no such series."""
    try:
        before, after = neighbours(system.parameters, path, instant)
    except KeyError:
        return None, None
    return before.start if before else None, after.start if after else None


def _leaf(parameters: ParameterNode, path: str) -> Parameter:
    node: Any = parameters
    for key in path.split("."):
        if not isinstance(node, ParameterNode):
            raise KeyError(path)
        node = node.children[key]
    if not isinstance(node, Parameter):
        raise KeyError(path)
    return node


def _provisions(leaf: Parameter) -> Iterator[Provision]:
    for value, following in _dated(leaf):
        yield _provision(leaf, value, following)


def _dated(leaf: Parameter) -> list[tuple[Any, Any]]:
    """Every dated value, oldest first, with the one that follows it (``None`` after the last)."""
    values = sorted(leaf.values_list, key=lambda value: str(value.instant_str))
    return list(zip(values, [*values[1:], None], strict=True))


def _provision(leaf: Parameter, value: Any, following: Any) -> Provision:
    own = value.metadata
    note = own.get("note")
    return Provision(
        path=leaf.name,
        label=Text(leaf.metadata.get("label", leaf.name), leaf.description or leaf.name),
        unit=leaf.metadata.get("unit", ""),
        value=value.value,
        start=value.instant_str,
        next_start=following.instant_str if following else None,
        known_until=leaf.metadata.get("known_until"),
        changes=leaf.metadata.get("changes"),
        document=own.get("document"),
        number=own.get("number"),
        article=own.get("article"),
        issued=own.get("issued"),
        grade=own.get("grade", "C"),
        date_grade=own.get("date_grade"),
        note=Text(note["zh"], note["en"]) if note else None,
        assumed=own.get("assumed", False),
        replaced=tuple(own.get("replaced", ())),
    )
