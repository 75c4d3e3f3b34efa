"""From published documents to what they imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.budget import FIRST_YEAR
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.inference.consistency import (
    causes,
    fund_on_pension_base,
    growth_by_heads,
    in_general,
    pair_on_one_base,
)
from openfisca_china_personnel.inference.contradiction import eased
from openfisca_china_personnel.inference.document_heads import with_heads_of_document
from openfisca_china_personnel.inference.evidence import Evidence, Facts, Scope, evidence_of
from openfisca_china_personnel.inference.feasible_set import feasible_set, payers
from openfisca_china_personnel.inference.fund_rate import rate_range
from openfisca_china_personnel.inference.law_of_year import YearLaw, law_of_year
from openfisca_china_personnel.inference.open_bounds import open_bounds
from openfisca_china_personnel.inference.person_months import standard_of_mix
from openfisca_china_personnel.inference.place import location_of
from openfisca_china_personnel.inference.plausible import plausible_point
from openfisca_china_personnel.inference.program import Program
from openfisca_china_personnel.inference.quantities import quantities
from openfisca_china_personnel.inference.remarks import remarks
from openfisca_china_personnel.inference.result import Change, Conflict, Inference, PlausiblePoint, Quantity
from openfisca_china_personnel.inference.statements import in_words
from openfisca_china_personnel.inference.year_on_year import change_of, changes
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note, merged
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

_NO_YEAR = Text(
    "文件“{source}”没有写明年度；请在 figures.yaml 中写明 year，或用 --together 与写明年度的文件一并读入。",
    "the document “{source}” states no year; state it in a figures.yaml, or read it --together with one that does.",
)
_AS_DRAFTED = Text(
    "{year} 年内养老保险费率有变动；两项之比与年初费率一致，按预算编制时的费率推算。",
    "The pension's rate changes within {year}; the two lines fit the rate of January, with which the budget "
    "was drafted.",
)
_LEFT_OUT = Text(
    "{year} 年度的数字相互矛盾；上下限是不计“{said}”后的结果。",
    "What is known of {year} contradicts itself; the bounds hold without “{said}”.",
)


def infer(
    documents: Document | Sequence[Document],
    *,
    scope: Scope = "general",
    location: Location | str | None = None,
    facts: Facts | None = None,
    system: TaxBenefitSystem | None = None,
) -> Inference:
    """What one published document implies, or a series of them side by side.

    ``facts`` are those of the unit in the document's own year; of several documents they are the first one's. Posts
    and heads that the document states itself are used where ``facts`` has none.
    ``location`` is read from each document unless given. ``system`` is a reformed law.

    Raises ``InputFaults`` for a document without a year, a figure that the print leaves open and an unknown rank.
    """
    law = (system or baseline()).parameters
    place = Location[location] if isinstance(location, str) else location
    series = [documents] if isinstance(documents, Document) else list(documents)
    stated = [facts or Facts(), *(Facts() for _ in series[1:])]
    found = [_of_document(each, law, scope, place, of_it) for each, of_it in zip(series, stated, strict=True)]
    if len(found) == 1:
        return found[0]
    return Inference(
        quantities=tuple(q for each in found for q in each.quantities),
        conflicts=tuple(c for each in found for c in each.conflicts),
        year_on_year=(*(c for each in found for c in each.year_on_year), *_between(found, series)),
        points=tuple(p for each in found for p in each.points),
        notes=merged(note for each in found for note in each.notes),
    )


@dataclass(frozen=True)
class _Year:
    """What one year of a document gives."""

    evidence: Evidence
    quantities: tuple[Quantity, ...]
    conflicts: tuple[Conflict, ...]
    point: PlausiblePoint
    notes: tuple[Note, ...]


def _of_document(
    document: Document, parameters: ParameterNode, scope: Scope, asked: Location | None, facts: Facts
) -> Inference:
    if document.year is None:
        raise refuse(_NO_YEAR.format(source=document.source or document.unit or ""))
    place, why = location_of(document, asked)
    known, of_heads = with_heads_of_document(facts, document)
    current = evidence_of(document, document.year, parameters, scope=scope, prior=False, facts=known)
    years = [_of_year(current, parameters, place, scope)]
    cause_of = causes(document)
    moved: tuple[Change, ...] = ()
    growth: tuple[Conflict, ...] = ()
    if document.kind == "budget" and scope == "general" and document.year > FIRST_YEAR:
        prior = evidence_of(document, document.year, parameters, scope=scope, prior=True, facts=Facts())
        if prior.lines:
            years.append(_of_year(prior, parameters, place, scope))
            moved = tuple(changes(prior, current, years[1].quantities, years[0].quantities, cause_of))
            growth = growth_by_heads(prior, current, cause_of)
    return Inference(
        quantities=tuple(q for year in years for q in year.quantities),
        conflicts=(*(c for year in years for c in year.conflicts), *growth),
        year_on_year=moved,
        points=tuple(year.point for year in years),
        notes=merged((why, *of_heads, *(n for year in years for n in year.notes))),
    )


def _of_year(evidence: Evidence, parameters: ParameterNode, place: Location, scope: Scope) -> _Year:
    standard = standard_of_mix(parameters, f"{evidence.year}-01-01", evidence.facts.ranks)
    law, notes = _law(evidence, parameters, place)
    rate = evidence.facts.fund_rate
    whole = feasible_set(evidence, law, mix_standard=standard, rate_least=rate, rate_most=rate)
    program, groups, left_out = eased(whole)
    apart = program.without({"law:one_base"})
    pair, pair_notes = pair_on_one_base(evidence, law, _most_payers(apart, law))
    told = {"line:pension", "line:annuity", "law:one_base"}
    conflicts = [*pair, *(in_general(g, evidence) for g in groups if not (pair and told <= set(g)))]
    conflicts += fund_on_pension_base(evidence, law, program)
    rates = rate_range(evidence, law, left_out, standard)
    point = plausible_point(evidence, law, program, mix_standard=standard, rates=rates)
    gave_up = tuple(
        Note("statement_left_out", _LEFT_OUT.format(year=evidence.year, said=in_words(said, evidence)))
        for said in left_out
    )
    return _Year(
        evidence=evidence,
        quantities=tuple(quantities(evidence, law, program, point, rates)),
        conflicts=tuple(conflicts),
        point=point,
        notes=(
            *remarks(evidence, law, scope),
            *notes,
            *law.notes,
            *pair_notes,
            *gave_up,
            *open_bounds(evidence, law, program),
            *_assumptions(point),
        ),
    )


def _law(evidence: Evidence, parameters: ParameterNode, place: Location) -> tuple[YearLaw, tuple[Note, ...]]:
    """The law of the year; of a budget drafted before a change of the pension's rate, that of January where it fits."""
    law = law_of_year(parameters, evidence.year, place)
    drafted = law_of_year(parameters, evidence.year, place, as_drafted=True)
    has_both = evidence.line("pension") is not None and evidence.line("annuity") is not None
    if evidence.is_final or drafted == law or not has_both or feasible_set(evidence, drafted).is_empty():
        return law, ()
    note = Note("as_drafted", _AS_DRAFTED.format(year=evidence.year), months=(f"{evidence.year}-01",))
    return drafted, (note,)


def _most_payers(program: Program, law: YearLaw) -> Fraction | None:
    """The most person-months that can contribute to the pension, whatever the annuity says."""
    if "pension_base_0" not in program.variables:
        return None
    return program.bounds(payers(law, "pension")).high


def _assumptions(point: PlausiblePoint) -> tuple[Note, ...]:
    text = Text("{year} 年最可能的一组数值假定：{what}", "The most plausible point of {year} assumes: {what}")
    return tuple(Note("point_assumes", text.format(year=point.year, what=each)) for each in point.assumptions)


def _between(found: Sequence[Inference], documents: Sequence[Document]) -> list[Change]:
    """Changes between documents of one unit and following years; a year that a document prints beside is its own."""
    named: dict[tuple[str | None, int, str], Quantity] = {}
    for document, inference in zip(documents, found, strict=True):
        for quantity in inference.quantities:
            if quantity.year == document.year:
                named[document.unit, quantity.year, quantity.name] = quantity
    moved = []
    for (unit, year, name), quantity in named.items():
        earlier = named.get((unit, year - 1, name))
        if earlier is not None:
            moved.append(change_of(earlier, quantity))
    return moved
