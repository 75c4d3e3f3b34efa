"""Why the lines of published documents moved: what their figures and the law say of heads, bases and rates."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.decomposition.causes import (
    YEARLY_CAUSES,
    Cause,
)
from openfisca_china_personnel.decomposition.change import Change, Part
from openfisca_china_personnel.decomposition.decomposition import Decomposition
from openfisca_china_personnel.decomposition.document_causes import Explained, Year, explained
from openfisca_china_personnel.decomposition.product import Span, outwards
from openfisca_china_personnel.decomposition.shapley import in_whole_fen
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.inference import infer
from openfisca_china_personnel.inference.evidence import Facts, Scope, evidence_of
from openfisca_china_personnel.inference.place import location_of
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note, merged
from openfisca_china_personnel.subjects import (
    LINES,
    Line,
    functional_code,
)
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import Location

_NO_YEAR = Text("文件“{source}”没有写明年度", "the document “{source}” states no year")
_NO_PRIOR = Text(
    "文件“{source}”没有上年执行数；请再给一份上年的文件",
    "the document “{source}” prints nothing of the year before; give that year's document too",
)
_SAME_YEAR = Text("两份文件都是 {year} 年度的", "both documents are of {year}")
_AVERAGES = Text(
    "文件不写月份：人数是全年平均（人月 ÷ 12），月份的影响在人数中。",
    "Documents tell no months: heads are the average of the year (person-months ÷ 12), and months are within them.",
)


def decompose_documents(
    first: Document,
    second: Document | None = None,
    *,
    scope: Scope = "general",
    location: Location | str | None = None,
) -> Decomposition:
    """Every line's change between two documents' years, or between last year's actual and the budget of one.

    Raises ``InputFaults`` where a year is not stated, both are the same, or a single document has no prior year.
    """
    law = baseline().parameters
    earlier, later = _years(first, second, scope, location, law)
    changes, notes = [], []
    for line in LINES:
        before, after = earlier.evidence.line(line.key), later.evidence.line(line.key)
        if before is None and after is None:
            continue
        change, of_line = _change(line, earlier, later, law)
        changes.append(change)
        notes.extend(of_line)
    return Decomposition(
        unit=later.evidence.unit,
        years=(earlier.year, later.year),
        changes=tuple(changes),
        notes=merged((Note("heads_are_averages", _AVERAGES), *notes, *_of_inference(earlier, later))),
    )


def _years(
    first: Document, second: Document | None, scope: Scope, location: Location | str | None, law: ParameterNode
) -> tuple[Year, Year]:
    documents = [first] if second is None else [first, second]
    for document in documents:
        if document.year is None:
            raise refuse(_NO_YEAR.format(source=document.source or document.unit or ""))
    found = [
        Year(
            evidence_of(document, document.year or 0, law, scope=scope, prior=False, facts=Facts()),
            infer(document, scope=scope, location=location),
            location_of(document, Location[location] if isinstance(location, str) else location)[0],
        )
        for document in documents
    ]
    if second is None:
        prior = evidence_of(first, first.year or 0, law, scope=scope, prior=True, facts=Facts())
        if not prior.lines or scope != "general":
            raise refuse(_NO_PRIOR.format(source=first.source or first.unit or ""))
        return Year(prior, found[0].inference, found[0].location), found[0]
    earlier, later = sorted(found, key=lambda each: each.year)
    if earlier.year == later.year:
        raise refuse(_SAME_YEAR.format(year=later.year))
    return earlier, later


def _of_inference(earlier: Year, later: Year) -> list[Note]:
    kinds = ("location_asked", "location_read", "location_assumed", "as_drafted", "statement_left_out")
    return [note for each in (earlier, later) for note in each.inference.notes if note.code in kinds]


def _change(line: Line, earlier: Year, later: Year, law: ParameterNode) -> tuple[Change, list[Note]]:
    before, after = earlier.evidence.line(line.key), later.evidence.line(line.key)
    code = functional_code(law, line, later.year)
    start = None if before is None else _fen(before.value)
    end = None if after is None else _fen(after.value)
    found: Explained = {}
    notes: list[Note] = []
    if before is not None and after is not None:
        found, notes = explained(line, earlier, later, law, code)
    amounts = _in_fen(found, None if start is None or end is None else end - start)
    return (
        Change(
            year=later.year,
            code=code,
            start=_yuan(start),
            end=_yuan(end),
            parts=tuple(_part(cause, amounts.get(cause.key), found.get(cause)) for cause in YEARLY_CAUSES),
        ),
        notes,
    )


def _in_fen(found: Explained, total: int | None) -> dict[str, int]:
    if total is None or not found:
        return {}
    exact = {cause.key: amount * 100 for cause, (amount, _) in found.items() if amount is not None}
    if len(exact) < len(YEARLY_CAUSES):
        # What is known by itself is told; nothing need add up to a total of which a part is open.
        return {cause: round(amount) for cause, amount in exact.items()}
    return in_whole_fen(exact, total)


def _part(cause: Cause, fen: int | None, found: tuple[Fraction | None, Span] | None) -> Part:
    low, high = (None, None) if found is None else outwards(found[1], Fraction(1, 100))
    if fen is not None:
        low = None if low is None else min(low, fen)
        high = None if high is None else max(high, fen)
    return Part(cause.key, _yuan(fen), low=_yuan(low), high=_yuan(high))


def _fen(yuan: Fraction) -> int:
    return int((Decimal(yuan.numerator) / yuan.denominator * 100).to_integral_value(ROUND_HALF_UP))


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(-2)
