"""Which bounds could be narrower: those whose whole numbers took too many branches to settle."""

from __future__ import annotations

from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.feasible_set import ACTIVE, RETIRED, Total, base, payers, people
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.inference.program import Program
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note

_OPEN = Text(
    "{year} 年度{what}的上下限已证明成立，但整数条件没有算尽，可能还可收窄。",
    "The bounds of {what} in {year} are proved, but whole numbers are not exhausted: they might be narrower.",
)
_BOTH = Text("在职和离退休人月合计", "active and retired person-months together")
_ACTIVE = Text("在职人数", "active heads")
_RETIRED = Text("离退休人数", "retired heads")
_SCHEMES = {
    "pension": Text("养老保险基数和缴费人月", "the pension's base and payers"),
    "annuity": Text("职业年金基数和缴费人月", "the annuity's base and payers"),
    "fund": Text("住房公积金基数和缴费人月", "the fund's base and payers"),
}


def open_bounds(evidence: Evidence, law: YearLaw, program: Program) -> tuple[Note, ...]:
    """A note a quantity whose bounds a longer search might narrow; the program must not be empty."""
    asked: list[tuple[Text, Total]] = [
        (_BOTH, people(law, ACTIVE, RETIRED)),
        (_ACTIVE, people(law, ACTIVE)),
        (_RETIRED, people(law, RETIRED)),
    ]
    for scheme, label in _SCHEMES.items():
        if f"{scheme}_base_0" in program.variables:
            asked += [(label, base(law, scheme)), (label, payers(law, scheme))]
    found = dict.fromkeys(what for what, total in asked if not program.bounds(total).is_closed)
    return tuple(Note("whole_numbers_open", _OPEN.format(year=evidence.year, what=what)) for what in found)
