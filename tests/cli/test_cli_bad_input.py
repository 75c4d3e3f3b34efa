"""Bad input: one clear sentence a fault with its place, exit code 1, no traceback, nothing half written."""

from __future__ import annotations

import pytest
import xlsxwriter

HEADER = "人数,职级,月工资,公积金比例,起始月,终止月"
SOUND = "1,正处级,9000,12%,2024-01,2024-12"

# Each case: the cells of row 3, the column, words of the sentence in Chinese and in English.
BAD_ROWS = {
    "an unknown rank": ("1,局长级,9000,12%,,", "职级", ("局长级",), ("局长级",)),
    "a rate of 0.2": ("1,正处级,9000,0.2,,", "公积金比例", ("20%", "12%"), ("20%", "above the maximum of 12%")),
    "a rate of 0.04": ("1,正处级,9000,0.04,,", "公积金比例", ("4%", "5%"), ("below the minimum of 5%",)),
    "a negative headcount": ("-1,正处级,9000,12%,,", "人数", ("-1", "负数"), ("negative",)),
    "a month 13": ("1,正处级,9000,12%,2023-13,", "起始月", ("2023-13",), ("2023-13",)),
    "a start after its end": ("1,正处级,9000,12%,2024-05,2024-03", "起始月", ("2024-05", "2024-03"), ("is after",)),
    "text in a number": ("1,正处级,九千,12%,,", "月工资", ("九千", "不是数字"), ("not a number",)),
    "not a number": ("1,正处级,NaN,12%,,", "月工资", ("NaN", "有限"), ("not a finite number",)),
    "infinite": ("1,正处级,inf,12%,,", "月工资", ("inf", "有限"), ("not a finite number",)),
    "infinite heads": ("∞,正处级,9000,12%,,", "人数", ("∞", "有限"), ("not a finite number",)),
    "above ten million yuan": ("1,正处级,10000000.01,12%,,", "月工资", ("1000 万元",), ("10,000,000 yuan",)),
    "above ten million heads": ("10000001,正处级,9000,12%,,", "人数", ("1000 万人",), ("10,000,000 people",)),
    "no wage at all": ("1,正处级,,12%,,", None, ("须填写月工资",), ("an active row needs",)),
}


def sentences(ran):
    assert ran.code == 1
    assert ran.output == b""
    return ran.errors.splitlines()


@pytest.fixture(params=["csv", "xlsx"])
def written(request, tmp_path):
    """Writes lines of cells as a roster; gives its path and what a sentence about it starts with, by language."""

    def write(*lines):
        path = tmp_path / f"roster.{request.param}"
        if request.param == "csv":
            path.write_text("\n".join(lines) + "\n", "utf-8")
            return path, {"zh": "roster.csv，", "en": "roster.csv, "}
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("人员")
            for row, line in enumerate(lines):
                for column, cell in enumerate(line.split(",")):
                    sheet.write_string(row, column, cell)
        return path, {"zh": "roster.xlsx，工作表“人员”，", "en": "roster.xlsx, sheet “人员”, "}

    return write


@pytest.mark.parametrize("case", BAD_ROWS, ids=list(BAD_ROWS))
def test_a_bad_row_is_named(run, written, case):
    cells, column, chinese, english = BAD_ROWS[case]
    path, start = written(HEADER, SOUND, cells)
    target = path.with_name("out.json")
    for language, words in (("zh", chinese), ("en", english)):
        (sentence,) = sentences(run("budget", path, "--year", "2024", "--lang", language, "-o", target))
        place = {"zh": "第 3 行", "en": "row 3"}[language]
        if column is not None:
            place += {"zh": f"，“{column}”列：", "en": f", column “{column}”: "}[language]
        assert sentence.startswith(start[language] + place), sentence
        assert all(word in sentence for word in words), sentence
    assert not target.exists()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]


def test_the_limits_themselves_are_allowed(run, written):
    path, _ = written(HEADER, "10000000,正处级,10000000,12%,,")
    assert run("budget", path, "--year", "2024").code == 0


def test_all_faults_at_once_in_the_order_of_the_rows(run, written):
    path, _ = written(HEADER, *(cells for cells, *_ in BAD_ROWS.values()))
    found = sentences(run("budget", path, "--year", "2024"))
    assert len(found) == len(BAD_ROWS)
    for place, sentence in enumerate(found, start=2):
        assert f"第 {place} 行" in sentence


def test_two_columns_with_one_meaning(run, written):
    path, start = written("人数,月工资,headcount", "1,9000,2")
    (sentence,) = sentences(run("budget", path, "--year", "2024", "--lang", "en"))
    assert sentence.startswith(start["en"] + "row 1")
    assert all(word in sentence for word in ("“人数 (A)”", "“headcount (C)”", "mean the same"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "文件是空的"),
        ("blank.csv", b"\n \n", "文件是空的"),
        ("empty.xlsx", b"", "文件是空的"),
        ("header.csv", "人数,月工资\n".encode(), "只有表头"),
        ("other.csv", b"a,b\n1,2\n", "没有一个认识的列名"),
        ("text.xlsx", "人数,月工资\n1,2\n".encode(), "不是 Excel 工作簿"),
        ("text.parquet", "人数,月工资\n1,2\n".encode(), "Parquet"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "不是文本"),
        ("zip.csv", b"PK\x03\x04\x00\x00", "压缩包"),
        ("old.xls", b"\xd0\xcf\x11\xe0", ".xls"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0", "密码"),
        ("what.docx", b"PK\x03\x04", ".docx"),
    ],
)
def test_a_file_that_is_no_roster(run, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    (sentence,) = sentences(run("budget", tmp_path / name, "--year", "2024"))
    assert sentence.startswith(name)
    assert words in sentence


def test_a_workbook_that_is_called_csv(run, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet().write_row(0, 0, HEADER.split(","))
    (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    (sentence,) = sentences(run("budget", tmp_path / "book.csv", "--year", "2024"))
    assert sentence.startswith("book.csv：")
    assert ".xlsx" in sentence


@pytest.mark.parametrize("command", ["budget", "compare", "simulate", "read"])
def test_a_file_that_is_not_there(run, desk, command):
    arguments = {
        "budget": ("nothing.csv", "--year", "2024"),
        "compare": (desk / "r.csv", "nothing.yaml"),
        "simulate": (desk / "r.csv", "nothing.yaml"),
        "read": ("nothing.txt",),
    }[command]
    (sentence,) = sentences(run(command, *arguments))
    assert sentence.startswith("nothing.")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.txt", "各位同事：今天开会。", "表"),
        ("empty.txt", "", "空"),
        ("wrong.figures.yaml", "unit: 甲\nyear: 24\ntables: {}\n", "年份"),
        ("list.figures.yaml", "- 1\n", "名称"),
        ("broken.figures.yaml", "unit: [\n", "YAML"),
    ],
)
def test_a_document_without_a_known_table(run, desk, name, content, words):
    (desk / name).write_text(content, "utf-8")
    for command in (("read", desk / name), ("compare", desk / "r.csv", desk / name)):
        found = sentences(run(*command, "-o", desk / "out.json"))
        assert all(sentence.startswith(name) for sentence in found)
        assert words in "\n".join(found)
    assert not (desk / "out.json").exists()


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        ("remove: {headcount: 4, from: 2024-05}", 4, "只有 3 人"),
        ("retire: {headcount: 1, where: {rank: staff}, from: 2024-05}", 4, "只有 0 人"),
        ("remove: {headcount: 1, from: 2023-05}", 4, "不在 2024 年度内"),
        ("add: {headcount: 1, rank: 局长级, monthly_salary: 1, from: 2024-05}", 4, "局长级"),
        ("add: {headcount: 1, rank: staff, from: 2024-05}", 4, "须填写月工资"),
    ],
)
def test_a_change_that_cannot_be_made(run, desk, change, line, words):
    (desk / "s.yaml").write_text(f"name: 试\nyear: 2024\nchanges:\n  - {change}\n", "utf-8")
    (sentence,) = sentences(run("simulate", desk / "r.csv", desk / "s.yaml", "-o", desk / "out.csv"))
    assert sentence.startswith(f"s.yaml，文件第 {line} 行：情景“试”")
    assert words in sentence
    assert not (desk / "out.csv").exists()


def test_the_faults_of_all_scenario_files_at_once(run, desk):
    for name in ("a.yaml", "b.yaml"):
        (desk / name).write_text("name: 试\nyear: 2024\nchanges:\n  - remove: {headcount: x, from: 2024-13}\n", "utf-8")
    found = sentences(run("simulate", desk / "r.csv", desk / "a.yaml", desk / "b.yaml"))
    assert [sentence[:6] for sentence in found] == ["a.yaml"] * 2 + ["b.yaml"] * 2


def test_very_many_faults_are_counted(run, tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("人数,月工资\n" + "-1,1\n" * 250, "utf-8")
    found = sentences(run("budget", path, "--year", "2024"))
    assert len(found) == 201
    assert "50" in found[-1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("budget", "r.csv", "--year", "1999"), "1999"),
        (("simulate", "r.csv", "s.yaml", "--years", "2025-2023"), "2025-2023"),
        (("simulate", "r.csv", "--years", "2024", "--target", "2210201=1"), "--vary"),
        (("simulate", "r.csv", "s.yaml", "--years", "²"), "²"),
        (("rules", "--date", "2023-02-30"), "2023-02-30"),
        (("rules", "--diff", "x", "2023-01-01"), "“x”"),
        (("rules", "--diff", "2023-12-31", "2023-01-01"), "2023-12-31"),
        (("rules", "--date", "2023-01-01", "--diff", "2023-01-01", "2023-12-31"), "--diff"),
        (("budget", "r.csv", "--year", "2024", "--sheet", "x"), "工作表"),
        (("compare", "r.csv", "d.figures.yaml", "--unit", "乙局"), "甲局"),
    ],
)
def test_a_value_that_cannot_be_used(run, desk, monkeypatch, arguments, words):
    monkeypatch.chdir(desk)
    (sentence,) = sentences(run(*arguments))
    assert words in sentence
    assert "内部错误" not in sentence


USAGE = [
    (("budget",), "ROSTER", "ROSTER"),
    (("budget", "r.csv"), "缺少 --year", "missing --year"),
    (("budget", "r.csv", "--year"), "选项 --year 缺少值", "the option --year needs a value"),
    (("budget", "r.csv", "--year", "x"), "--year 的值不合要求：应为整数", "invalid value for --year: expected a whole"),
    (("budget", "r.csv", "--year", "1", "--format", "xml"), "“xml”，应为 table", "“xml” is not one of table"),
    (("compare", "r.csv", "d", "more"), "多余的参数 more", "unexpected arguments: more"),
    (("budget", "r.csv", "--yeer", "1"), "没有选项 --yeer", "no such option: --yeer"),
    (("compare", "r.csv", "d", "--scope", "some"), "“some”", "“some”"),
    (("simulate", "r.csv"), "SCENARIO", "SCENARIO"),
    (("nonsense",), "没有命令 nonsense", "no such command: nonsense"),
    (("serve", "--port", "99999"), "不得大于 65535", "must be 65535 or less"),
    (("serve", "--port", "0"), "不得小于 1", "must be 1 or more"),
]


@pytest.mark.parametrize(("arguments", "chinese", "english"), USAGE, ids=[" ".join(case[0]) for case in USAGE])
def test_wrong_usage(run, arguments, chinese, english):
    for language, words, other in (("zh", chinese, "Input should"), ("en", english, "命令")):
        ran = run("--lang", language, *arguments)
        assert ran.code == 2
        assert ran.output == b""
        assert words in ran.errors
        assert other not in ran.errors
        assert "--help" in ran.errors


def test_no_command_shows_the_help(run):
    ran = run()
    assert ran.code == 2
    assert "compare" in ran.errors


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in ("budget", "compare", "simulate", "template", "read", "audit", "rules", "serve"))],
)
def test_help_in_both_languages(run, language, command):
    ran = run("--lang", language, *command, "--help")
    assert ran.code == 0
    assert ("用法" in ran.text) == (language == "zh")
    assert ("Usage" in ran.text) == (language == "en")


def test_the_version(run):
    assert run("--version").text.strip().count(".") >= 1


def test_an_internal_error_is_a_sentence_too(run, desk, monkeypatch):
    from openfisca_china_personnel import budget

    def broken(*_, **__):
        raise RuntimeError("nobody expected this")

    monkeypatch.setattr(budget, "expected_budget", broken)
    (sentence,) = sentences(run("budget", desk / "r.csv", "--year", "2024"))
    assert "内部错误" in sentence
    assert "RuntimeError" in sentence
