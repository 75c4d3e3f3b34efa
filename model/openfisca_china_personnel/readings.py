"""Which values of the law a computed amount rests on, as the simulation itself records them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openfisca_china_personnel.stretches import Stretches

Reading = tuple[str, str]
"""A parameter's path and the day (``YYYY-MM-DD``) at which a formula read it."""

_Key = tuple[str, str]


class Readings:
    """The parameters that each variable of a traced simulation read, its dependencies' included."""

    def __init__(self, simulation: Stretches) -> None:
        self._parameters: dict[_Key, set[Reading]] = {}
        self._children: dict[_Key, set[_Key]] = {}
        for tree in simulation.tracer.trees:
            self._collect(tree)

    def of(self, variable: str, period: object) -> set[Reading]:
        """Everything that ``variable`` rests on in a month."""
        return set(self._closure((variable, str(period)), set()))

    def _collect(self, node: Any) -> None:
        key = (node.name, str(node.period))
        read = self._parameters.setdefault(key, set())
        read.update((parameter.name, str(parameter.period)) for parameter in node.parameters)
        children = self._children.setdefault(key, set())
        for child in node.children:
            children.add((child.name, str(child.period)))
            self._collect(child)

    def _closure(self, key: _Key, seen: set[_Key]) -> Iterator[Reading]:
        if key in seen:
            return
        seen.add(key)
        yield from self._parameters.get(key, ())
        for child in self._children.get(key, ()):
            yield from self._closure(child, seen)
