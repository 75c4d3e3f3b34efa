"""A change as a sheet describes it: in the words of a scenario file, with the place of every cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Standing:
    """Where a change stands; ``headings`` are those of its cells, by the key that a scenario file has for each."""

    sheet: str
    row: int
    headings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DescribedChange:
    """One change: its kind, what a scenario file would say of it, and where it stands."""

    kind: str
    content: dict[str, Any]
    standing: Standing


@dataclass(frozen=True)
class DescribedScenario:
    """One scenario in the form of a scenario file; ``assumptions`` has the places of what it assumes."""

    name: str
    changes: tuple[DescribedChange, ...]
    common: dict[str, Any]
    common_standings: dict[str, Standing]

    @property
    def data(self) -> dict[str, Any]:
        """What a scenario file would hold, under its English keys."""
        changes = [{change.kind: change.content} for change in self.changes]
        return {"name": self.name, **self.common, "changes": changes}
