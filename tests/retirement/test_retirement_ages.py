"""The month in which the retirement age is reached, against months worked out by hand from the decision of 2024.

Men 60 to 63 and women 55 to 58 one month later for every four months of birth date, from births in 1965-01 and
1970-01; women 50 to 55 one month for every two, from births in 1975-01.
"""

from __future__ import annotations

import polars
import pytest

from openfisca_china_personnel.months import month_text
from openfisca_china_personnel.retirement import retirement_month, retirement_months
from openfisca_china_personnel.roster.month_cells import month_of
from openfisca_china_personnel.system import CountryTaxBenefitSystem, baseline

BY_HAND = [
    # Men: the last ones at 60, then a month more for each four births.
    ("1960-06", "male", False, "2020-06"),
    ("1964-12", "male", False, "2024-12"),
    ("1965-01", "male", False, "2025-02"),  # 60 years 1 month
    ("1965-04", "male", False, "2025-05"),  # still 1 month
    ("1965-05", "male", False, "2025-07"),  # the fifth month of birth: 2 months
    ("1965-12", "male", False, "2026-03"),  # 11 // 4 + 1 = 3 months
    ("1970-01", "male", False, "2031-05"),  # 60 // 4 + 1 = 16 months: 61 years 4 months
    ("1976-08", "male", False, "2039-07"),  # 139 // 4 + 1 = 35 months: 62 years 11 months
    ("1976-09", "male", False, "2039-09"),  # 140 // 4 + 1 = 36 months: 63 years
    ("1976-12", "male", False, "2039-12"),
    ("1990-03", "male", False, "2053-03"),  # 63 from there on
    ("1965-01", "male", True, "2025-02"),  # a man's age does not depend on his work
    # Women formerly 55.
    ("1969-12", "female", False, "2024-12"),
    ("1970-01", "female", False, "2025-02"),  # 55 years 1 month
    ("1970-05", "female", False, "2025-07"),
    ("1981-08", "female", False, "2039-07"),  # 139 // 4 + 1 = 35 months
    ("1981-09", "female", False, "2039-09"),  # 58 years
    ("1995-11", "female", False, "2053-11"),
    # Women formerly 50: twice the pace.
    ("1974-12", "female", True, "2024-12"),
    ("1975-01", "female", True, "2025-02"),  # 50 years 1 month
    ("1975-02", "female", True, "2025-03"),
    ("1975-03", "female", True, "2025-05"),  # 2 months
    ("1984-10", "female", True, "2039-09"),  # 117 // 2 + 1 = 59 months: 54 years 11 months
    ("1984-11", "female", True, "2039-11"),  # 118 // 2 + 1 = 60 months: 55 years
    ("2000-01", "female", True, "2055-01"),
]


def people(*rows):
    schema = {
        "birth_month": polars.Int32,
        "sex": polars.String,
        "category": polars.String,
        "rank": polars.String,
    }
    return polars.DataFrame(rows, schema=schema, orient="row")


@pytest.mark.parametrize(("birth", "sex", "worker", "reached"), BY_HAND)
def test_the_age_is_reached_in_the_month_worked_out_by_hand(birth, sex, worker, reached):
    found = retirement_month(month_of(birth), sex, worker=worker, parameters=baseline().parameters)
    assert month_text(found) == reached


def test_a_whole_column_gives_what_each_person_alone_gives():
    births = range(month_of("1955-01"), month_of("2000-12") + 1)
    rows = [
        (birth, sex, "worker" if worker else "administrative", "unspecified")
        for birth in births
        for sex in ("male", "female")
        for worker in (False, True)
    ]
    parameters = baseline().parameters
    alone = [
        retirement_month(birth, sex, worker=category == "worker", parameters=parameters)
        for birth, sex, category, _ in rows
    ]
    assert retirement_months(people(*rows), parameters).to_list() == alone


def test_a_later_birth_never_retires_earlier():
    births = range(month_of("1955-01"), month_of("2000-12") + 1)
    for sex, category in (("male", None), ("female", None), ("female", "worker")):
        months = retirement_months(people(*[(b, sex, category, "staff") for b in births]), baseline().parameters)
        assert months.is_sorted()


def test_a_workers_rank_is_a_worker_whatever_the_category_leaves_open():
    birth = month_of("1975-01")
    rows = [(birth, "female", None, "technician"), (birth, "female", "worker", "unspecified")]
    rows.append((birth, "female", None, "staff"))
    found = retirement_months(people(*rows), baseline().parameters)
    # 50 years 1 month twice; 55 years and (1975-01 − 1970-01) // 4 + 1 = 16 months for the third.
    assert [month_text(each) for each in found] == ["2025-02", "2025-02", "2031-05"]


def test_no_birth_or_no_sex_is_no_month():
    birth = month_of("1970-01")
    found = retirement_months(
        people((None, "male", None, "staff"), (birth, None, None, "staff")), baseline().parameters
    )
    assert found.to_list() == [None, None]
    assert found.dtype == polars.Int32
    assert retirement_month(birth, "unknown", worker=False, parameters=baseline().parameters) is None


def test_the_ages_are_those_of_the_parameters():
    system = CountryTaxBenefitSystem()
    pace = system.parameters.children["retirement_age"].children["men"].children["birth_months_per_month_of_delay"]
    pace.update(start="2025-01-01", value=2)
    # One month for every two: 1965-05 is 4 // 2 + 1 = 3 months late instead of 2.
    found = retirement_month(month_of("1965-05"), "male", worker=False, parameters=system.parameters)
    assert month_text(found) == "2025-08"
