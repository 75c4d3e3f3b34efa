"""The finding that a cause makes: what is wrong or what disagrees, in words for the unit."""

from __future__ import annotations

from collections.abc import Iterable

from openfisca_china_personnel.documents.audit.causes import Cause
from openfisca_china_personnel.documents.audit.cells import Cell
from openfisca_china_personnel.documents.audit.findings import Finding, Place, Severity
from openfisca_china_personnel.documents.audit.identities import Identity
from openfisca_china_personnel.language import Text


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
