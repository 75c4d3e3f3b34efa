"""A budget built in code whose every identity holds, and its narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from openfisca_china_personnel.documents import Document, Row, Table
from openfisca_china_personnel.documents.hierarchy import TOTAL, parents
from openfisca_china_personnel.documents.lines import Line, numbered

UNIT = "示例管理局机关"
YEAR = 2024

# code: name, basic, project, prior year
FUNCTIONAL = {
    "2040101": ("行政运行", "812.45", "", "790.12"),
    "2040102": ("一般行政管理事务", "", "300.07", "310.55"),
    "2080505": ("机关事业单位基本养老保险缴费支出", "160.32", "", "151.44"),
    "2080506": ("机关事业单位职业年金缴费支出", "80.19", "", "75.71"),
    "2210201": ("住房公积金", "131.77", "", "124.06"),
    "2210202": ("提租补贴", "49.36", "", "49.11"),
}
ABOVE = {
    "204": "公共安全支出",
    "20401": "武装警察部队",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}
ECONOMIC = {
    "30101": ("基本工资", "441.10", ""),
    "30102": ("津贴补贴", "210.36", ""),
    "30108": ("机关事业单位基本养老保险缴费", "160.32", ""),
    "30109": ("职业年金缴费", "80.19", ""),
    "30113": ("住房公积金", "131.77", ""),
    "30201": ("办公费", "", "90.20"),
    "30211": ("差旅费", "", "75.03"),
    "30302": ("退休费", "33.41", ""),
    "30305": ("生活补助", "11.71", ""),
}
CLASSES = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助"}


def document() -> Document:
    """The whole document."""
    tables = (_balance(), _expenditure(), _general(), _economic())
    return Document(UNIT, YEAR, "budget", "万元", tables, "made.txt", narrative())


def _general() -> Table:
    columns = ("prior_year_actual", "budget", "basic", "project", "change", "change_percent")
    sums = _sums(
        {
            code: (prior, _plus(basic, project), basic, project)
            for code, (_, basic, project, prior) in FUNCTIONAL.items()
        }
    )
    values = {}
    for code, (prior, budget, basic, project) in sums.items():
        change = budget - prior
        percent = round(change / prior * 100, 1)
        values[code] = (prior, budget, basic, project, change, percent)
    return _table("3", "一般公共预算支出表", "general", columns, values)


def _expenditure() -> Table:
    sums = _sums({code: (_plus(b, p), b, p) for code, (_, b, p, _) in FUNCTIONAL.items()})
    return _table("2", "单位支出总表", "all", ("total", "basic", "project"), sums)


def _economic() -> Table:
    sums = _sums({code: (_plus(a, b), a, b) for code, (_, a, b) in ECONOMIC.items()})
    return _table("4", "一般公共预算基本支出表", "general", ("total", "personnel", "operating"), sums)


def _balance() -> Table:
    sums = _sums({code: (_plus(b, p),) for code, (_, b, p, _) in FUNCTIONAL.items()})
    total = sums[TOTAL][0]
    carried = Decimal("12.34")
    income = [
        ("一、一般公共预算拨款收入", "", total),
        ("二、其他收入", "", Decimal("5.00")),
        ("本年收入合计", "", total + 5),
        ("上年结转", "", carried),
        ("收入总计", TOTAL, total + 5 + carried),
    ]
    expenditure = [
        *((f"{o}、{ABOVE[code]}", "", sums[code][0]) for o, code in zip("一二三", ("204", "208", "221"), strict=True)),
        ("本年支出合计", "", total),
        ("结转下年", "", Decimal(5) + carried),
        ("支出总计", TOTAL, total + 5 + carried),
    ]
    rows = [
        Row(code, name, None, 1, line, {"budget": f"{value:.2f}"}, side=side)
        for side, items in (("income", income), ("expenditure", expenditure))
        for line, (name, code, value) in enumerate(items, start=10)
    ]
    return Table("1", "单位收支总表", "all", "万元", 1, ("budget",), tuple(rows))


def _plus(*amounts: str) -> str:
    return str(sum((Decimal(a) for a in amounts if a), Decimal(0)))


def _sums(leaves: dict[str, tuple[str, ...]]) -> dict[str, tuple[Decimal, ...]]:
    """Every code with its sums, in printed order: the total last."""
    width = len(next(iter(leaves.values())))
    found: dict[str, tuple[Decimal, ...]] = {}
    prefixes = sorted({code[:n] for code in leaves for n in range(3, len(code) + 1, 2)})
    for prefix in [*prefixes, ""]:
        inside = [values for code, values in leaves.items() if code.startswith(prefix)]
        found[prefix or TOTAL] = tuple(sum((Decimal(v[i] or 0) for v in inside), Decimal(0)) for i in range(width))
    return found


def _table(
    number: str, title: str, scope: str, columns: tuple[str, ...], values: dict[str, tuple[Decimal, ...]]
) -> Table:
    codes = list(values)
    above = parents(codes)
    rows = []
    for line, (code, parent) in enumerate(zip(codes, above, strict=True), start=10):
        cells = {
            column: f"{value}" if column == "change_percent" else f"{value:.2f}"
            for column, value in zip(columns, values[code], strict=True)
            if value
        }
        rows.append(Row(code, _name(code), parent, int(number), line, cells))
    return Table(number, title, scope, "万元", int(number), columns, tuple(rows))  # type: ignore[arg-type]


def _name(code: str) -> str:
    names = {**ABOVE, **CLASSES, **{c: v[0] for c, v in FUNCTIONAL.items()}, **{c: v[0] for c, v in ECONOMIC.items()}}
    return names.get(code, "合计")


def narrative() -> tuple[Line, ...]:
    """The sentences that explain the tables."""
    sums = _sums({code: (_plus(b, p), prior) for code, (_, b, p, prior) in FUNCTIONAL.items()})
    total = sums[TOTAL][0]
    listed = "\n".join(_item(number, code) for number, code in enumerate(FUNCTIONAL, start=1))
    shares = "；".join(
        f"{ABOVE[code]}{sums[code][0]:.2f}万元，占{round(sums[code][0] / total * 100, 2):.2f}%"
        for code in ("204", "208", "221")
    )
    text = f"""第三部分 {YEAR}年度单位预算情况说明
一、关于一般公共预算支出表的说明
{UNIT}{YEAR}年一般公共预算当年拨款{total:.2f}万元，主要用于以下方面：{shares}。
{listed}
二、关于一般公共预算基本支出表的说明
{UNIT}{YEAR}年一般公共预算基本支出1234.09万元，其中：
人员经费1068.86万元，主要包括：基本工资、津贴补贴、机关事业单位基本养老保险缴费、职业年金缴费、住房公积金、
退休费、生活补助等；
公用经费165.23万元，主要包括：办公费、差旅费等。
"""
    lines = numbered(text)
    return tuple(replace(line, page=9) for line in lines)


def _item(number: int, code: str) -> str:
    name, basic, project, prior = FUNCTIONAL[code]
    now, before = Decimal(_plus(basic, project)), Decimal(prior)
    word = "增加" if now > before else "减少"
    percent = abs(round((now - before) / before * 100, 1))
    rise = "增长" if now > before else "下降"
    return (
        f"{number}.{ABOVE[code[:3]]}（类）{ABOVE[code[:5]]}（款）{name}（项）{YEAR}年预算{now:.2f}万元，"
        f"比{YEAR - 1}年执行数{word}{abs(now - before):.2f}万元，{rise}{percent}%。主要原因：工作安排。"
    )


def figures(made: Document) -> Iterator[tuple[int, int, str]]:
    """Every printed figure: table, row, column."""
    for table, found in enumerate(made.tables):
        for row, line in enumerate(found.rows):
            for column in line.values:
                yield table, row, column


def with_figure(made: Document, table: int, row: int, column: str, steps: int) -> Document:
    """The document with one figure changed by so many units of its last place."""
    rows = list(made.tables[table].rows)
    printed = rows[row].values[column]
    unit = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    changed = Decimal(printed) + steps * unit
    rows[row] = replace(rows[row], values={**rows[row].values, column: f"{changed}"})
    tables = list(made.tables)
    tables[table] = replace(tables[table], rows=tuple(rows))
    return replace(made, tables=tuple(tables))


def stated_numbers(made: Document) -> Iterator[tuple[int, int, int]]:
    """Every amount and percentage of the narrative: line, first and last character."""
    for index, line in enumerate(made.prose):
        for match in re.finditer(r"\d+\.\d+(?=万元|%)", line.text):
            yield index, match.start(), match.end()


def with_number(made: Document, index: int, start: int, end: int, steps: int) -> Document:
    """The document with one number of the narrative changed by so many units of its last place."""
    line = made.prose[index]
    printed = line.text[start:end]
    changed = str(Decimal(printed) + steps * Decimal(1).scaleb(-len(printed.partition(".")[2])))
    text = line.text[:start] + changed + line.text[end:]
    lines = list(made.prose)
    lines[index] = replace(line, text=text, printed=text)
    return replace(made, prose=tuple(lines))
