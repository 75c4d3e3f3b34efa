"""Clean budgets with figures drawn by lot, printed in the ways in which units of different regions print them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.made_document import ECONOMIC, FUNCTIONAL, UNIT, YEAR, _name, _sums
from documents.made_pdf import Cell, Page, Ruled, Table
from openfisca_china_personnel.documents.hierarchy import TOTAL

Amounts = Mapping[str, tuple[Decimal, ...]]
Printed = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Style:
    """How a budget is printed: its lines, its codes in one column or three, in how many rows a page ends."""

    ruled: Ruled
    codes: int = 1
    cut: int | None = None
    rotation: int = 0
    watermark: bool = False


def amounts(seed: int) -> dict[str, dict[str, tuple[Decimal, ...]]]:
    """The tables by title: every code with its amounts in printed order, all of which add up."""
    chance = random.Random(seed)

    def lot() -> Decimal:
        return Decimal(chance.randrange(1_000, 90_000_00)) / 100

    basic = {code: lot() for code, (_, part, _, _) in FUNCTIONAL.items() if part}
    project = {code: lot() for code, (_, _, part, _) in FUNCTIONAL.items() if part}
    leaves = {code: (basic.get(code, Decimal(0)), project.get(code, Decimal(0))) for code in FUNCTIONAL}
    whole = _sums({code: (str(b + p), str(b), str(p)) for code, (b, p) in leaves.items()})
    before = _sums({code: (str(lot()),) for code in FUNCTIONAL})
    general = {code: (before[code][0], *row, row[0] - before[code][0]) for code, row in whole.items()}
    return {"单位支出总表": whole, "一般公共预算支出表": general, "一般公共预算基本支出表": _economic(basic, chance)}


def _economic(basic: Mapping[str, Decimal], chance: random.Random) -> dict[str, tuple[Decimal, ...]]:
    """Basic expenditure by economic classification: pension, annuity and fund as by function, the rest by lot."""
    fixed = {"30108": basic["2080505"], "30109": basic["2080506"], "30113": basic["2210201"]}
    left = sum(basic.values(), Decimal(0)) - sum(fixed.values(), Decimal(0))
    others = [code for code in ECONOMIC if code not in fixed]
    cuts = sorted(chance.sample(range(1, int(left * 100)), len(others) - 1))
    shares = [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, int(left * 100)], strict=True)]
    leaves = fixed | dict(zip(others, shares, strict=True))
    return _sums(
        {
            code: (str(leaves[code]), *(str(leaves[code] if ECONOMIC[code][part] else 0) for part in (1, 2)))
            for code in ECONOMIC
        }
    )


COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "单位支出总表": (("合计", "total"), ("基本支出", "basic"), ("项目支出", "project")),
    "一般公共预算支出表": (
        (f"{YEAR - 1}年执行数", "prior_year_actual"),
        (f"{YEAR}年预算数", "budget"),
        ("基本支出", "basic"),
        ("项目支出", "project"),
        ("增减额", "change"),
    ),
    "一般公共预算基本支出表": (("合计", "total"), ("人员经费", "personnel"), ("公用经费", "operating")),
}


def printed(title: str, rows: Amounts) -> Printed:
    """What is printed of a table, less the separators of thousands: by code and column."""
    return {
        code: {column: f"{value:.2f}" for (_, column), value in zip(COLUMNS[title], row, strict=True) if value}
        for code, row in rows.items()
    }


def pages(tables: Mapping[str, Printed], style: Style) -> list[Page]:
    """The budget: a cover, then every table on a page of its own or cut over two."""
    found = [Page([f"{UNIT}{YEAR}年度单位预算"])]
    for number, (title, rows) in enumerate(tables.items(), start=1):
        lines = [_line(code, row, title, style) for code, row in rows.items()]
        head = [[*_code_heads(style), "科目名称", *(heading for heading, _ in COLUMNS[title])]]
        widths = [*([34] * 3 if style.codes == 3 else [60]), 150, *[62] * len(COLUMNS[title])]
        over: list[str | Table] = [f"表{number}", title, "单位：万元"]
        cut = style.cut or len(lines)
        first = Table(widths, [*head, *lines[:cut]], style.ruled, heads=1)
        parts = [[*over, first], *([[Table(widths, lines[cut:], style.ruled)]] if cut < len(lines) else [])]
        stamp = _stamp if style.watermark else None
        found += [
            Page(part, f"- {len(found) + n} -", over=stamp, rotation=style.rotation) for n, part in enumerate(parts)
        ]
    return found


def _code_heads(style: Style) -> list[str]:
    return ["类", "款", "项"] if style.codes == 3 else ["科目编码"]


def _line(code: str, row: Mapping[str, str], title: str, style: Style) -> list[str | Cell]:
    shown = "" if code == TOTAL else code
    codes = [shown[:3], shown[3:5], shown[5:]] if style.codes == 3 else [shown]
    figures = [f"{Decimal(row[column]):,}" if column in row else "" for _, column in COLUMNS[title]]
    return [*codes, _name(code), *figures]


def _stamp(canvas: object) -> None:
    canvas.translate(400, 300)  # type: ignore[attr-defined]
    canvas.rotate(35)  # type: ignore[attr-defined]
    canvas.setFillGray(0.85)  # type: ignore[attr-defined]
    canvas.setFont("STSong-Light", 60)  # type: ignore[attr-defined]
    canvas.drawCentredString(0, 0, "公开 12345.67")  # type: ignore[attr-defined]


def changed(tables: Mapping[str, Printed], title: str, code: str, column: str) -> dict[str, Printed]:
    """The same tables with one figure larger by one unit of its last place."""
    copy = {name: {key: dict(row) for key, row in rows.items()} for name, rows in tables.items()}
    copy[title][code][column] = str(Decimal(copy[title][code][column]) + Decimal("0.01"))
    return copy


def places(tables: Mapping[str, Printed]) -> Sequence[tuple[str, str, str]]:
    """Where every figure stands: title, code, column."""
    return [(title, code, column) for title, rows in tables.items() for code, row in rows.items() for column in row]
