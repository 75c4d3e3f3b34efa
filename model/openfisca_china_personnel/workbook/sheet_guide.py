"""The sheet of explanations: what the workbook is, how it is filled in, and the words that its cells may hold."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.workbook.sheet_layout import head, page
from openfisca_china_personnel.workbook.sheet_names import CHANGES, FIGURES, LAW, PEOPLE
from openfisca_china_personnel.workbook.sheet_words import LIST_WIDTHS, set_list_columns, write_lists
from openfisca_china_personnel.workbook.styles import FIXED_FILL, MUTED, NEEDED_FILL, UNUSED_FILL, Role, Styles
from openfisca_china_personnel.workbook.word_lists import KINDS

_TITLE = Text("人员经费测算工作簿", "Personnel budget workbook")
_SUBTITLE = Text(
    "改人数、工资、规则，看各科目人员经费怎样变化；也可与公布的预算对照。{year} 年度，本工作簿不含宏。",
    "Change headcounts, wages and rules and see the personnel lines move; hold them against a published budget. "
    "Year {year}; the workbook has no macros.",
)
_STEPS = (
    (
        PEOPLE,
        Text(
            "填名册：一行一人或一行若干情况相同的人。先删去示例行。",
            "Fill in the roster: a row is one person or several alike. Delete the example rows first.",
        ),
    ),
    (
        CHANGES,
        Text(
            "写设想的变动：一行一项，如增加 10 人、晋升、调资、调整缴存比例；不模拟时删去示例行即可。",
            "State the changes that you consider, one a row; delete the example rows where nothing is to be simulated.",
        ),
    ),
    (
        FIGURES,
        Text(
            "需要核对时，抄入公布的预算（决算）数字；否则留空。",
            "To check a published budget copy its figures here; else leave it blank.",
        ),
    ),
    (
        LAW,
        Text(
            "查每个法规数值的文件、条款、日期；也可以填一个假设的数值。",
            "See where each value of law stands; assume another value where you wish.",
        ),
    ),
)
_SECTIONS = {
    "steps": Text("怎么填", "How to fill it in"),
    "colours": Text("颜色", "Colours"),
    "cells": Text("怎么写", "How cells are written"),
    "results": Text("怎么得出结果", "How to get results"),
    "kinds": Text("变动的类型", "Kinds of change"),
    "words": Text("可选的词（下拉表的内容）", "Words that cells may hold (the drop-down lists)"),
}
_COLOURS = (
    ("input", Text("填写", "fill in"), Text("黄格蓝字：由您填写", "yellow with blue ink: yours to fill in")),
    (
        "example",
        Text("示例", "example"),
        Text("黄格棕字：示例，请改写或删除", "yellow with brown ink: an example, to be replaced"),
    ),
    ("needed", Text("须填", "needed"), Text("橙格：这一类型的变动须填", "orange: needed by this kind of change")),
    (
        "unused",
        Text("不用", "unused"),
        Text("灰格：这一类型的变动不用，请留空", "grey: not used by this kind of change, leave blank"),
    ),
    ("fixed", Text("固定", "fixed"), Text("浅灰格：由程序写出，改动不起作用", "light grey: written by the program")),
)
_CELLS = (
    (
        Text("月份", "months"),
        Text(
            "2024-07，整月计算；起始月是新状态的第一个月",
            "2024-07; whole months; “from” is the first month of the new state",
        ),
    ),
    (
        Text("金额", "money"),
        Text(
            "元，至多两位小数；“预算数”表按所选的金额单位", "yuan with two decimals at most; on 预算数 the stated unit"
        ),
    ),
    (Text("比例", "rates"), Text("12%、12 或 0.12 都可以", "12%, 12 and 0.12 are the same")),
    (Text("是否", "yes or no"), Text("是、否", "yes, no")),
    (Text("年度", "years"), Text("2024，或一段 2024-2028", "2024, or several: 2024-2028")),
    (
        Text("粘贴", "pasting"),
        Text("从别的表粘贴时选“只粘贴数值”，可保留颜色和下拉表", "paste values only, to keep colours and lists"),
    ),
)
_COMMANDS = (
    (
        Text("模拟变动", "simulate"),
        "personnel-budget simulate {book} -o {result}",
        Text("情景与基准的差额、分月、分职级、变动分解", "difference to the baseline by line, month, rank and cause"),
    ),
    (
        Text("核对公布数", "compare"),
        "personnel-budget compare {book} -o {result}",
        Text("公布的数字与应列金额逐项对照", "published figures beside what the law gives"),
    ),
    (
        Text("测算预算", "budget"),
        "personnel-budget budget {book} --year {year} -o {result}",
        Text("各科目应列金额", "what each line should be"),
    ),
)
_FILES = (Text("本工作簿.xlsx", "book.xlsx"), Text("结果.xlsx", "result.xlsx"))
_KIND_TEXTS = {
    "add": (
        Text("新增人员", "people come"),
        Text(
            "起始月或决定月、人数；单位、职级、进入方式等写新增人员的情况，另填月工资",
            "month, headcount; what they are, and their wage",
        ),
    ),
    "remove": (
        Text("人员离开（调出、辞职等）", "people leave"),
        Text("起始月是没有他们的第一个月；人数、条件", "“from” is the first month without them; headcount, who"),
    ),
    "retire": (
        Text("在职人员退休", "people retire"),
        Text("起始月是退休后的第一个月；人数、条件", "“from” is the first month in retirement; headcount, who"),
    ),
    "promote": (
        Text("晋升职级", "people rise in rank"),
        Text(
            "人数、条件、新职级；补贴当月变，缴存基数到下次核定才变",
            "headcount, who, new rank; bases follow at the next reset",
        ),
    ),
    "transfer": (
        Text("在名册的单位之间调动", "people change units"),
        Text("人数、条件（单位）、调入单位", "headcount, who (unit), to unit"),
    ),
    "raise": (
        Text("工资增加", "wages rise"),
        Text(
            "条件、调资幅度或金额；人数空＝全部；缴存基数到下次核定才变",
            "who, percent or amount; no headcount: all; bases follow at the reset",
        ),
    ),
    "enrol": (
        Text("开始缴存公积金、养老保险（如套改完成）", "people begin to contribute"),
        Text("条件、纳入项目；人数空＝全部", "who, schemes; no headcount: all"),
    ),
    "assign": (
        Text("某列改为另一个值", "a column takes another value"),
        Text("条件、指定列、指定值；人数空＝全部", "who, column, value; no headcount: all"),
    ),
    "set": (
        Text("法规数值改变（假设）", "a value of law changes (assumed)"),
        Text("参数、参数数值、止", "parameter, value, until"),
    ),
}
_KIND_HEADINGS = (Text("类型", "kind"), Text("意思", "meaning"), Text("怎么填", "how"))

_LAST = len(LIST_WIDTHS) - 1
_LINE = 26
_LONGEST_ON_A_LINE = 72


def write_guide(sheet: Worksheet, styles: Styles, year: int) -> dict[str, str]:
    """The sheet of explanations. Gives the range that holds each list of words, as a drop-down list refers to it."""
    language = styles.language
    head(sheet, styles, _TITLE, _SUBTITLE.format(year=year))
    page(sheet, styles, portrait=True)
    set_list_columns(sheet, styles)
    pen = _Pen(sheet, styles)
    pen.section("steps")
    for number, (name, text) in enumerate(_STEPS, start=1):
        sheet.write_url(pen.row, 0, f"internal:'{name}'!A1", styles.link, f"{number}  {name}")
        pen.line(text.in_(language))
    pen.section("colours")
    for name, word, text in _COLOURS:
        sheet.write_string(pen.row, 0, word.in_(language), _swatch(styles, name))
        pen.line(text.in_(language))
    pen.section("cells")
    for word, text in _CELLS:
        sheet.write_string(pen.row, 0, word.in_(language), styles.label)
        pen.line(text.in_(language))
    pen.section("results")
    book, result = (file.in_(language) for file in _FILES)
    for word, command, text in _COMMANDS:
        sheet.write_string(pen.row, 0, word.in_(language), styles.label)
        pen.command(command.format(book=book, result=result, year=year), text.in_(language))
    pen.section("kinds")
    pen.kinds()
    pen.section("words")
    return write_lists(sheet, styles, pen.row)


@dataclass
class _Pen:
    """Where the sheet is being written: ``row`` is the next one."""

    sheet: Worksheet
    styles: Styles
    row: int = 2

    def section(self, name: str) -> None:
        """The heading of a part, over the sheet's whole width."""
        self.row += 1
        self.sheet.set_row_pixels(self.row, 30)
        for column in range(1, _LAST + 1):
            self.sheet.write_blank(self.row, column, None, self.styles.section)
        self.sheet.write_string(self.row, 0, _SECTIONS[name].in_(self.styles.language), self.styles.section)
        self.row += 1

    def line(self, text: str) -> None:
        """A text beside what stands in the first column."""
        self._over(1, _LAST, text, self.styles.of(indent=1, text_wrap=True))
        self.row += 1

    def command(self, command: str, text: str) -> None:
        """What is typed, and below it what comes of it."""
        typed = self.styles.of(font_name="Consolas", indent=1, bg_color=FIXED_FILL)
        self._over(1, _LAST, command, typed)
        self.row += 1
        self._over(1, _LAST, text, self.styles.of(indent=1, font_color=MUTED, font_size=9))
        self.row += 1

    def kinds(self) -> None:
        """The table of the kinds of change."""
        language = self.styles.language
        spans = ((0, 0), (1, 3), (4, _LAST))
        for (first, last), heading in zip(spans, _KIND_HEADINGS, strict=True):
            self._over(first, last, heading.in_(language), self.styles.heading)
        self.row += 1
        for name, word in KINDS.words.items():
            meaning, how = _KIND_TEXTS[name]
            wrapped = self.styles.cell("fixed", text_wrap=True, indent=1)
            self.sheet.write_string(self.row, 0, word.in_(language), self.styles.cell("fixed", "word", bold=True))
            self._over(1, 3, meaning.in_(language), wrapped)
            self._over(
                4,
                _LAST,
                how.in_(language),
                wrapped,
                height=28 if len(how.in_(language).encode("gbk")) < _LONGEST_ON_A_LINE else 44,
            )
            self.row += 1

    def _over(self, first: int, last: int, text: str, form: Format, height: int = _LINE) -> None:
        self.sheet.set_row_pixels(self.row, height)
        if first == last:
            self.sheet.write_string(self.row, first, text, form)
        else:
            self.sheet.merge_range(self.row, first, self.row, last, text, form)


def _swatch(styles: Styles, name: str) -> Format:
    """A cell in the colour that it explains."""
    if name == "needed":
        return styles.cell("fixed", "word", bg_color=NEEDED_FILL)
    if name == "unused":
        return styles.cell("fixed", "word", bg_color=UNUSED_FILL)
    role: Role = "input" if name == "input" else "example" if name == "example" else "fixed"
    return styles.cell(role, "word")
