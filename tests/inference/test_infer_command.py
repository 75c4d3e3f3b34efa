"""The command: every format, both languages, several documents, and bad input in a sentence."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import polars
import pytest

from inference import made
from openfisca_china_personnel.cli.main import main
from openfisca_china_personnel.documents import write_figures
from openfisca_china_personnel.inference import infer
from workbook.office import cells, sheets

LINES = {
    "pension": Decimal("3077100"),
    "annuity": Decimal("1538400"),
    "fund": Decimal("3904800"),
    "rent": Decimal("147700"),
}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names = []
    for year, lines in ((2023, LINES), (2024, {**LINES, "rent": Decimal("200000")})):
        file = tmp_path / f"{year}.figures.yaml"
        file.write_text(write_figures(made.document(lines, year)), encoding="utf-8")
        names.append(str(file))
    return names


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["infer", *arguments])
    return int(left.value.code or 0)


def test_json_has_the_shape_of_the_contract(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[0], "--format", "json", "--lang", "en") == 0
    shown = json.loads(capsys.readouterr().out)
    first = shown["quantities"][0]
    assert first["name"] == "rent_subsidy_person_months"
    assert (first["low"], first["point"], first["high"]) == (1136, 1641, 2110)
    assert set(first) >= {"name", "year", "unit", "low", "high", "low_closed", "high_closed", "point", "from"}
    assert set(shown["conflicts"][0]) >= {"between", "text_zh", "text_en"}


@pytest.mark.parametrize(("language", "word"), [("zh", "相互矛盾"), ("en", "Contradictions")])
def test_table_markdown_and_csv(files: list[str], language: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("table", "md"):
        assert run(files[0], "--format", form, "--lang", language) == 0
        assert word in capsys.readouterr().out
    assert run(files[0], "--format", "csv", "--lang", language) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[1][0] == "2023"
    assert rows[1][3:6] == ["1136", "2110", "1641"]


def test_a_series_as_a_workbook_with_charts(files: list[str], tmp_path: Path) -> None:
    book = tmp_path / "series.xlsx"
    assert run(*files, "-o", str(book), "--lang", "en") == 0
    with zipfile.ZipFile(book) as content:
        assert len([name for name in content.namelist() if name.startswith("xl/charts/chart")]) == 2
    name = next(name for name in sheets(book) if name.startswith("Side by side"))
    shown = cells(book)[name]
    assert [shown["B4"], shown["B5"]] == ["2023", "2024"]
    assert shown["C4"] == 136.75
    assert "+35.4 %" in str(shown["G5"])


def test_what_is_stated_narrows(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[0], "--rank", "正处级=1", "--fund-rate", "10%", "--format", "json") == 0
    named = {each["name"]: each for each in json.loads(capsys.readouterr().out)["quantities"]}
    assert named["rent_subsidy_person_months"]["low"] == named["rent_subsidy_person_months"]["high"] == 1477
    assert named["housing_fund_rate"]["low"] == named["housing_fund_rate"]["high"] == 0.1


def test_elsewhere_is_asked_for(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[0], "--location", "other", "--format", "json") == 0
    names = {each["name"] for each in json.loads(capsys.readouterr().out)["quantities"]}
    assert "heads" not in names


def test_bad_input_is_a_sentence(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files[0], "--active-heads", "many", "--lang", "en") == 1
    said = capsys.readouterr().err
    assert "“many” is no number" in said
    assert "Traceback" not in said
    without = tmp_path / "no-year.figures.yaml"
    text = Path(files[0]).read_text(encoding="utf-8").replace("year: 2023\n", "")
    without.write_text(text, encoding="utf-8")
    assert run(str(without), "--lang", "en") == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_frame_has_a_row_a_quantity() -> None:
    found = infer(made.document(LINES, 2023))
    frame = found.to_frame()
    assert frame.height == len(found.quantities)
    assert frame.schema["low"] == polars.Decimal(38, 6)
    assert frame.row(0, named=True)["point"] == 1641
