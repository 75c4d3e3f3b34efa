"""From broken identities to their causes: one wrong figure is one finding, whatever number of identities it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import Cell
from openfisca_china_personnel.documents.audit.findings import Finding, Place, Severity
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


def finding_of(cause: Cause) -> Finding:
    """The finding of a cause: the figure that is wrong where that is certain, else the figures that disagree."""
    first = min(cause.broken, key=lambda identity: (_ORDER.index(identity.check), len(identity.parts)))
    certain: Severity = "error" if any(_must(identity) for identity in cause.broken) else "inconsistent"
    if all(identity.check == "prose_sum" and identity.by_rounding for identity in cause.broken):
        certain = "oddity"
    if cause.proven and cause.witness.zh and first.check == "prose_sum":  # two identities agree on the right figure
        certain = "error"
    if cause.proven:
        return _proven(cause, first, certain)
    cell = first.whole
    stated, computed = cell.shown(cell.value), cell.shown(first.total)
    difference = cell.shown(cell.value - first.total)
    text = _DISAGREE.format(
        name=cell.name,
        stated=stated,
        unit=cell.unit,
        relation=first.relation,
        computed=computed,
        difference=difference.removeprefix("-"),
    )
    shifted = _SHIFTED if cause.shifted else Text("", "")
    text = _joined(text, *_differing(cause, first), _others(cause), shifted, cause.witness, _rounding(cause))
    parts = first.parts[:_MOST_PLACES] if len(cause.broken) == 1 else first.parts[:1]
    where = _places([cell, *parts, *cause.cells])
    return Finding(first.check, certain, where, text, stated, computed, difference)


def _proven(cause: Cause, first: Identity, severity: Severity) -> Finding:
    cells = sorted(cause.cells, key=lambda cell: (cell.key[0] == "prose", str(cell.key)))
    involved = {first.whole.key, *(part.key for part in first.parts)}
    cell = next((each for each in cells if each.key in involved), cells[0])
    right = cell.value + cause.delta
    stated, computed = cell.shown(cell.value), cell.shown(right)
    difference = cell.shown(-cause.delta)
    if first.whole.key == cell.key:
        why = _IS.format(relation=first.relation, computed=cell.shown(first.total), unit=cell.unit)
    else:
        whole = first.whole
        why = _WITH_IT.format(
            name=whole.name,
            value=whole.shown(whole.value),
            unit=whole.unit,
            relation=first.relation,
            total=whole.shown(first.total),
        )
    wording = _WRONG
    if first.whole.key == cell.key and cell.shown(first.total) == computed:
        why, wording = first.relation, _WRONG_AS
    text = wording.format(name=cell.name, stated=stated, unit=cell.unit, why=why, computed=computed)
    rest = [each for each in cells if each.key != cell.key]
    copies = _COPIES.format(count=len(rest)) if rest else Text("", "")
    text = _joined(text, cause.witness, copies, _others(cause), _rounding(cause))
    return Finding(first.check, severity, _places([cell, *rest]), text, stated, computed, difference)


def _must(identity: Identity) -> bool:
    """Whether an identity that fails is an error: sums of a sentence's rounded amounts may miss by rounding."""
    return identity.severity == "error" and not (identity.check == "prose_sum" and identity.by_rounding)


def _differing(cause: Cause, first: Identity) -> Iterable[Text]:
    """The other places that print one figure in two ways."""
    for identity in cause.broken:
        if identity.is_equality and identity is not first:
            one, other = identity.whole, identity.parts[0]
            yield _TWO_WAYS.format(
                one=one.name,
                other=other.name,
                a=one.shown(one.value),
                b=other.shown(other.value),
                unit=one.unit,
                other_unit=other.unit,
            )


def _others(cause: Cause) -> Text:
    told = sum(1 for identity in cause.broken[1:] if identity.is_equality) if not cause.proven else 0
    count = len(cause.broken) - 1 - told
    return _ALSO.format(count=count) if count else Text("", "")


def _rounding(cause: Cause) -> Text:
    summed = any(not identity.is_equality for identity in cause.broken)
    return _ROUNDING if summed and all(identity.by_rounding for identity in cause.broken) else Text("", "")


def _joined(*texts: Text) -> Text:
    return Text("".join(text.zh for text in texts), " ".join(text.en for text in texts if text.en))


def _places(cells: Iterable[Cell]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(cell.place for cell in cells))


_MOST_PLACES = 40
_ORDER = (
    "hierarchy",
    "row_sum",
    "column_total",
    "carry_over",
    "balance",
    "doubled_table",
    "between_tables",
    "prose_table",
    "prose_sum",
    "prose_prose",
    "functional_economic",
    "staff",
)
_DISAGREE = Text(
    "{name}为{stated}{unit}；{relation}为{computed}{unit}，两者相差{difference}{unit}，请核对。",
    "{name} prints {stated} {unit}, but {relation} is {computed} {unit}, {difference} {unit} apart; "
    "check which is right.",
)
_WRONG = Text(
    "{name}为{stated}{unit}，有误：{why}，应为{computed}{unit}。",
    "{name} prints {stated} {unit}, which is wrong: {why}; it should be {computed} {unit}.",
)
_WRONG_AS = Text(
    "{name}为{stated}{unit}，有误：根据{why}，应为{computed}{unit}。",
    "{name} prints {stated} {unit}, which is wrong: by {why} it should be {computed} {unit}.",
)
_IS = Text("{relation}为{computed}{unit}", "{relation} is {computed} {unit}")
_WITH_IT = Text(
    "{name}为{value}{unit}，而{relation}为{total}{unit}",
    "{name} prints {value} {unit}, while {relation} is {total} {unit}",
)
_TWO_WAYS = Text(
    "{one}为{a}{unit}，{other}为{b}{other_unit}。",
    "{one} prints {a} {unit}, {other} {b} {other_unit}.",
)
_SHIFTED = Text(
    "各处差额大小相同、方向相反，应是同一笔金额归在了不同的项目。",
    "The differences cancel each other out: it seems that one sum was counted under another item.",
)
_COPIES = Text("另有{count}处列有同一数字。", "The same figure stands in {count} other place(s).")
_ALSO = Text("同一原因还使另外{count}项勾稽关系不成立。", "The same cause breaks {count} other check(s).")
_ROUNDING = Text("差额可能由各数分别四舍五入引起。", "Rounding each figure by itself could explain the difference.")
