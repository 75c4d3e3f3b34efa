"""What the commands print and write: formats, languages, files whole or not at all, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import simplejson

from openfisca_china_personnel.cli import main
from openfisca_china_personnel.report import output as report_output
from openfisca_china_personnel.report.forms import as_json

BOM = b"\xef\xbb\xbf"
EXAMPLE = Path(__file__).parents[2] / "examples" / "nia-2023"


def commands(desk):
    return {
        "budget": ("budget", desk / "r.csv", "--year", "2024"),
        "compare": ("compare", desk / "r.csv", desk / "d.figures.yaml"),
        "simulate": ("simulate", desk / "r.csv", desk / "s.yaml"),
        "read": ("read", desk / "d.figures.yaml"),
        "audit": ("audit", desk / "d.figures.yaml"),
        "rules": ("rules", "--date", "2024-07-01"),
    }


NAMES = ("budget", "compare", "simulate", "read", "audit", "rules")
KEYS = {
    "budget": ["year", "items", "units", "employee", "months", "notes"],
    "compare": ["unit", "year", "scope", "lines", "notes"],
    "simulate": ["baseline", "scenarios", "notes"],
    "read": ["unit", "year", "kind", "amount_unit", "tables", "statements", "headcounts", "notes"],
    "audit": ["documents"],
}


@pytest.mark.parametrize("name", NAMES)
def test_json_on_standard_output(run, desk, name):
    ran = run(*commands(desk)[name], "--format", "json")
    data = json.loads(ran.text)
    assert ran.code == 0
    assert not ran.output.startswith(BOM)
    if name == "rules":
        keys = ["path", "value", "from", "known_until", "document", "number", "article", "grade", "note"]
        assert {tuple(each) for each in data} == {tuple(keys)}
    else:
        assert list(data) == KEYS[name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["table", "csv", "md"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_forms_for_people(run, desk, name, form, language):
    ran = run(*commands(desk)[name], "--format", form, "--lang", language)
    assert (ran.code, ran.errors) == (0, "")
    assert not ran.output.startswith(BOM)
    words = {"zh": "科目", "en": "Code"}
    if name == "rules":
        words = {"zh": "参数", "en": "Parameter"}
    elif name == "audit" and form == "table":
        words = {"zh": "检查", "en": "checks"}
    assert words[language] in ran.text
    assert "{" not in ran.text.replace("{year}", "") or name == "rules"


@pytest.mark.parametrize(
    ("ending", "start"), [(".json", b"{"), (".csv", BOM), (".md", b"#"), (".txt", "甲局".encode()), (".JSON", b"{")]
)
def test_the_ending_chooses_the_format(run, desk, ending, start):
    target = desk / f"out{ending}"
    ran = run(*commands(desk)["compare"], "-o", target)
    assert (ran.code, ran.output, ran.errors) == (0, b"", "")
    assert target.read_bytes().startswith(start)


def test_the_format_asked_for_goes_before_the_ending(run, desk):
    target = desk / "out.json"
    run(*commands(desk)["budget"], "--format", "csv", "-o", target)
    assert target.read_bytes().startswith(BOM + "科目编码".encode())


def test_csv_rows_end_as_excel_ends_them_and_amounts_are_plain(run, desk):
    text = run(*commands(desk)["budget"], "--format", "csv").text
    assert "2080505,机关事业单位基本养老保险缴费支出,51840.00,51840.00,51840.00\r\n" in text
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_ending_that_names_no_format(run, desk, language):
    target = desk / "out.xyz"
    ran = run(*commands(desk)["budget"], "-o", target, "--lang", language)
    assert ran.code == 1
    assert "out.xyz" in ran.errors
    assert "--format" in ran.errors
    assert not target.exists()


@pytest.mark.parametrize("ending", [".figures.yaml", ".YAML", ".yml"])
def test_a_figures_file_is_written_and_read_again(run, desk, ending):
    target = desk / f"again{ending}"
    assert run("read", desk / "d.figures.yaml", "-o", target).code == 0
    before, after = (
        json.loads(run("read", each, "--format", "json").text) for each in (desk / "d.figures.yaml", target)
    )
    for data in (before, after):
        for row in data["tables"][0]["rows"]:
            del row["line"]
    assert before == after


def test_several_documents_are_a_list_or_one(run, desk):
    (desk / "e.figures.yaml").write_text((desk / "d.figures.yaml").read_text("utf-8"), "utf-8")
    both = (desk / "d.figures.yaml", desk / "e.figures.yaml")
    assert len(json.loads(run("read", *both, "--format", "json").text)) == 2
    assert len(json.loads(run("read", *both, "--together", "--format", "json").text)["tables"]) == 2
    refused = run("read", *both, "-o", desk / "x.figures.yaml")
    assert refused.code == 1
    assert "--together" in refused.errors
    assert not (desk / "x.figures.yaml").exists()


def test_strict_says_it_with_the_exit_code(run, desk):
    assert run(*commands(desk)["compare"], "--strict").code == 0
    text = (desk / "d.figures.yaml").read_text("utf-8")
    (desk / "d.figures.yaml").write_text(text.replace("51840.00", "51841.00"), "utf-8")
    assert run(*commands(desk)["compare"]).code == 0
    ran = run(*commands(desk)["compare"], "--strict", "-o", desk / "out.md")
    assert ran.code == 1
    assert "51,841.00" in (desk / "out.md").read_text("utf-8")


def test_one_unit_of_several(run, desk):
    with (desk / "r.csv").open("a", encoding="utf-8") as file:
        file.write("乙局,1,正处级,9000,12%,在京中央\n")
    data = json.loads(run(*commands(desk)["budget"], "--unit", "乙局", "--format", "json").text)
    assert [unit["unit"] for unit in data["units"]] == ["乙局"]
    assert data["items"][0]["amount"] == 17280.0
    ran = run(*commands(desk)["budget"], "--unit", "丙局")
    assert ran.code == 1
    assert "甲局、乙局" in ran.errors


def test_the_base_rule_is_passed_on(run, desk):
    (desk / "r.csv").write_text("人数,月工资,上年月均工资,所在地\n1,10000,9000,在京中央\n", "utf-8")
    for rule, amount in (("prior_year", 12960.0), ("expected", 14400.0)):
        data = json.loads(run(*commands(desk)["budget"], "--base-rule", rule, "--format", "json").text)
        assert data["items"][2]["amount"] == amount


def test_the_rules_between_two_days_and_the_uncertain_ones(run):
    changed = json.loads(run("rules", "--diff", "2023-06-30", "2023-07-01", "--format", "json").text)
    assert changed
    assert {each["from"] for each in changed} == {"2023-07-01"}
    everything, uncertain = (
        json.loads(run("rules", *more, "--format", "json").text) for more in ((), ("--uncertain",))
    )
    assert 0 < len(uncertain) < len(everything)


def test_every_digit_of_an_amount_is_kept():
    amount = Decimal("12345678901234567.89")
    text = as_json({"amount": amount, "low": Decimal("0.00"), "high": None, "percent": Decimal("1.0")})
    lines = ["{", '  "amount": 12345678901234567.89,', '  "low": 0.00,', '  "high": null,', '  "percent": 1.0', "}"]
    assert text.splitlines() == lines
    assert simplejson.loads(text, use_decimal=True)["amount"] == amount


def test_a_budget_of_giants_is_printed_digit_by_digit(run, desk):
    row = "10000000,10000000,12%,其他\n"
    (desk / "r.csv").write_text("人数,月工资,公积金比例,所在地\n" + row * 9 + "1,0.06,12%,其他\n", "utf-8")
    # 9 × 10^7 × 1,600,000 × 12 = 1,728,000,000,000,000 and a fen a month.
    assert '"amount": 1728000000000000.12' in run(*commands(desk)["budget"], "--format", "json").text
    assert "1,728,000,000,000,000.12" in run(*commands(desk)["budget"]).text


# Whole or not at all


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_folder_that_is_not_there(run, desk):
    ran = run(*commands(desk)["budget"], "-o", desk / "nowhere" / "out.csv")
    assert ran.code == 1
    assert ran.errors.startswith("out.csv：文件无法写入")
    assert not (desk / "nowhere").exists()


def test_a_folder_in_the_place_of_the_file(run, desk):
    (desk / "out.csv").mkdir()
    ran = run(*commands(desk)["budget"], "-o", desk / "out.csv", "--lang", "en")
    assert ran.code == 1
    assert "out.csv: the file cannot be written" in ran.errors
    assert leftovers(desk) == []


def test_a_folder_that_nobody_may_write_to(run, desk, monkeypatch):
    def refused(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(report_output.tempfile, "mkstemp", refused)
    for language, words in (("zh", "没有权限，或文件正被其他程序"), ("en", "another program has it open")):
        ran = run(*commands(desk)["budget"], "-o", desk / "out.csv", "--lang", language)
        assert ran.code == 1
        assert words in ran.errors
    assert not (desk / "out.csv").exists()


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file(run, desk, monkeypatch, failure):
    target = desk / "out.json"
    target.write_text("old", "utf-8")

    def full(self, _):
        raise failure

    monkeypatch.setattr(report_output.Path, "replace", full)
    ran = run(*commands(desk)["budget"], "-o", target)
    assert ran.code == (1 if isinstance(failure, OSError) else 130)
    assert target.read_text("utf-8") == "old"
    assert leftovers(desk) == []


def test_an_older_file_is_replaced(run, desk):
    target = desk / "out.json"
    target.write_text("x" * 100_000, "utf-8")
    run(*commands(desk)["budget"], "-o", target)
    assert json.loads(target.read_text("utf-8"))["year"] == 2024
    assert leftovers(desk) == []


def test_a_written_file_has_ordinary_permissions(run, desk):
    old = os.umask(0o022)
    try:
        run(*commands(desk)["budget"], "-o", desk / "out.json")
    finally:
        os.umask(old)
    assert (desk / "out.json").stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(run, desk):
    (desk / "real.json").write_text("old", "utf-8")
    (desk / "link.json").symlink_to(desk / "real.json")
    run(*commands(desk)["budget"], "-o", desk / "link.json")
    assert (desk / "link.json").is_symlink()
    assert json.loads((desk / "real.json").read_text("utf-8"))["year"] == 2024


def test_what_is_no_file_is_written_to_and_not_replaced(run, desk):
    pipe = desk / "pipe.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ran = run(*commands(desk)["compare"], "-o", pipe)
        content = os.read(reader, 1 << 20)
    finally:
        os.close(reader)
    assert ran.code == 0
    assert json.loads(content)["year"] == 2024
    assert pipe.is_fifo()


def test_bad_input_leaves_the_old_file(run, desk):
    (desk / "r.csv").write_text("人数,月工资\n-1,9000\n", "utf-8")
    (desk / "out.json").write_text("old", "utf-8")
    ran = run(*commands(desk)["budget"], "-o", desk / "out.json")
    assert (ran.code, ran.output) == (1, b"")
    assert (desk / "out.json").read_text("utf-8") == "old"


# As a program of its own


def program(*arguments, **environment):
    """The command as a process; ``environment`` over a plain Chinese one."""
    plain = {"PATH": os.environ["PATH"], "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "0", **environment}
    code = "from openfisca_china_personnel.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=plain, check=False, timeout=60)


def test_as_a_process(desk):
    ran = program(*commands(desk)["compare"], "--format", "json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["lines"][0]["verdict"] == "equal"
    assert ran.stderr == b""


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_json_is_utf8_on_any_console_and_what_a_console_lacks_is_replaced(desk, encoding):
    ran = program(*commands(desk)["compare"], "--format", "json", PYTHONIOENCODING=encoding)
    assert json.loads(ran.stdout.decode("utf-8"))["unit"] == "甲局"
    table = program(*commands(desk)["compare"], PYTHONIOENCODING=encoding)
    assert table.returncode == 0
    shown = table.stdout.decode(encoding)
    assert ("甲局" in shown) == (encoding == "gbk")
    assert "51,840.00" in shown
    faults = program("budget", desk / "no.csv", "--year", "2024", PYTHONIOENCODING=encoding)
    assert faults.returncode == 1
    assert b"Traceback" not in faults.stderr
    assert b"no.csv" in faults.stderr


def test_a_reader_that_goes_away_is_no_error():
    # The list of rules is longer than what a pipe holds.
    code = "from openfisca_china_personnel.cli import main; main()"
    environment = {"PATH": os.environ["PATH"], "LANG": "en_US.UTF-8"}
    command = [sys.executable, "-c", code, "rules", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert errors == b""


def test_english_where_the_locale_is_english(desk):
    assert b"Code" in program(*commands(desk)["compare"], LANG="en_GB.UTF-8").stdout


@pytest.mark.parametrize("scope", ["general", "all"])
def test_the_example(run, scope):
    ran = run("compare", EXAMPLE / "roster.csv", EXAMPLE / "nia-2023.figures.yaml", "--scope", scope)
    assert ran.code == 0
    assert "3,077,099.28" in ran.text


@pytest.mark.parametrize("name", ["add-ten.yaml", "leave-and-retire.yaml"])
def test_the_scenarios_of_the_example(run, name):
    ran = run("simulate", EXAMPLE / "roster.csv", EXAMPLE / name, "--format", "json")
    (result,) = json.loads(ran.text)["scenarios"]
    changes = [each["amount"] for each in result["difference"]]
    # Ten at 9,000: 1,440 × 6, 720 × 6, 1,080 × 5, 70 × 6 yuan each.
    # Two of 已套改甲 retire for four months: 4,748.61, 2,374.30, 3,576 each. Three of 137 leave for three months, in
    # proportion 52, 21, 16, 45, 1 of 135: 1.16, 0.47, 0.36, 1.00, 0.02 → 1, 0, 0, 1, 0 and the third to the row of 21:
    # 4,748.61 and 2,374.30 of one, 3,576 of two, 90 of three.
    expected = {
        "add-ten.yaml": [86400.0, 43200.0, 54000.0, 4200.0, 0.0],
        "leave-and-retire.yaml": [
            -(8 * 4748.61 + 3 * 4748.61),
            -(8 * 2374.30 + 3 * 2374.30),
            -(8 * 3576 + 6 * 3576),
            -810.0,
            0.0,
        ],
    }
    assert changes == pytest.approx(expected[name], abs=0.001)


def test_an_output_that_is_an_input_is_refused_and_the_input_kept(tmp_path, capfd):
    roster = tmp_path / "roster.csv"
    roster.write_text("职级,月工资,所在地\n科员,9000,在京中央\n", encoding="utf-8")
    before = roster.read_bytes()
    (tmp_path / "link.csv").symlink_to(roster)
    for output in (roster, tmp_path / "link.csv"):
        with pytest.raises(SystemExit) as left:
            main(["budget", str(roster), "--year", "2024", "-o", str(output), "--lang", "zh"])
        assert left.value.code == 1
        assert "输入文件" in capfd.readouterr().err
    assert roster.read_bytes() == before


FIGURES = """\
unit: 甲局
year: 2024
kind: budget
amount_unit: 万元
tables:
  "3":
    title: 支出总表
    scope: all
    lines:
      "201": {name: 甲类, total: "30.00", basic: "20.00", project: "10.00"}
      "208": {name: 乙类, total: "150.00", basic: "100.00", project: "50.00"}
      "221": {name: 丙类, total: "TOTAL", basic: "4.00", project: "3.00"}
"""


def test_a_strict_audit_ends_with_1_where_a_sum_is_wrong(run, tmp_path):
    # 4 + 3 is 7 and not 8.
    path = tmp_path / "d.figures.yaml"
    for total, code in (("7.00", 0), ("8.00", 1)):
        path.write_text(FIGURES.replace("TOTAL", total), "utf-8")
        assert run("audit", path).code == 0
        assert run("audit", path, "--strict").code == code, total
