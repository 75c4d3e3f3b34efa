"""What is noted about whole lines, whatever their rows say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.ledger import ONLY_CENTRAL
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.staffing import Presence
from openfisca_china_personnel.subjects import HOUSING_FUND, LINES, PURCHASE_SUBSIDY, Line, economic_code
from openfisca_china_personnel.vocabulary import Location

_PURCHASE_SUBSIDY_OPEN_ABOVE = Text(
    "一次性购房补贴由单位按预算逐年安排，只计入名册填写的部分，因此该科目没有上限。",
    "Lump sums of the purchase subsidy are paid as the yearly budget allows; only those the roster states "
    "are counted, so the line has no upper bound.",
)
_EXPECTED_BASE_RULE = Text(
    "住房公积金按预算年度预计工资计算（2007年预算编制说明）；以后年度是否沿用未能核实。",
    "The housing fund rests on the wages expected in the budget year (budgeting note of 2007); whether "
    "later years still do so was not confirmed.",
)
_ECONOMIC_CLASS_OF_RETIRED = Text(
    "离退休人员的提租补贴和购房补贴列入经济分类303类，款级科目未能核实。",
    "Rent and purchase subsidy of retired people stand in economic class 303; the item below was not confirmed.",
)

_ECONOMIC_CLASS_NOT_KNOWN = Text(
    "该年度部门预算支出经济分类科目没有可查的依据，经济分类为空。",
    "No source gives the departmental economic class of the line in that year; it is left open.",
)


def notes_on_lines(
    present: Set[Presence], year: int, parameters: ParameterNode, codes: Mapping[Line, str], *, expected: bool
) -> Iterator[Note]:
    """What holds for a line as a whole.

    ``present``: where people who count in the year are, and whether they are active; ``codes``: the functional code
    of each line; ``expected``: whether some unit budgets its housing fund on expected wages.
    """
    central = {active for location, active in present if location is Location.central_beijing}
    if central:
        yield Note("purchase_subsidy_open_above", _PURCHASE_SUBSIDY_OPEN_ABOVE, lines=(codes[PURCHASE_SUBSIDY],))
    if expected:
        yield Note("expected_base_rule", _EXPECTED_BASE_RULE, lines=(codes[HOUSING_FUND],), grade="C")
    no_class = tuple(codes[line] for line in LINES if economic_code(parameters, line, year) is None)
    if no_class:
        yield Note("economic_class_not_known", _ECONOMIC_CLASS_NOT_KNOWN, lines=no_class, grade="C")
    apart = [line for line in ONLY_CENTRAL if economic_code(parameters, line, year, retired=True)]
    if apart and False in central:
        lines = tuple(codes[line] for line in apart)
        yield Note("economic_class_of_retired", _ECONOMIC_CLASS_OF_RETIRED, lines=lines, grade="C")
