"""Documents that print a budget's lines, and random rosters of central units in Beijing whose budget they print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.documents.document import Row, Table
from openfisca_china_personnel.documents.printed import YUAN_IN, AmountUnit

CENTRAL = "某部机关"
RANKS = (
    "director_general", "deputy_director_general", "division_head", "deputy_division_head", "section_head",
    "deputy_section_head", "staff", "unspecified", "senior_technician", "ordinary_worker",
)  # fmt: skip


def printed(amount: Decimal, unit: AmountUnit, decimals: int) -> str:
    """An amount in yuan as a table in that unit prints it."""
    return str((amount / YUAN_IN[unit]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def document(
    lines: Mapping[str, str],
    *,
    year: int,
    before: Mapping[str, str] | None = None,
    unit: AmountUnit = "万元",
    name: str = CENTRAL,
    economic: Mapping[str, str] | None = None,
) -> Document:
    """A budget whose table of the general public budget prints ``lines`` (and last year's ``before``) by code."""
    prior = before or {}
    codes = dict.fromkeys((*lines, *prior))
    rows = [
        Row(
            code,
            code,
            values={
                column: figures[code]
                for column, figures in (("prior_year_actual", prior), ("budget", lines))
                if code in figures
            },
        )
        for code in codes
    ]
    general = Table("5", "一般公共预算支出表", "general", unit, None, ("prior_year_actual", "budget"), tuple(rows))
    tables = [general]
    if economic is not None:
        basic = [Row(code, code, values={"total": amount}) for code, amount in economic.items()]
        tables.append(Table("6", "一般公共预算基本支出表", "general", unit, None, ("total",), tuple(basic)))
    return Document(name, year, "budget", unit, tuple(tables))


def reported(amounts: Mapping[str, Decimal | None], unit: AmountUnit, decimals: int) -> dict[str, str]:
    """The lines that a document prints: those with an amount."""
    return {code: printed(amount, unit, decimals) for code, amount in amounts.items() if amount}


def random_rows(chance: Random, year: int) -> list[dict[str, str]]:
    """One to six rows of whole people, active and retired, for the whole year or a part, of any wage and rank."""
    return [_row(chance, year) for _ in range(chance.randint(1, 6))]


def _row(chance: Random, year: int) -> dict[str, str]:
    row = {
        "headcount": str(chance.choice((1, 1, 2, 5, 17, 60))),
        "status": chance.choice(("active",) * 5 + ("retired",)),
        "rank": chance.choice(RANKS),
        "monthly_salary": f"{chance.choice((3000, 9000, 15000, 28000, 60000)) + chance.randint(0, 300_000) / 100:.2f}",
        "location": "central_beijing",
        "contributes_pension": chance.choice(("yes", "yes", "yes", "no")),
        "contributes_housing_fund": chance.choice(("yes", "yes", "yes", "no")),
        "housing_fund_rate": chance.choice(("12%", "12%", "8%", "5%")),
    }
    if row["status"] == "retired":
        del row["contributes_pension"], row["contributes_housing_fund"], row["housing_fund_rate"]
    if chance.random() < 0.25:
        row["start_month"] = f"{year}-{chance.randint(2, 12):02d}"
    if chance.random() < 0.15:
        row["purchase_lump_sum"] = f"{chance.randint(1, 9_000_000) / 100:.2f}"
    return row
