"""A budget that was drafted before the pension's rate changed within its year."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.calibration.person_month import pension_and_annuity
from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note
from openfisca_china_personnel.subjects import ANNUITY, PENSION, Line
from openfisca_china_personnel.vocabulary import Location

_DRAFTED = Text(
    "{year} 年内养老保险费率有变动；公布的养老保险和职业年金符合年初的费率：预算编制在变动之前。"
    "名册按全年的法规计算，因此不能吻合。",
    "The pension's rate changes within {year}, and the published pension and annuity fit the rate of January: the "
    "budget was drafted before. The roster is computed by the law of the whole year and cannot give both.",
)


def drafted(targets: Mapping[Line, Target], year: int, place: Location, parameters: ParameterNode) -> tuple[Note, ...]:
    """A note where pension and annuity fit January's rates, and the year has others later."""
    rates = pension_and_annuity(parameters, year, place).rates
    if len(set(rates)) == 1 or PENSION not in targets or ANNUITY not in targets:
        return ()
    pension, annuity = targets[PENSION], targets[ANNUITY]
    ratio = Fraction(*rates[0])
    if pension.low > annuity.high * ratio or annuity.low * ratio > pension.high:
        return ()
    return (Note("drafted_at_january_rates", _DRAFTED.format(year=year), lines=(pension.code, annuity.code)),)
