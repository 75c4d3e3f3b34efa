"""The pages behind a marked document: every finding with its number, what each way of drawing means."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openfisca_china_personnel.documents.audit import SEVERITIES
from openfisca_china_personnel.documents.column_names import column_name
from openfisca_china_personnel.documents.hierarchy import TOTAL
from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.report.marked_pdf.styles import COLOURS, GREY, style_of
from openfisca_china_personnel.report.marked_pdf.surface import Rectangle
from openfisca_china_personnel.report.of_audit import title_of

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit import AuditReport, Finding, Place

# The name of a PDF's standard type for Chinese: it need not be in the file, readers have it or take their system's.
_FONT = "STSong-Light"
_LATIN = "Helvetica"
_RUN = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_SIZE = 9
_WIDTHS = (34, 56, 150, 62, 62, 286, 110)
_MARGIN = 40

TITLE = Text("核对标注", "Findings marked")
_HEADINGS = (
    Text("序号", "No."),
    Text("级别", "Severity"),
    Text("位置", "Place"),
    Text("所列", "Stated"),
    Text("应为", "Computed"),
    Text("问题", "Finding"),
    Text("判断", "Judgement"),
)
_HOW = Text(
    "文件各页上的方框标出下列问题涉及的数字或文字，框旁的数字是本表序号；同一序号的多个方框属于同一问题，写明级别的一个是问题"
    "所在。把鼠标停在方框上或点击方框，可以看到问题的说明；点击本表的序号，转到所在页。",
    "The boxes on the document's pages are around the figures or words that the findings below are about; the number "
    "beside a box is the number here. Boxes of one number belong to one finding, which is about the one that names the "
    "severity. Point at a box or click it to read the finding; click a number here to go to its page.",
)
_LINES = Text(
    "实线：尚未判断；虚线：已有判断；灰色虚线：判断为误报。",
    "Unbroken line: not judged; broken line: judged; grey broken line: dismissed.",
)
_NOTHING = Text("未发现问题。", "Nothing was found.")
_PAGE = Text("第{page}页", "page {page}")
_FILE_PAGE = Text("第{page}页（原“{file}”第{own}页）", "page {page} (page {own} of “{file}”)")
_NO_BOX = Text("（无法在页面上标出，只在此列出）", "(cannot be shown on a page, listed here only)")
_ALSO = Text("另见{pages}", "also {pages}")
_SUM = Text("合计", "total")
_COMMA = Text("、", ", ")

PageName = Callable[["Place"], Text | None]


@dataclass
class Legend:
    """The pages as a PDF of their own, and where the number of each finding stands: page from 0, place on it."""

    content: bytes
    numbers: dict[int, tuple[int, Rectangle]] = field(default_factory=dict)


def page_name(page: int, file: str | None = None, own: int | None = None) -> Text:
    """What a page is called: by its place in the copy, and where several files are in it by its own too."""
    return _PAGE.format(page=page) if file is None else _FILE_PAGE.format(page=page, file=file, own=own)


def legend(report: AuditReport, name_of: PageName, language: Language) -> Legend:
    """The legend in one language; ``name_of`` says what the page of a place is called, None where it has no box."""
    from reportlab.lib import colors  # noqa: PLC0415 - heavy, and only a marked PDF needs it
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table  # noqa: PLC0415

    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    made = Legend(b"")

    class Number(Paragraph):  # type: ignore[misc]
        """A paragraph that remembers where it was drawn."""

        finding: int

        def draw(self) -> None:
            x, y = self.canv.absolutePosition(0, 0)
            place = Rectangle(x, y, x + self.width, y + self.height)
            made.numbers[self.finding] = (self.canv.getPageNumber() - 1, place)
            super().draw()

    def style(size: float, colour: Any = colors.black) -> Any:
        wrap = "CJK" if language == "zh" else None
        return ParagraphStyle("", fontName=_FONT, fontSize=size, leading=size * 1.4, textColor=colour, wordWrap=wrap)

    def paragraph(text: str, size: float = _SIZE, colour: Any = colors.black) -> Any:
        return Paragraph(_marked_up(text), style(size, colour))

    story: list[Any] = [
        paragraph(TITLE.in_(language), 16),
        Spacer(1, 6),
        paragraph(title_of(report).in_(language), 11),
        Spacer(1, 4),
        paragraph(_HOW.in_(language)),
        paragraph(_LINES.in_(language)),
        Spacer(1, 8),
    ]
    rows: list[list[Any]] = [[paragraph(heading.in_(language)) for heading in _HEADINGS]]
    lines: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.Color(0.6, 0.6, 0.6)),
        ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.93, 0.93, 0.93)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for number, finding in enumerate(report.findings, start=1):
        colour = colors.Color(*(GREY if finding.dismissed else COLOURS[finding.severity]))
        ink = colors.Color(*GREY) if finding.dismissed else colors.black
        mark = Number(str(number), style(_SIZE, colour))
        mark.finding = number
        cells = [text.in_(language) for text in _cells(finding, name_of)]
        rows.append([mark, paragraph(cells[0], colour=colour), *(paragraph(cell, colour=ink) for cell in cells[1:])])
        dash = style_of(finding).dash or None
        lines.append(("BOX", (0, number), (0, number), 1.4, colour, None, dash))
    if report.findings:
        # A row that is longer than a page must break; otherwise rows stay whole.
        story.append(Table(rows, colWidths=_WIDTHS, repeatRows=1, style=lines, splitInRow=1))
    else:
        story.append(paragraph(_NOTHING.in_(language), 11))
    for note in report.notes:
        story += [Spacer(1, 6), paragraph(note.text.in_(language))]
    buffer = io.BytesIO()
    sides = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    SimpleDocTemplate(buffer, pagesize=landscape(A4), title=TITLE.in_(language), invariant=1, **sides).build(story)
    made.content = buffer.getvalue()
    return made


def _marked_up(text: str) -> str:
    """A text for reportlab: Latin letters and figures in a type of their own, since the Song type's are narrow."""
    runs = ((run, " " <= run[0] <= "~") for line in text.split("\n") for run in (*_RUN.findall(line), "\n"))
    parts = [f'<font name="{_LATIN}">{escape(run)}</font>' if latin else escape(run) for run, latin in runs]
    return "".join(parts).replace("\n", "<br/>").removesuffix("<br/>")


def _cells(finding: Finding, name_of: PageName) -> Sequence[Text]:
    blank = Text("", "")
    return (
        SEVERITIES[finding.severity],
        _place(finding, name_of),
        *(blank if figure is None else Text(figure, figure) for figure in (finding.stated, finding.computed)),
        finding.text,
        blank if finding.judgement is None else finding.judgement.text,
    )


def _place(finding: Finding, name_of: PageName) -> Text:
    """The first place in full, the pages of the others."""
    names = list(dict.fromkeys(name for place in finding.where if (name := name_of(place)) is not None))
    first = finding.where[0] if finding.where else None
    parts: list[Text] = []
    if first is not None:
        own = name_of(first)
        if own is not None:
            parts.append(own)
            names.remove(own)
        elif first.page is not None:
            parts.append(_PAGE.format(page=first.page))
        code = _SUM if first.code == TOTAL else first.code
        column = None if first.column is None else column_name(first.column)
        inside = (first.table, code, column)
        parts += [Text(part, part) if isinstance(part, str) else part for part in inside if part is not None]
    lines = [_joined(parts, Text(" ", " "))] if parts else []
    if not any(place.box is not None for place in finding.where):
        lines.append(_NO_BOX)
    elif names:
        lines.append(_ALSO.format(pages=_joined(names, _COMMA)))
    return _joined(lines, Text("\n", "\n"))


def _joined(parts: Sequence[Text], between: Text) -> Text:
    return Text(between.zh.join(part.zh for part in parts), between.en.join(part.en for part in parts))
