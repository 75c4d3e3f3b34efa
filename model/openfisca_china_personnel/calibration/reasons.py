"""What each row of a calibrated roster says that it rests on."""

from __future__ import annotations

from decimal import Decimal

from openfisca_china_personnel.calibration.targets import Target
from openfisca_china_personnel.language import Text

RENT = Text(
    "提租补贴 {figure} 元 ÷ {standard} 元 = {months} 人月（其中可能有离退休人员，文件没有写明，一律按在职）",
    "rent subsidy {figure} yuan ÷ {standard} = {months} person-months (retired people may be among them; the document "
    "does not say, so all are active)",
)
RENT_WITH_RETIRED = Text(
    "提租补贴 {figure} 元 ÷ {standard} 元 = {months} 人月（含所述离退休人员）",
    "rent subsidy {figure} yuan ÷ {standard} = {months} person-months (with the retired people that are stated)",
)
RETIRED = Text(
    "离退休人数为所述，取不缴费、全年在册的人",
    "retired people are as stated, taken from those who are there all year and contribute to nothing",
)
RENT_BY_RANK = Text(
    "提租补贴 {figure} 元按职级标准凑成 {months} 人月，职级只为金额相符",
    "rent subsidy {figure} yuan made up of {months} person-months at standards of ranks; the ranks only serve the sum",
)
WAGE = Text(
    "月工资 = 30101+30102+30103 共 {wages} 元 ÷ {months} 人月",
    "wage = 30101+30102+30103, {wages} yuan ÷ {months} person-months",
)
WAGE_OF_LATER_YEAR = Text(
    "月工资 = {year} 年 30101+30102+30103 共 {wages} 元 ÷ {months} 人月（文件没有更早的数）",
    "wage = 30101+30102+30103 of {year}, {wages} yuan ÷ {months} person-months (none of an earlier year is published)",
)
WAGE_ASSUMED = Text(
    "文件推不出工资：取北京养老基数上下限的几何中值",
    "nothing in the document gives a wage: the geometric middle of Beijing's pension floor and cap",
)
WAGE_FROM_BASE = Text("月工资取缴存（缴费）基数", "wage taken from the contribution base")
HEADS = Text("在职人数 {heads} 人由使用者给出", "{heads} active people, stated by the user")
HEADS_OF_DOCUMENT = Text("在职人数 {heads} 人见于文件", "{heads} active people, as the document states")
PENSION = Text(
    "{lines}公布 {figures} 元，{heads} 人（{months} 人月）按基数凑成，人数按工资或所述人数",
    "{lines} published as {figures} yuan, made up by {heads} people ({months} person-months); how many "
    "by the wage, or as stated",
)
FUND = Text(
    "住房公积金公布 {figures} 元，按 {rate} 由 {heads} 人（{months} 人月）凑成，人数按工资或所述人数",
    "housing fund published as {figures} yuan, made up at {rate} by {heads} people ({months} person-months); how many "
    "by the wage, or as stated",
)
NO_CONTRIBUTIONS = Text("按公布数不缴公积金和养老保险", "the published contributions leave none for these people")
LUMP_SUM = Text(
    "购房补贴公布 {figure} 元：没有写享受按月补贴的人数，全部作为一次性补贴放在一人名下",
    "purchase subsidy published as {figure} yuan: who is entitled to the monthly part is not stated, so all of it "
    "stands as one person's lump sum",
)
PART_OF_A_HEAD = Text(
    "不足一人的人数：整数人凑不出公布数的尾数（最后手段）",
    "a part of a head: whole people do not make up the last digits of the published figure (last resort)",
)


def shown(target: Target) -> str:
    """A target's figure in yuan, as printed."""
    return plain(target.yuan)


def plain(amount: Decimal) -> str:
    """An amount without needless zeros."""
    return format(amount.normalize(), "f")


def joined(texts: list[Text]) -> Text:
    """Several names in one."""
    return Text("、".join(text.zh for text in texts), " and ".join(text.en for text in texts))
