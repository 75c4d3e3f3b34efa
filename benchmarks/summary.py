"""The short table that the pages quote, in Chinese and English, from the figures that the sections left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from contestants import APPLIED, FUSED, MODEL, PLAIN_OPENFISCA, STRETCHES, TWELVE_MONTHS
from measured.alone import SPREADSHEET
from sections import section, with_section

from openfisca_china_personnel.language import Language, Text

ROOT = Path(__file__).resolve().parents[1]
NAMES: dict[Language, str] = {"zh": "benchmarks-zh", "en": "benchmarks"}
"""The sections of the table: in ``RESULTS.md`` both, in a page that quotes it the one of its language."""
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
    yield _HEAD[language]
    yield "| --- | ---: | ---: |"
    for name, label in (*_ALONE, *_WHOLE):
        if f"{name} rows/s" not in figures:
            continue
        times = figures.get(f"model to {name}")
        faster = "" if times is None or name == MODEL else _two_digits(1 / times)
        yield f"| {label[language]} | {figures[f'{name} rows/s']:,.0f} | {faster} |"
    yield ""
    if "help seconds" in figures:
        start = _START[language].format(help=figures["help seconds"], ten=figures["ten rows seconds"])
        yield f"{start} {machine}."


def quote(results: str) -> list[str]:
    """Put the table of ``RESULTS.md`` into every page that has its markers; the names of those pages."""
    quoted = []
    for name in PAGES:
        path = ROOT / name
        page = path.read_text("utf-8") if path.exists() else ""
        for of_language in NAMES.values():
            lines = section(results, of_language)
            if lines is not None and section(page, of_language) is not None:
                page = with_section(page, of_language, lines)
                quoted.append(name)
        if name in quoted:
            path.write_text(page, encoding="utf-8")
    return quoted


def _two_digits(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.2g}"
