"""What an inference rests on beside the law: the kind of document, the scope, whole people."""

from __future__ import annotations

from openfisca_china_personnel.inference.evidence import Evidence, Scope
from openfisca_china_personnel.inference.feasible_set import LEAST_CONTRIBUTION, has_rent
from openfisca_china_personnel.inference.law_of_year import YearLaw
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.notes import Note


def remarks(evidence: Evidence, law: YearLaw, scope: Scope) -> tuple[Note, ...]:
    """The notes on a document's own year."""
    notes = [
        Note(
            "whole_people",
            Text(
                "推算假定人员按整人整月计，所列金额按规则逐人逐月取整后相加；人数为全年平均，某一个月可以更多或更少。",
                "People count as whole persons and whole months, and amounts are rounded person by person as the rules "
                "say; heads are averages over the year, a single month may have more or fewer.",
            ),
        )
    ]
    if evidence.line("rent_subsidy") is not None and not has_rent(evidence, law):
        notes.append(
            Note(
                "rent_subsidy_local",
                Text(
                    "提租补贴在这里按当地规定执行，法规数据没有当地标准，不能由它推算人数。",
                    "The rent subsidy follows local rules here and the law file has no local standards: no heads "
                    "follow from it.",
                ),
                lines=(evidence.lines["rent_subsidy"].code,),
            )
        )
    if has_rent(evidence, law) and not evidence.facts.ranks:
        notes.append(
            Note(
                "ranks_unknown",
                Text(
                    "职级构成未知时，提租补贴上下限按部级以下各职级的标准，不含部级人员。",
                    "Where the rank mix is not stated, the bounds of the rent subsidy are those of the ranks below "
                    "ministers: none of those are supposed to be paid.",
                ),
                lines=(evidence.lines["rent_subsidy"].code,),
            )
        )
    if evidence.is_final:
        notes.append(
            Note(
                "cash_actuals",
                Text(
                    "决算是全年实际支出：补缴、补发和退回都在其中，上下限只在各月按规定及时支付时成立。",
                    "Final accounts are what was paid in the year, arrears and refunds among it: the bounds hold where "
                    "every month was paid when due.",
                ),
            )
        )
    if scope == "general":
        notes.append(
            Note(
                "general_scope",
                Text(
                    "只计一般公共预算当年拨款；用结转资金或其他资金支付的部分不在其中。",
                    "Only the year's general public budget is counted; what is paid from carry-over or other funds is "
                    "not in it.",
                ),
            )
        )
    if not evidence.facts.counts_whole_people:
        notes.append(
            Note(
                "parts_of_heads",
                Text(
                    "所述人数含折算人数（非整人整月），{year} 年的人月不按整数推算。",
                    "The heads that are stated are parts of a head (not whole persons for whole months): person-months "
                    "of {year} need not be whole.",
                ).format(year=evidence.year),
            )
        )
    if not law.all_have("pension_floor", "fund_floor"):
        notes.append(
            Note(
                "least_contribution",
                Text(
                    f"没有基数下限的年度，假定每人每月缴费不少于 {LEAST_CONTRIBUTION} 元，以限制取整误差。",
                    "In a year without a floor in every month nobody is supposed to contribute less than "
                    f"{LEAST_CONTRIBUTION} yuan a month, which bounds the error of rounding.",
                ),
            )
        )
    return tuple(notes)
