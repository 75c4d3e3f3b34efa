"""The wage that a document implies for one person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from typing import TYPE_CHECKING

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.calibration import reasons
from openfisca_china_personnel.calibration.person_month import pension_and_annuity
from openfisca_china_personnel.calibration.rent import person_months, standards
from openfisca_china_personnel.calibration.targets import Target, target_of
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.subjects import RENT_SUBSIDY, Line
from openfisca_china_personnel.vocabulary import Location

if TYPE_CHECKING:
    from openfisca_china_personnel.documents import Document

WAGE_CODES = ("30101", "30102", "30103")
"""Basic wages, allowances and bonuses by economic class: what contribution bases are made of."""


@dataclass(frozen=True)
class Wage:
    """Fen a month for one person, and what says so."""

    fen: int
    rests_on: Text
    is_of_document: bool


def wage_of(
    document: Document, year: int, targets: dict[Line, Target], parameters: ParameterNode, heads: int | None
) -> Wage:
    """Wages by economic class over person-months of ``heads`` or of the rent subsidy; else a wage that is assumed."""
    found = [document.figure(code, table="basic") for code in WAGE_CODES]
    wages = sum((each.yuan for each in found if each is not None and each.yuan is not None), Decimal(0))
    months = 12 * heads if heads else 0
    if not months and RENT_SUBSIDY in targets:
        rent = targets[RENT_SUBSIDY]
        if document.year not in (None, year):
            figure = document.figure(rent.code)
            rent = rent if figure is None else target_of(rent.line, rent.code, figure)
        months = person_months(rent, standards(parameters, year))
    limits = pension_and_annuity(parameters, year, Location.beijing).limits[0]
    if wages and months:
        fen = round(wages * 100 / months)
        of_wages_year = pension_and_annuity(parameters, document.year or year, Location.beijing).limits[0]
        # Wages that nobody contributes on are no one's average: other people are paid from them, or fewer.
        if of_wages_year.floor <= fen <= of_wages_year.cap:
            text = reasons.WAGE if document.year in (None, year) else reasons.WAGE_OF_LATER_YEAR
            said = text.format(wages=reasons.plain(wages), months=months, year=document.year)
            return Wage(fen, said, is_of_document=True)
    return Wage(isqrt(limits.floor * limits.cap), reasons.WAGE_ASSUMED, is_of_document=False)
