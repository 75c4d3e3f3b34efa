"""From broken identities to their causes: one wrong figure is one finding, whatever number of identities it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.language import Text

Key = tuple[object, ...]
NOTHING = Text("", "")


@dataclass(frozen=True)
class Cause:
    """One cause: the figures that it concerns, the identities that it breaks, what would mend them.

    ``delta`` is what must be added to the figures, ``proven`` whether no other single figure would do and nothing
    else breaks by it; where it is not, the identities contradict and ``cells`` are those of the first. ``shifted``
    says that one figure has too much just what another one beside it has too little, ``witness`` what else the
    narrative shows of it.
    """

    cells: tuple[Cell, ...]
    broken: tuple[Identity, ...]
    delta: Decimal
    proven: bool
    shifted: bool = False
    witness: Text = NOTHING


def causes_of(identities: Sequence[Identity]) -> list[Cause]:
    """The causes of all broken identities, each broken identity in exactly one."""
    system = _System(identities)
    found: list[Cause] = []
    while system.broken:
        found.append(system.next_cause())
    return shifted_as_one(found, identities)


def shifted_as_one(causes: Sequence[Cause], identities: Sequence[Identity]) -> list[Cause]:
    """The causes, those that cancel each other out between neighbours as one."""
    rest = list(causes)
    joined: list[Cause] = []
    while rest:
        cause = rest.pop(0)
        partner = next((other for other in rest if _is_shift(cause, other, identities)), None)
        if partner is not None:
            rest.remove(partner)
            cause = Cause(
                tuple(dict.fromkeys((*cause.cells, *partner.cells))),
                (*cause.broken, *partner.broken),
                cause.delta,
                proven=False,
                shifted=True,
            )
        joined.append(cause)
    return joined


def _is_shift(one: Cause, other: Cause, identities: Sequence[Identity]) -> bool:
    """Whether one cause takes away what the other adds, in figures that stand in one row or in one sum."""
    if one.proven or other.proven or one.delta * other.delta >= 0:
        return False
    exact = one.broken[0].tolerance + other.broken[0].tolerance
    if abs(one.delta + other.delta) >= exact:
        return False
    mine, theirs = {cell.key for cell in one.cells}, {cell.key for cell in other.cells}
    if {key[:2] for key in mine if key[0] != "prose"} & {key[:2] for key in theirs}:
        return True
    return any(mine & parts and theirs & parts for parts in ({p.key for p in i.parts} for i in identities))


class _System:
    """Figures that are one (two prints that agree) are one unknown of the system."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self.identities = list(identities)
        self.broken = [n for n, identity in enumerate(identities) if not identity.holds]
        self.cells: dict[Key, Cell] = {}
        self.root: dict[Key, Key] = {}
        for identity in identities:
            for cell in (identity.whole, *identity.parts):
                self.cells.setdefault(cell.key, cell)
                self.root.setdefault(cell.key, cell.key)
        for identity in identities:
            if identity.is_equality and identity.holds:
                self.root[self.find(identity.whole.key)] = self.find(identity.parts[0].key)
        self.members: dict[Key, list[Cell]] = {}
        for key, cell in self.cells.items():
            self.members.setdefault(self.find(key), []).append(cell)
        self.residuals = [identity.residual for identity in identities]
        self.signs = [self.signs_of(identity) for identity in identities]
        self.holding: dict[Key, list[int]] = {}
        for number, signs in enumerate(self.signs):
            for unknown in signs:
                self.holding.setdefault(unknown, []).append(number)

    def find(self, key: Key) -> Key:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def signs_of(self, identity: Identity) -> dict[Key, int]:
        signs: dict[Key, int] = {}
        for key, sign in identity.coefficients():
            unknown = self.find(key)
            signs[unknown] = signs.get(unknown, 0) + sign
        return {unknown: sign for unknown, sign in signs.items() if sign}

    def next_cause(self) -> Cause:
        options = sorted(self.options(), key=lambda option: option[0], reverse=True)
        if options and options[0][0] > (0, 0):
            score, unknown, delta, mended, spoiled = options[0]
            rivals = [o for o in options[1:] if o[0] == score and o[1] != unknown and set(o[3]) & set(mended)]
            proven = not rivals and not spoiled
            if proven:
                return self.taken(unknown, delta, mended)
            if len(mended) > 1:
                return self.unproven(mended)
        return self.unproven(self.broken[:1])

    def unproven(self, numbers: list[int]) -> Cause:
        """Identities that contradict, with all others that miss by the same amount and share a figure with them."""
        taken = list(numbers)
        grown = True
        while grown:
            unknowns = {unknown for number in taken for unknown in self.signs[number]}
            amounts = {abs(self.residuals[number]) for number in taken}
            more = [
                number
                for number in self.broken
                if number not in taken and abs(self.residuals[number]) in amounts and unknowns & set(self.signs[number])
            ]
            taken += more
            grown = bool(more)
        self.broken = [number for number in self.broken if number not in taken]
        broken = tuple(self.identities[number] for number in taken)
        cells = dict.fromkeys(cell for identity in broken for cell in (identity.whole, *identity.parts[:1]))
        return Cause(tuple(cells), broken, -broken[0].residual, proven=False)

    def options(self) -> Iterable[tuple[tuple[int, int], Key, Decimal, list[int], list[int]]]:
        """Every change of one unknown: how much better it makes the whole, what it mends and what it spoils."""
        unknowns = dict.fromkeys(unknown for number in self.broken for unknown in self.signs[number])
        broken = set(self.broken)
        for unknown in unknowns:
            mine = [number for number in self.holding[unknown] if number in broken]
            deltas = dict.fromkeys(-self.residuals[n] / self.signs[n][unknown] for n in mine)
            for delta in deltas:
                mended, spoiled = [], []
                for number in self.holding[unknown]:
                    after = self.residuals[number] + self.signs[number][unknown] * delta
                    allowed = self.identities[number].allows(after)
                    if number in broken and allowed:
                        mended.append(number)
                    elif number not in broken and not allowed and self.identities[number].holds:
                        spoiled.append(number)
                yield (len(mended) - len(spoiled), -len(spoiled)), unknown, delta, mended, spoiled

    def taken(self, unknown: Key, delta: Decimal, mended: list[int]) -> Cause:
        for number in self.holding[unknown]:
            self.residuals[number] += self.signs[number][unknown] * delta
        self.broken = [number for number in self.broken if number not in mended]
        broken = tuple(self.identities[number] for number in mended)
        return Cause(tuple(self.members[unknown]), broken, delta, proven=True)
