"""The short tables that the pages quote, in Chinese and English, from the figures that the sections left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from contestants import APPLIED, FUSED, MODEL, PLAIN_OPENFISCA, STRETCHES, TWELVE_MONTHS
from forty_million import forty_million
from measured.alone import SPREADSHEET
from sections import section, with_section, wrapped

from openfisca_china_personnel.language import Language, Text

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.zh-CN.md", "docs/measurements.md")

_HEAD = Text(
    "| 一人一年（一行）的五项支出 | 行/秒 | 本模型快多少倍 |",
    "| five lines of one person's year (a row) | rows/s | the model is … times as fast |",
)
_ALONE: tuple[tuple[str, Text], ...] = (
    (MODEL, Text("本模型，单进程，不含读取", "this model, one process, without reading")),
    (PLAIN_OPENFISCA, Text("同样的规则，OpenFisca 逐月直接计算", "the same rules in plain OpenFisca, month by month")),
    (TWELVE_MONTHS, Text("手写 NumPy，十二个月", "NumPy by hand, twelve months")),
    (STRETCHES, Text("手写 NumPy，按相同月份分段", "NumPy by hand, stretches of equal months")),
    (FUSED, Text("numba 编译的单一循环（大致为机器极限）", "one loop compiled by numba (about the machine's limit)")),
    (APPLIED, Text("pandas 逐行计算", "pandas, row by row")),
    (
        SPREADSHEET,
        Text("本项目的结果工作簿，LibreOffice 重算", "this project's result workbook, recalculated by LibreOffice"),
    ),
)
_WHOLE: tuple[tuple[str, Text], ...] = tuple(
    (
        f"{file} {workers}",
        Text(
            f"命令 `personnel-budget budget`，{file}，{'单进程' if workers == 1 else '两个进程'}，启动时间除外",
            f"`personnel-budget budget`, {file}, {'one process' if workers == 1 else 'two processes'}, start-up off",
        ),
    )
    for file in ("Parquet", "CSV")
    for workers in (1, 2)
)
_START = Text(
    "启动：`--help` {help:.2f} 秒，十行名册的 `budget` {ten:.2f} 秒。",
    "Starting: `--help` {help:.2f} s, `budget` on ten rows {ten:.2f} s.",
)


def summary(figures: Mapping[str, float], machine: str, language: Language) -> Iterator[str]:
    """The table's lines; what was not measured has no row."""
    yield _HEAD.in_(language)
    yield "| --- | ---: | ---: |"
    for name, label in (*_ALONE, *_WHOLE):
        if f"{name} rows/s" not in figures:
            continue
        times = figures.get(f"model to {name}")
        faster = "" if times is None or name == MODEL else _two_digits(1 / times)
        yield f"| {label.in_(language)} | {figures[f'{name} rows/s']:,.0f} | {faster} |"
    yield ""
    if "help seconds" in figures:
        start = _START.in_(language).format(help=figures["help seconds"], ten=figures["ten rows seconds"])
        yield from wrapped(f"{start} {machine}.")


TABLES: dict[str, tuple[Callable[[Mapping[str, float], str, Language], Iterator[str]], Language]] = {
    "benchmarks": (summary, "en"),
    "benchmarks-zh": (summary, "zh"),
    "forty-million": (forty_million, "en"),
    "forty-million-zh": (forty_million, "zh"),
}
"""The sections that pages quote: all are in ``RESULTS.md``, a page has those of its language."""


def quote(results: str) -> list[str]:
    """Put the tables of ``RESULTS.md`` into every page that has their markers; the names of those that changed."""
    quoted = []
    for name in PAGES:
        path = ROOT / name
        page = before = path.read_text("utf-8") if path.exists() else ""
        for table in TABLES:
            lines = section(results, table)
            if lines is not None and section(page, table) is not None:
                page = with_section(page, table, lines)
        if page != before:
            path.write_text(page, encoding="utf-8")
            quoted.append(name)
    return quoted


def _two_digits(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"
