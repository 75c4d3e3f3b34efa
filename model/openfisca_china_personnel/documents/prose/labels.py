"""The words before an amount: what of them names a subject, and when two of them name the same one."""

from __future__ import annotations

import re

from openfisca_china_personnel.documents.prose.names import bare_name, levels, shown_name, without_number

_NOISE = re.compile(
    r"^(?:其中[::]?)?(?:包括|主要用于|用于|收入|支出)[::]|^其中(?:用于)?|20\d\d年(?:度)?|^(?:本年度?)?(?:本|我|全)(?:部门|单位|[局院校县乡镇])|^等"
)
_VERB = re.compile(r"(?:(?<!总)(?:预算|决算)|数|共计|总额|金额)*(?:为|是|安排|拨入|共计|约)?$")
_ARRANGED = re.compile(r"^(?:拟|共|计划)?安排(?=.{2})|^含(?=.{2})")
_YEAR = re.compile(r"(?<![较比与和同至于自从])(20\d\d)年(?:度)?(?!末|底|初|\d{1,2}月)")
_REMARK = re.compile(r"\((?!\d*[类款项]\))(?:详?见|[^()]*(?:附表|附件|[\d,.]{3,}))[^()]*\)")
_AFTER_NAME = re.compile(r"\((?!\d*[类款项]\))[^()]*\)$")
_OF_A_CLASS = re.compile(r"(?<=.{2})(?<!种)(?<!分)类(?:科目)?$")
# Words that leave open what an amount is of: the sentence before or the heading says.
OPEN = frozenset(
    ["", *["计", "共", "共计", "合计", "小计", "支出", "安排", "预算", "决算", "共支出", "共计支出", "安排支出"]]
)
_COUNTED_OUT = ("总计", "总额", "总", "合计", "预算", "决算", "本年", "当年", "年度", "数据", "全年", "单位", "部门")
_MONEY = re.compile(r"(?:费|支出|收入|补助|补贴|工资|奖金|公积金|缴费|保险|年金|经费|采购|资金|结余|运行|接待)$")
_HEADED = re.compile(r"(?:支出|收入)?(?:预算|决算)?(?:执行|支出|安排)?(?:情况)?(?:的?说明)?。?$")
_PER_HEAD = re.compile(r"(?:人均|每[人家户月年天辆个名]|标准为?|月均|户均)[^,。;、]{0,6}$|/年人均[^,。;、]{0,6}$")


def bare_label(label: str) -> str:
    """The subject that the words before an amount name, without numbers of lists, years, verbs and remarks."""
    text = label
    for level_end in [end for _, end in levels(label)][-1:]:
        text = label[level_end:]
    text = _REMARK.sub("", text)
    inside = _AFTER_NAME.search(_VERB.sub("", text))
    if inside is not None and "三公" in inside.group():
        return inside.group().strip("()")
    text = _beside_year(text)
    text = _NOISE.sub("", without_number(_NOISE.sub("", without_number(text))))
    text = _ARRANGED.sub("", _VERB.sub("", text)).strip("、 “”")
    return _OF_A_CLASS.sub("", _VERB.sub("", _AFTER_NAME.sub("", text) or text).strip("()"))


def _beside_year(text: str) -> str:
    """What stands behind the year of a label, or before it where nothing but a verb stands behind."""
    years = list(_YEAR.finditer(text))
    if not years:
        return text
    year = years[-1]
    before, behind = text[: year.start()], text[year.end() :]
    if _VERB.sub("", behind) in OPEN and names_money(re.split(r"[,。;:、]", before)[-1]):
        return before
    return behind if without_number(behind) else text


def year_of_label(label: str) -> int | None:
    """The year whose amount the words announce; a year that something is compared with is none."""
    found = [int(match.group(1)) for match in _YEAR.finditer(label)]
    return found[-1] if found else None


def subject_key(name: str) -> str:
    """What two ways to name one subject have in common."""
    key = re.sub(r"[（）]", "", shown_name(name))
    for word in _COUNTED_OUT:
        key = key.replace(word, "")
    for ending in ("支出", "经费", "费用", "费"):
        if "收入" not in key and len(key) - len(ending) >= 2 and key.endswith(ending):
            key = key.removesuffix(ending)
            break
    return key or bare_name(name)


def same_subject(one: str, other: str) -> bool:
    """Whether two names can mean one subject, the words for totals, budgets and kinds of expense left out."""
    first, second = sorted((subject_key(one), subject_key(other)), key=len)
    return bool(first) and (first == second or (second.endswith(first) and (len(first) > 3 or first == "三公")))


def names_money(name: str) -> bool:
    """Whether a name ends as names of income and expenditure do."""
    return _MONEY.search(name) is not None


def subject_of_heading(heading: str) -> str:
    """The subject that a heading puts over its sentences; empty where it names none."""
    name = _HEADED.sub("", without_number(heading)).strip()
    return name if len(name) <= 25 and re.search(r"(?:费|采购|补贴|公积金|年金|缴费)$", name) else ""


def is_per_head(label: str) -> bool:
    """Whether an amount is a standard for one person, household or month and no amount of a budget."""
    return _PER_HEAD.search(label) is not None
