"""The sheet 增人成本: what one more head of each rank costs, the housing fund at other rates, and bands of draws."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.costs import FundAtRates, MarginalCosts
from openfisca_china_personnel.costs.marginal import TOTAL, MarginalCost
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.money import RATE_STEPS
from openfisca_china_personnel.scenario.bands import Bands
from openfisca_china_personnel.stretches import EVERY_MONTH
from openfisca_china_personnel.vocabulary import Location, Rank, label
from openfisca_china_personnel.workbook.result_book import ResultBook
from openfisca_china_personnel.workbook.result_layout import COSTS

_TITLE = Text("增人成本与缴存比例", "One more head, and other fund rates")
_SUBTITLE = Text(
    "单位：元。由模型算得，是静态数，不随改动重算；工资取名册中该职级在职人员的平均数。",
    "In yuan. Computed by the model; static, they do not follow changes. The wage is the average of the rank's active "
    "people.",
)
_WHOLE_YEAR = Text("{year} 年度增加一人的全年成本", "One more head for the whole of {year}")
_BY_MONTH = Text("自某月起增加一人至年末的成本合计", "One more head from a month to December, all lines")
_AT_RATES = Text("{year} 年度住房公积金：各缴存比例", "Housing fund of {year} at other rates")
_RANK, _LOCATION, _WAGE = Text("职级", "Rank"), Text("所在地", "Location"), Text("月工资", "Monthly wage")
_BANDS = Text("区间：{name}（{draws} 次抽样，种子 {seed}）", "Bands: {name} ({draws} draws, seed {seed})")
_YEAR, _CODE = Text("年度", "Year"), Text("科目编码", "Code")
_SPREAD = (
    Text("最小", "Least"),
    Text("10% 分位", "10 %"),
    Text("中位数", "Median"),
    Text("90% 分位", "90 %"),
    Text("最大", "Most"),
)
_ALL_LINES, _FROM, _RATE = Text("合计", "Total"), Text("自（月）", "From"), Text("公积金比例", "Rate")


def write_costs(
    book: ResultBook,
    costs: MarginalCosts,
    at_rates: Sequence[tuple[Text, FundAtRates]],
    bands: Sequence[tuple[Text, Bands]],
) -> None:
    """Write the sheet.

    ``at_rates``: the fund of the baseline and of each scenario, ``bands``: those of each uncertain scenario, both with
    their names.
    """
    sheet = book.sheet(COSTS, _TITLE, _SUBTITLE)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 24, 15)
    sheet.freeze_panes(3, 1)
    heads: dict[tuple[str, str], list[MarginalCost]] = {}
    for row in costs.rows:
        heads.setdefault((row.rank, row.location), []).append(row)
    at = 3
    if heads:
        at = _write_whole_year(book, sheet, costs.year, heads, at) + 2
        at = _write_by_month(book, sheet, costs.year, heads, at) + 2
    at = _write_rates(book, sheet, at_rates, at) + 2
    for name, of_scenario in bands:
        at = _write_bands(book, sheet, name, of_scenario, at) + 2


_Heads = dict[tuple[str, str], list[MarginalCost]]


def _write_whole_year(book: ResultBook, sheet: Worksheet, year: int, heads: _Heads, at: int) -> int:
    codes = list(dict.fromkeys(row.code for rows in heads.values() for row in rows if row.code != TOTAL))
    headings = [book.say(text) for text in (_RANK, _LOCATION, _WAGE)] + codes + [book.say(_ALL_LINES)]
    _head(book, sheet, at, _WHOLE_YEAR.format(year=year), headings)
    for row, ((rank, location), costs) in enumerate(heads.items(), start=at + 2):
        amounts = {(cost.month, cost.code): cost.amount for cost in costs}
        sheet.write_string(row, 0, book.say(label(Rank[rank])), book.cell("fixed"))
        sheet.write_string(row, 1, book.say(label(Location[location])), book.cell("fixed"))
        book.write_static(sheet, (row, 2), costs[0].monthly_salary, book.cell("fixed", "money"))
        for place, code in enumerate((*codes, TOTAL), start=3):
            book.write_static(sheet, (row, place), amounts[f"{year}-01", code], book.cell("fixed", "money"))
    return at + 2 + len(heads)


def _write_by_month(book: ResultBook, sheet: Worksheet, year: int, heads: _Heads, at: int) -> int:
    several = len({location for _, location in heads}) > 1
    names = [
        book.say(label(Rank[rank])) + (f" {book.say(label(Location[location]))}" if several else "")
        for rank, location in heads
    ]
    _head(book, sheet, at, _BY_MONTH, [book.say(_FROM), *names])
    for number in EVERY_MONTH:
        row, month = at + 1 + number, f"{year}-{number:02d}"
        sheet.write_string(row, 0, month, book.cell("fixed"))
        for place, costs in enumerate(heads.values(), start=1):
            amount = next(cost.amount for cost in costs if cost.month == month and cost.code == TOTAL)
            book.write_static(sheet, (row, place), amount, book.cell("fixed", "money"))
    return at + 2 + len(EVERY_MONTH)


def _write_rates(book: ResultBook, sheet: Worksheet, at_rates: Sequence[tuple[Text, FundAtRates]], at: int) -> int:
    _, first = at_rates[0]
    headings = [book.say(_RATE), *(book.say(name) for name, _ in at_rates)]
    _head(book, sheet, at, _AT_RATES.format(year=first.year), headings)
    for row, each in enumerate(first.rates, start=at + 2):
        sheet.write_number(row, 0, each.rate / RATE_STEPS, book.cell("fixed", "rate"))
        for place, (_, found) in enumerate(at_rates, start=1):
            amount = next((other.amount for other in found.rates if other.rate == each.rate), None)
            book.write_static(sheet, (row, place), amount, book.cell("fixed", "money"))
    return at + 2 + len(first.rates)


def _write_bands(book: ResultBook, sheet: Worksheet, name: Text, bands: Bands, at: int) -> int:
    title = _BANDS.format(name=name, draws=bands.draws, seed=bands.seed)
    _head(book, sheet, at, title, [book.say(text) for text in (_YEAR, _CODE, *_SPREAD)])
    for row, band in enumerate(bands.lines, start=at + 2):
        sheet.write_number(row, 0, band.year, book.cell("fixed"))
        sheet.write_string(row, 1, band.code, book.cell("fixed", "code"))
        spread = (band.least, band.p10, band.p50, band.p90, band.most)
        for place, amount in enumerate(spread, start=2):
            book.write_static(sheet, (row, place), amount, book.cell("fixed", "money"))
    return at + 2 + len(bands.lines)


def _head(book: ResultBook, sheet: Worksheet, at: int, title: Text, headings: Sequence[str]) -> None:
    for place, heading in enumerate(headings):
        sheet.write_string(at + 1, place, heading, book.styles.heading)
    book.section(sheet, at, title, len(headings))
