"""Which values of the law a computed amount rests on, as the simulation itself records them."""

from __future__ import annotations

from typing import Any

from openfisca_core.periods import Period

Reading = tuple[str, str]
"""A parameter's path and the day (``YYYY-MM-DD``) at which a formula read it."""

_Key = tuple[str, Period]


class ReadingsTracer:
    """The tracer of a simulation that keeps what each variable read, its dependencies' readings included.

    openfisca-core's own tracer keeps every amount and the time of every step besides, which takes longer than some of
    the steps.
    """

    def __init__(self) -> None:
        self.stack: list[dict[str, Any]] = []
        self._read: dict[_Key, set[Reading]] = {}
        self._open: list[set[Reading]] = []

    def of(self, variable: str, period: Period) -> set[Reading]:
        """Everything that ``variable`` rests on in a month."""
        return self._read.get((variable, period), set())

    def record_calculation_start(self, variable: str, period: Period) -> None:
        """Called by the simulation before it computes or looks up a variable."""
        self.stack.append({"name": variable, "period": period})
        self._open.append(self._read.setdefault((variable, period), set()))

    def record_parameter_access(self, parameter: str, period: Any, value: Any) -> None:  # noqa: ARG002
        """Called by the simulation when a formula reads a value of the law."""
        self._open[-1].add((parameter, str(period)))

    def record_calculation_result(self, value: Any) -> None:
        """Called by the simulation with the amounts, which are not kept."""

    def record_calculation_end(self) -> None:
        """Called by the simulation when a variable is known: who asked for it rests on what it read."""
        self.stack.pop()
        read = self._open.pop()
        if self._open:
            self._open[-1].update(read)
