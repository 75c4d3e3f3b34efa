"""A budget whose tables contradict each other, as a PDF: on turned pages, with margins cut off, in two files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from documents.made_pdf import Page, Table, made

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
WIDTHS = [80.0, 220.0, 100.0, 100.0, 100.0]
ROWS = [
    ["208", "社会保障和就业支出", "240.51", "240.51", ""],
    ["20805", "行政事业单位养老支出", "240.51", "240.51", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "160.32", "160.32", ""],
    ["2080506", "机关事业单位职业年金缴费支出", "80.19", "80.19", ""],
    ["221", "住房保障支出", "181.13", "181.13", ""],
    ["22102", "住房改革支出", "181.13", "181.13", ""],
    ["2210201", "住房公积金", "131.77", "131.77", ""],
    ["2210202", "提租补贴", "49.36", "49.36", ""],
]
WRONG = "437.88"
"""The printed total; the classes add up to 421.64."""


def pages(total: str = WRONG) -> list[Page]:
    """A cover and one page with a table whose total is wrong."""
    return [
        Page(["示例管理局机关2024年度单位预算", "第一部分 概况", "一、主要职责是管理各项示例工作"]),
        Page(
            [
                "示例管理局机关2024年度单位预算",
                "表二",
                "单位支出总表",
                "单位：万元",
                Table(WIDTHS, [HEAD, *ROWS, ["合计", "", total, "421.64", ""]], heads=1),
            ]
        ),
    ]


def budget(total: str = WRONG, *, rotation: int = 0) -> bytes:
    """The file, its pages turned by so many degrees in the way that ``/Rotate`` turns them."""
    return made(pages(total), rotation=rotation)


def with_boxes(content: bytes, *, cut: float = 0, shift: float = 0, only: Sequence[int] | None = None) -> bytes:
    """The same with a margin cut off by the crop box, or the origin of its pages elsewhere (from page 1)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for number, page in enumerate(writer.pages, start=1):
        if only is not None and number not in only:
            continue
        x0, y0, x1, y1 = (float(side) for side in page.mediabox)
        page.mediabox = RectangleObject((x0 - shift, y0 - shift, x1, y1))
        page.cropbox = RectangleObject((x0 + cut - shift, y0 + cut - shift, x1 - cut, y1 - cut))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
