"""What forty million rows, everybody on a public payroll, would take: on paper, from what ten million took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sections import wrapped

from openfisca_china_personnel.language import Language, Text

ROWS = 40_000_000
MANY = 16
"""Processes of a small cluster."""

_HEAD = Text(
    "| 四千万行（Parquet） | 时间 | 每个进程的内存 |", "| forty million rows (Parquet) | time | memory of a process |"
)
_ONE = Text("本机，单进程", "this machine, one process")
_TWO = Text("本机，两个进程", "this machine, two processes")
_CLUSTER = Text("{many} 个同样的进程（推算）", "{many} such processes (extrapolated)")
_ON_PAPER = Text(
    "以上由 {measured:,} 行的实测按比例推算，并未实际运行；文件约 {size:.1f} GB（每行 {row:.0f} 字节，每人八列）。"
    "{many} 个进程一行按“两个进程时不能并行的部分占 {serial:.0%}”推算，没有计入网络与存储。",
    "In proportion to what {measured:,} rows took, not run; the file has about {size:.1f} GB ({row:.0f} bytes a row of "
    "eight columns). For {many} processes: that {serial:.0%} of the work cannot be shared, as two processes show; "
    "networks and storage are not counted.",
)


def forty_million(figures: Mapping[str, float], _: str, language: Language) -> Iterator[str]:
    """The table's lines; nothing where ten million rows were not measured with two processes."""
    if "Parquet 2 rows/s" not in figures:
        return
    one, two = (ROWS / figures[f"Parquet {workers} rows/s"] for workers in (1, 2))
    serial = min(max(2 * two / one - 1, 0.0), 1.0)
    many = one * (serial + (1 - serial) / MANY)
    memory = f"{figures['Parquet 1 MB'] / 1024:.1f} GB"
    yield _HEAD.in_(language)
    yield "| --- | ---: | ---: |"
    yield f"| {_ONE.in_(language)} | {_long(one, language)} | {memory} |"
    yield f"| {_TWO.in_(language)} | {_long(two, language)} | {memory} |"
    yield f"| {_CLUSTER.in_(language).format(many=MANY)} | {_long(many, language)} | {memory} |"
    yield ""
    row = figures["Parquet bytes a row"]
    measured = int(figures["Parquet rows"])
    yield from wrapped(
        _ON_PAPER.in_(language).format(measured=measured, size=row * ROWS / 1e9, row=row, many=MANY, serial=serial)
    )


def _long(seconds: float, language: Language) -> str:
    number, unit = (seconds, Text("秒", "s")) if seconds < 180 else (seconds / 60, Text("分钟", "min"))
    return f"{number:.0f} {unit.in_(language)}"
