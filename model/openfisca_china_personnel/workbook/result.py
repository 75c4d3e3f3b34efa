"""The result workbook: a budget, a comparison or a simulation as a spreadsheet whose figures are live formulas.

Changing a headcount, a wage, a base or a rate in 人员, or a value of the law in 参数与依据, changes every total,
rounding included, as the model would compute it. 核对 holds the formulas against the model's figures.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook

from openfisca_china_personnel.budget import Budget
from openfisca_china_personnel.comparison import Comparison
from openfisca_china_personnel.costs import FundAtRates
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.faults import Fault, InputFaults
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.scenario import Outcome
from openfisca_china_personnel.scenario.bands import Bands
from openfisca_china_personnel.subjects import LINES
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_calculation import write_calculation
from openfisca_china_personnel.workbook.result_changes import write_changes
from openfisca_china_personnel.workbook.result_check import write_check
from openfisca_china_personnel.workbook.result_comparison import write_comparison
from openfisca_china_personnel.workbook.result_computation import BASELINE, Computation
from openfisca_china_personnel.workbook.result_costs import write_costs
from openfisca_china_personnel.workbook.result_facts import Facts, facts
from openfisca_china_personnel.workbook.result_layout import Layout
from openfisca_china_personnel.workbook.result_months import write_months
from openfisca_china_personnel.workbook.result_notes import write_notes
from openfisca_china_personnel.workbook.result_parameters import write_parameters
from openfisca_china_personnel.workbook.result_people import write_people
from openfisca_china_personnel.workbook.result_ranks import write_ranks
from openfisca_china_personnel.workbook.result_summary import show_check, write_summary

MOST_ROWS = 2_000
"""Rows of all computations together: a spreadsheet recalculates that many within seconds."""
LARGEST_FEN = 10**15 - 1
"""A spreadsheet shows fifteen digits: larger totals would not be exact to the fen."""

_TOO_MANY_ROWS = Text(
    "结果工作簿最多 {most} 行（各测算、各年度合计），这里有 {rows} 行：带公式的工作簿会过大；"
    "请改用 csv、json 或 md 格式",
    "a result workbook takes at most {most} rows (of all computations and years together) and here are {rows}: with "
    "its formulas it would grow too large; use csv, json or md",
)
_TOO_LARGE = Text(
    "{year} 年度“{line}”的合计超过 10 万亿元，电子表格的十五位数字不能精确到分；请改用 csv、json 或 md 格式",
    "the total of “{line}” in {year} is above ten trillion yuan, which a spreadsheet's fifteen digits cannot hold to "
    "the fen; use csv, json or md",
)
_NO_ROSTER = Text(
    "生成结果工作簿需要测算所用的名册", "a result workbook needs the roster that the figures were computed from"
)


def result_workbook(
    result: Budget | Comparison | Outcome,
    language: Language,
    computations: Sequence[Computation],
    document: Document | None = None,
) -> bytes:
    """The content of an .xlsx file.

    ``computations`` are the budgets with what they were computed from: one for a budget or a comparison; for a
    simulation one a year and variant, ordered by year and within it the baseline first, as ``computations_of`` gives
    them. ``document`` is the one that a comparison compared. Raises ``InputFaults`` where there are too many rows, or
    amounts too large for a spreadsheet.
    """
    computed = _computed(computations)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        # Neither the day nor the program that made the file decides its content.
        workbook.set_properties({"created": datetime.datetime(computed[0].computation.year, 1, 1, tzinfo=datetime.UTC)})
        workbook.set_calc_mode("auto")
        book, layout = ResultBook(workbook, language), Layout(computed)
        places = write_summary(book, layout)
        if isinstance(result, Comparison):
            assert document is not None, "a comparison is of a document"
            write_comparison(book, layout, result, document, places)
        months = write_months(book, layout)
        write_ranks(book, layout)
        if isinstance(result, Outcome):
            changes = [(number, scenario.decomposition) for number, scenario in enumerate(result.scenarios, start=1)]
            write_changes(book, layout, changes)
            write_costs(book, result.marginal_costs, _at_rates(result), _bands(result))
        write_people(book, layout)
        write_parameters(book, layout)
        write_calculation(book, layout)
        write_notes(book, result.all_notes if isinstance(result, Outcome) else result.notes)
        show_check(book, write_check(book, layout, places, months))
    return content.getvalue()


def computations_of(outcome: Outcome) -> tuple[Computation, ...]:
    """The computations of a simulation, by year, the baseline of a year before its scenarios."""
    found = []
    for place, _ in enumerate(outcome.years):
        roster, budget = outcome.baseline_rosters[place], outcome.baselines[place]
        found.append(Computation(roster, budget, base_rule=outcome.base_rule, system=outcome.baseline_system))
        found.extend(
            Computation(
                roster=scenario.rosters[place],
                budget=scenario.budgets[place],
                variant=number,
                label=Text(scenario.name, scenario.name),
                base_rule=outcome.base_rule,
                system=scenario.system,
            )
            for number, scenario in enumerate(outcome.scenarios, start=1)
        )
    return tuple(found)


def _at_rates(outcome: Outcome) -> list[tuple[Text, FundAtRates]]:
    scenarios = ((Text(each.name, each.name), each.fund_at_rates) for each in outcome.scenarios)
    return [(BASELINE, outcome.fund_at_rates), *scenarios]


def _bands(outcome: Outcome) -> list[tuple[Text, Bands]]:
    return [(Text(each.name, each.name), each.bands) for each in outcome.scenarios if each.bands is not None]


def _computed(computations: Sequence[Computation]) -> list[Facts]:
    if not computations:
        raise InputFaults([Fault(_NO_ROSTER)])
    rows = sum(computation.roster.table.height for computation in computations)
    if rows > MOST_ROWS:
        raise InputFaults([Fault(_TOO_MANY_ROWS.format(most=f"{MOST_ROWS:,}", rows=f"{rows:,}"))])
    computed = [facts(computation) for computation in computations]
    faults = []
    for each in computed:
        for line in LINES:
            known = [amount for piece in each.pieces for amount in piece.amounts[line.key] if isinstance(amount, int)]
            if sum(known) > LARGEST_FEN:
                faults.append(Fault(_TOO_LARGE.format(year=each.computation.year, line=line.name)))
    if faults:
        raise InputFaults(faults)
    return computed
