"""The fixed names of the columns of drawn tables, from the headings over them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.column_names import FIXED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[str, ...]

_YEAR = re.compile(r"(?:(?:19|20)\d\d)年?度?")
_OF_LAST_YEAR = re.compile(r"上年|上一年|去年")
_REMARK = re.compile(r"\((?:万元|千元|元|单位:?[^()]*|\d{1,2}(?:[=+\-]\d+)*)\)|,?单位:[万千]?元|(?<=数)\d$")

# Heading (less its year) → column. The first that fits decides.
_FIXED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("change_percent", r"增减(?:率|幅|幅度|比例|比率|百分比|变动率)?(?:\(%\)|%)|增减(?:率|幅度|比例)|%"),
        ("change", r"(?:比较)?增减(?:变动)?(?:额|数|金额|情况)?"),
        ("prior_year_actual_less_capital", r"扣除(?:中央)?基(?:本)?建(?:设)?投资后(?:的)?执行数"),
        ("budget_less_capital", r"扣除(?:中央)?基(?:本)?建(?:设)?投资后(?:的)?预算数"),
        ("prior_year_actual", r"(?:上年)?(?:预算)?(?:预计)?执行数|上年(?:度)?决算数"),
        ("adjusted_budget", r"全年预算(?:数)?|调整(?:后)?预算(?:数)?"),
        ("actual", r"(?:本年|当年)?(?:支出|收入)?决算(?:数|金额)?"),
        ("budget", r"(?:本年|当年|年初|部门|单位)*(?:支出|收入)?预算(?:数|金额|安排)?|预算金额"),
        ("basic", r"基本支出(?:预算|决算)?(?:小计|合计)?"),
        ("project", r"项目支出(?:预算|决算)?(?:小计|合计)?"),
        ("remitted", r"上缴上级(?:单位)?(?:支出)?"),
        ("business", r"(?:事业单位)?经营支出|事业单位经营"),
        ("affiliated", r"对(?:附属|下级)单位(?:的)?补助(?:支出)?"),
        ("personnel", r"人员经费(?:支出)?"),
        ("operating", r"(?:日常)?公用经费(?:支出)?"),
        ("carried_in", r"(?:上年|年初)结转(?:和)?(?:结余)?(?:资金|收入)?"),
        ("carried_out", r"结转下年(?:资金|支出)?|年末结转(?:和)?结余|结转下年支出"),
        ("general_budget", r"一般公共预算(?:财政)?(?:当年)?(?:拨款)?(?:收入|资金|支出)?"),
        ("government_fund", r"政府性基金(?:预算)?(?:财政)?(?:当年)?(?:拨款)?(?:收入|资金|支出)?"),
        ("state_capital", r"国有资本经营(?:预算)?(?:财政)?(?:当年)?(?:拨款)?(?:收入|资金|支出)?"),
        ("used_surplus", r"(?:使用|动用|用事业基金弥补)?(?:以前年度)?非财政拨款结余(?:\(.*\))?|用事业基金弥补收支差额"),
        ("other_income", r"其他收入"),
        ("total", r"合计|总计|小计|(?:本年|当年)?(?:支出|收入)(?:合计|总计)|合计数|本年支出"),
    )
)
_VEHICLES = "(?:公务用车|公务车辆?|公务|公车|用车|车辆)?"
_PUBLIC: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("vehicle_purchase", re.compile(rf"{_VEHICLES}购置(?:费用?|支出)?")),
    ("vehicle_running", re.compile(rf"{_VEHICLES}运行(?:[及和与、]?维护)?(?:费用?|支出)?")),
    ("vehicles", re.compile(rf"{_VEHICLES}购置[及和与、]运行(?:[及和与、]?维护)?(?:费用?|支出)?")),
    ("abroad", re.compile(r"(?:因公)?出国(?:\(境\)|境)?(?:费用?|经费|支出)?")),
    ("reception", re.compile(r"公务(?:接|招)待(?:费用?|支出)?")),
    ("total", re.compile(r"合计|总计")),
)
_OF_BUDGET = re.compile(r"(?:年初|全年|本年)?预算数?")
_MEASURE = re.compile(r"(?:年初|全年|本年)?预算数?|(?:支出)?决算数?|(?:上年)?(?:实际)?执行数")
_ADDED_UP = frozenset({"basic", "project", "budget", "actual", "prior_year_actual"})
_OF_THE_YEAR = frozenset({"basic", "project", "total", "personnel", "operating", "budget"})
# What adds nothing to a heading under it.
_SIDES = re.compile(
    r"(?:本年|财政拨款|预算)?(?:收入|支出)(?:预算|决算)?|(?:支出)?(?:功能|经济)分类.*|支出用途|项目|.*预算支出|.*基本支出|.*经费"
)
_AMOUNT = re.compile(r"金额|预算金额")


def column_names(paths: Sequence[Path], *, year: int | None, final: bool) -> tuple[str, ...]:
    """The name of every column of figures of one group: the fixed one, else its headings joined by a stroke.

    ``year`` is the document's: what is headed with an earlier one is last year's. ``final`` for final accounts.
    """
    cleaned = [_cleaned(path) for path in paths]
    public = is_public_expenses(paths)
    names = [
        _public(path, year=year, final=final) if public else _fixed(path, year=year, final=final) for path in cleaned
    ]
    verbatim = [_verbatim(path, cleaned) for path in cleaned]
    chosen = [name or printed for name, printed in zip(names, verbatim, strict=True)]
    return tuple(_distinct(chosen, [("/".join(path) or "?") for path in cleaned]))


def is_public_expenses(paths: Sequence[Path]) -> bool:
    """Whether the columns are those of the three public expenses."""
    text = " ".join(part for path in paths for part in path)
    return "公务接待" in text and "出国" in text


def _cleaned(path: Path) -> Path:
    parts = [_REMARK.sub("", part).removesuffix("(").strip("-") for part in path]
    kept: list[str] = []
    for part in parts:
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    return tuple(kept)


def _fixed(path: Path, *, year: int | None, final: bool) -> str | None:
    if not path or path[0] in FIXED_COLUMNS:
        return path[0] if len(path) == 1 else None
    leaf, above = _YEAR.sub("", path[-1]), path[:-1]
    if _AMOUNT.fullmatch(leaf):
        own = all(_SIDES.fullmatch(_YEAR.sub("", part)) for part in above)
        return ("actual" if final else "budget") if own else None
    if leaf == "小计" and above:
        return _subtotal(above, year=year, final=final)
    name = next((name for name, pattern in _FIXED if pattern.fullmatch(leaf)), None)
    if name == "change_percent" and leaf == "%" and not any("增减" in part for part in above):
        return None
    if name == "total" and leaf == "本年支出" and final:
        return "actual"
    return name if name is None else _of_its_year(name, path, year=year, final=final)


def _subtotal(above: Path, *, year: int | None, final: bool) -> str | None:
    """What a 小计 adds up: the columns beside it under the same heading."""
    over = None if above[-1] == "本年支出" else _fixed(above, year=year, final=final)
    if over in _ADDED_UP:
        return over
    return "total" if over is not None or _SIDES.fullmatch(_YEAR.sub("", above[-1])) else None


def _of_its_year(name: str, path: Path, *, year: int | None, final: bool) -> str | None:
    """The same column of an earlier year is another: the last year's outcome, or none that has a fixed name."""
    earlier = _earlier(path, year)
    if earlier and name in _OF_THE_YEAR:
        return None
    if name == "actual" and (earlier or (not final and year is None and _YEAR.search(path[-1]))):
        return "prior_year_actual"
    if name == "prior_year_actual" and final and not earlier:
        return "actual"
    return name


def _public(path: Path, *, year: int | None, final: bool) -> str | None:
    """A column of the three public expenses; in final accounts the one of the budget beside it is told apart."""
    texts = [_YEAR.sub("", part) for part in path]
    of_budget = any(_OF_BUDGET.fullmatch(text) for text in texts)
    named = next((text for text in reversed(texts) if text != "小计" and not _MEASURE.fullmatch(text)), "")
    base = next((name for name, pattern in _PUBLIC if pattern.fullmatch(named)), None)
    if base is None:
        return None
    suffix = "_prior_year" if _earlier(path, year) else ""
    told_apart = "/budget" if final and of_budget else ""
    return f"{base}{suffix}{told_apart}"


def _earlier(path: Path, year: int | None) -> bool:
    text = "".join(path)
    if _OF_LAST_YEAR.search(text):
        return True
    years = [int(found[:4]) for found in _YEAR.findall(text)]
    return year is not None and bool(years) and max(years) < year


def _verbatim(path: Path, all_paths: Sequence[Path]) -> str:
    """The headings of a column, less the topmost where it stands over all columns alike."""
    common = 0
    while (
        len(all_paths) > 1
        and len(path) > common + 1
        and all(other[: common + 1] == path[: common + 1] for other in all_paths)
    ):
        common += 1
    return "/".join(path[common:]) or "/".join(path) or "?"


def _distinct(names: Sequence[str], full: Sequence[str]) -> list[str]:
    """No name twice: columns that would be called alike keep their whole headings, numbered where even those agree."""
    counts = Counter(names)
    kept: list[str] = []
    for name, whole in zip(names, full, strict=True):
        choice = name if counts[name] == 1 or name not in kept else whole
        number = 2
        while choice in kept:
            choice, number = f"{whole}/{number}", number + 1
        kept.append(choice)
    return kept
