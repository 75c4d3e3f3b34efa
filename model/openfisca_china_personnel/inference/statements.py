"""The statements that a program is made of, in words."""

from __future__ import annotations

from openfisca_china_personnel.inference.evidence import Evidence
from openfisca_china_personnel.inference.feasible_set import LEAST_CONTRIBUTION
from openfisca_china_personnel.inference.program import WHOLE_PEOPLE
from openfisca_china_personnel.language import Text

_WORDS = {
    "law:pension": Text("养老保险费率和逐人取整到分", "the pension's rate, rounded to the fen person by person"),
    "law:annuity": Text("职业年金费率和逐人取整到分", "the annuity's rate, rounded to the fen person by person"),
    "law:one_base": Text(
        "职业年金与养老保险同一缴费基数（国办发〔2015〕18号第四条）",
        "annuity and pension rest on one base (国办发〔2015〕18号 art. 4)",
    ),
    "law:fund": Text("住房公积金缴存比例的上下限", "the least and the greatest rate of the housing fund"),
    "law:rent": Text("提租补贴的职级标准", "the standards of the rent subsidy by rank"),
    "law:whole_yuan": Text("住房公积金逐人逐月取整到元", "the housing fund is paid in whole yuan a person and month"),
    "cap:pension": Text("养老保险缴费基数上限", "the cap of the pension base"),
    "floor:pension": Text("养老保险缴费基数下限", "the floor of the pension base"),
    "cap:fund": Text("住房公积金缴存基数上限", "the cap of the housing fund base"),
    "floor:fund": Text("住房公积金缴存基数下限", "the floor of the housing fund base"),
    "contributors_are_active": Text("缴费人员都是在职人员", "whoever contributes is active"),
    "assumed:least_contribution": Text(
        f"假定每人每月缴费不少于 {LEAST_CONTRIBUTION} 元",
        f"the assumption that nobody contributes less than {LEAST_CONTRIBUTION} yuan a month",
    ),
    WHOLE_PEOPLE: Text("人员按整人整月", "people are whole persons for whole months"),
    "stated:active_heads": Text("所述在职人数", "the active heads that are stated"),
    "stated:retired_heads": Text("所述离退休人数", "the retired heads that are stated"),
    "stated:posts": Text("所述编制数", "the authorised posts that are stated"),
    "stated:ranks": Text("所述职级构成", "the rank mix that is stated"),
}
EASED_FIRST = (
    "law:whole_yuan",
    WHOLE_PEOPLE,
    "law:one_base",
    "stated:ranks",
    "stated:posts",
    "stated:retired_heads",
    "stated:active_heads",
    "law:rent",
    "contributors_are_active",
    "floor:fund",
    "cap:fund",
    "floor:pension",
    "cap:pension",
    "assumed:least_contribution",
    "law:fund",
    "law:annuity",
    "law:pension",
    "line:rent_subsidy",
    "line:housing_fund",
    "line:annuity",
    "line:pension",
)
"""Which statement of a contradiction is left out first, so that the others still bound something: what rests on more
assumptions before what is printed."""


def in_words(statement: str, evidence: Evidence) -> Text:
    """A statement as people read it; a printed line with its code and figure."""
    kind, _, key = statement.partition(":")
    if kind != "line":
        return _WORDS[statement]
    line = evidence.lines[key]
    return Text("{code} 所列 {printed}", "line {code}: {printed}").format(code=line.code, printed=line.printed)
