"""The shape of the parameter files: schema, keys, no web addresses, plain YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from yamllint import linter
from yamllint.config import YamlLintConfig

if TYPE_CHECKING:
    from pathlib import Path

CITATION = {"reference", "document", "number", "article", "issued", "grade"}


@pytest.fixture(scope="session")
def validator(checkout: Path) -> Draft202012Validator:
    schema = json.loads((checkout / "parameters" / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_every_file_fits_the_schema(files: dict[Path, dict[str, Any]], validator: Draft202012Validator) -> None:
    faults = [
        f"{path}: {error.json_path}: {error.message}"
        for path, content in files.items()
        for error in validator.iter_errors(content)
    ]
    assert files
    assert faults == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"grade": "D"}, "grade"),
        ({"issued": "2015-1-3"}, "issued"),
        ({"document": "https://example.org"}, "document"),
        ({"url": "example"}, "url"),
        ({"note": {"zh": "只有中文"}}, "note"),
    ],
)
def test_the_schema_refuses_a_bad_value(change: dict[str, Any], where: str, validator: Draft202012Validator) -> None:
    good = {
        "description": "A rate",
        "metadata": {"label": "比例", "unit": "/1", "changes": "by decree", "known_until": None, "law_id": None},
        "values": {"2015-01-01": {"value": 0.1, "metadata": dict.fromkeys(CITATION) | {"grade": "A"}}},
    }
    assert validator.is_valid(good)
    good["values"]["2015-01-01"]["metadata"].update(change)  # type: ignore[index]
    assert not validator.is_valid(good), where


def test_the_schema_refuses_a_gap_without_a_note(validator: Draft202012Validator) -> None:
    gap = {"value": None, "metadata": dict.fromkeys(CITATION) | {"grade": "C"}}
    metadata = {"label": "比例", "unit": "/1", "changes": "by decree", "known_until": None, "law_id": None}
    assert not validator.is_valid({"description": "A", "metadata": metadata, "values": {"2015-01-01": gap}})


def test_every_value_is_cited_and_graded(leaves: dict[str, dict[str, Any]]) -> None:
    faults = [
        f"{path} {date}: {sorted(CITATION - dated['metadata'].keys())}"
        for path, leaf in leaves.items()
        for date, dated in leaf["values"].items()
        if not dated["metadata"].keys() >= CITATION
    ]
    assert faults == []


def test_grade_a_names_a_document(leaves: dict[str, dict[str, Any]]) -> None:
    nameless = [
        f"{path} {date}"
        for path, leaf in leaves.items()
        for date, dated in leaf["values"].items()
        if dated["metadata"]["grade"] == "A" and not (dated["metadata"]["document"] and dated["metadata"]["reference"])
    ]
    assert nameless == []


def test_no_web_address_anywhere(files: dict[Path, dict[str, Any]]) -> None:
    texts = {path: path.read_text("utf-8").lower() for path in files}
    assert [path for path, text in texts.items() if "http" in text or "www." in text or "url" in text] == []


def test_codes_and_birth_months_stay_text(leaves: dict[str, dict[str, Any]]) -> None:
    faults = [
        f"{path} {date}: {dated['value']!r}"
        for path, leaf in leaves.items()
        for date, dated in leaf["values"].items()
        if dated["value"] is not None
        and isinstance(dated["value"], str) != (leaf["metadata"]["unit"] in {"code", "rank", "YYYY-MM"})
    ]
    assert faults == []


def test_the_files_are_clean_for_yamllint(checkout: Path, files: dict[Path, dict[str, Any]]) -> None:
    rules = YamlLintConfig(file=str(checkout / ".yamllint.yaml"))
    problems = [
        f"{path}:{problem.line} {problem.message}"
        for path in files
        for problem in linter.run(path.read_text("utf-8"), rules, str(path))
    ]
    assert problems == []
