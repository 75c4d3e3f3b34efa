"""One long table of all figures or all findings: the same bytes for any order and any number of workers."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import polars
import pytest

import openfisca_china_personnel as ocp
from many.conftest import figures
from openfisca_china_personnel.documents.many.columns import FIGURES, FINDINGS

FILES = ["预算公开/a.figures.yaml", "预算公开/b.figures.yaml", "预算公开/二级 单位/丙.figures.yaml"]


@pytest.mark.parametrize(("command", "ending"), [("read", "csv"), ("audit", "xlsx"), ("read", "parquet")])
def test_any_order_and_any_number_of_workers_give_the_same_bytes(run, desk, command, ending):
    one, other = desk.parent / f"one.{ending}", desk.parent / f"other.{ending}"
    assert run(command, *FILES, "-o", one, "--workers", "1").code == 0
    assert run(command, FILES[2], "预算公开", FILES[0], "-o", other, "--workers", "3", "--fresh").code == 0
    assert one.read_bytes() == other.read_bytes()


def test_figures_in_parquet_have_types(run, desk):
    file = desk.parent / "f.parquet"
    run("read", "预算公开", "-o", file)
    frame = polars.read_parquet(file)
    assert frame.columns == [column.name for column in FIGURES]
    assert (frame.schema["year"], frame.schema["yuan"]) == (polars.Int64, polars.Decimal(38, 6))
    assert frame["file"].unique(maintain_order=True).to_list() == FILES
    total = frame.filter((polars.col("code") == "total") & (polars.col("column") == "budget"))
    assert total["amount"].to_list() == ["100.60", "100.50", "100.50"]
    assert total["yuan"].to_list()[0] == Decimal(1006000)
    assert len(frame) == 3 * 7


@pytest.mark.parametrize(
    ("language", "heads", "words"),
    [
        ("zh", ("文件", "口径", "金额"), ("一般公共预算", "本年预算数")),
        ("en", ("file", "scope", "amount"), ("general", "budget")),
    ],
)
def test_figures_for_a_spreadsheet_in_both_languages(run, desk, language, heads, words):
    csv, book = desk.parent / "f.csv", desk.parent / "f.xlsx"
    run("read", "预算公开", "-o", csv, "--lang", language)
    run("read", "预算公开", "-o", book, "--lang", language)
    assert csv.read_bytes().startswith(b"\xef\xbb\xbf")
    text = polars.read_csv(csv, infer_schema=False)
    sheet = polars.read_excel(book)
    assert set(heads) <= set(text.columns)
    assert text.columns == sheet.columns
    assert set(words) <= {cell for row in text.rows() for cell in row}
    assert sheet[heads[2]].dtype == polars.Float64
    assert [f"{value:.2f}" for value in sheet[heads[2]]] == text[heads[2]].to_list()


def test_findings_name_file_and_place_in_both_languages(run, desk):
    chinese, english, both = (desk.parent / name for name in ("zh.csv", "en.csv", "f.parquet"))
    run("audit", "预算公开", "-o", chinese)
    run("audit", "预算公开", "-o", english, "--lang", "en")
    run("audit", "预算公开", "-o", both)
    frame = polars.read_parquet(both)
    assert frame.columns == [column.name for column in FINDINGS]
    errors = frame.filter(polars.col("severity") == "error")
    assert set(errors["file"]) == {FILES[0]}
    assert polars.read_csv(english, infer_schema=False)["text"].to_list() == frame["text_en"].to_list()
    several = frame.filter(polars.col("places_en").str.contains("; "))
    assert several["places_en"].str.starts_with("line ").all()
    assert len(several)
    zh = polars.read_csv(chinese, infer_schema=False)
    assert zh["全部位置"].to_list() == frame["places_zh"].to_list()
    assert zh["问题"].to_list() == frame["text_zh"].to_list()
    assert "错误" in zh["级别"].to_list()
    assert zh["检查"].to_list() == ["行内合计"]
    assert frame["check"].to_list() == ["row_sum"]


def test_json_is_a_list_and_an_audit_has_documents(run, desk):
    read = json.loads(run("read", "预算公开", "--format", "json").output)
    assert [each["unit"] for each in read] == ["甲局", "乙局", "丙局"]
    named = json.loads(run("read", FILES[2], FILES[0], "--format", "json").output)
    assert [each["unit"] for each in named] == ["丙局", "甲局"]
    audits = json.loads(run("audit", "预算公开", "--format", "json").output)
    assert [each["unit"] for each in audits["documents"]] == ["甲局", "乙局", "丙局"]


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_forms_on_the_console(run, desk, form):
    text = run("read", "预算公开", "--format", form).output.decode("utf-8")
    assert text.count("60.50") == 9
    assert ("<" in text, "﻿" in text) == (False, False)


def test_strict(run, desk):
    assert run("audit", "预算公开", "--strict").code == 1
    assert run("audit", "预算公开/二级 单位", "--strict").code == 0


def test_text_that_looks_like_a_formula_stays_text(run, desk):
    (desk / "z.figures.yaml").write_text(figures("=HYPERLINK(1)"), "utf-8")
    text = run("read", "预算公开", "--format", "csv").output.decode("utf-8")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK(1)" not in text
    book = desk.parent / "f.xlsx"
    run("read", "预算公开", "-o", book)
    assert "=HYPERLINK(1)" in polars.read_excel(io.BytesIO(book.read_bytes()))["单位"].to_list()


def test_in_python(desk, monkeypatch):
    monkeypatch.chdir(desk.parent)
    counts = []
    read = ocp.read_documents(["预算公开"], workers=2, progress=lambda done, of: counts.append((done, of)))
    assert (len(read), read.faults, counts[0], counts[-1]) == (3, (), (0, 3), (3, 3))
    assert [document.unit for document in read] == ["甲局", "乙局", "丙局"]
    assert read.to_frame().equals(ocp.read_documents(list(reversed(FILES))).to_frame())
    assert [ocp.read_document(file).to_dict() for file in FILES] == read.to_dict()
    audited = ocp.audit_documents(["预算公开"])
    assert audited.closes is False
    assert audited.to_dict()["documents"] == [ocp.audit(ocp.read_document(file)).to_dict() for file in FILES]
    assert set(audited.to_frame()["file"]) >= {FILES[0]}
