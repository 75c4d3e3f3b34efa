"""The law is the same from the user's folder of kept files as from its own, and never another's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openfisca_core.parameters import Parameter, ParameterNode

from openfisca_china_personnel import law_cache, system
from openfisca_china_personnel.places import law_folder


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the law is kept."""
    monkeypatch.setenv("PERSONNEL_BUDGET_CACHE", str(tmp_path / "kept"))
    monkeypatch.delenv(law_cache.OFF_VARIABLE, raising=False)
    return tmp_path / "kept" / "law"


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files were parsed, an entry each time the tree was made of them."""
    counts: list[int] = []
    parse = system._tree

    def counting(files: law_cache.LawFiles) -> law_cache.Tree:
        counts.append(len(files))
        return parse(files)

    monkeypatch.setattr(system, "_tree", counting)
    return counts


def everything(node: ParameterNode) -> Iterator[tuple[Any, ...]]:
    """All that a tree says, with the types of all values, in its order."""
    for name, child in node.children.items():
        yield child.name, name, type(child), child.description, child.documentation, repr(child.metadata)
        if isinstance(child, Parameter):
            for value in child.values_list:
                yield value.instant_str, type(value.value), repr(value.value), repr(value.metadata)
        else:
            yield from everything(child)


def read() -> list[tuple[Any, ...]]:
    return list(everything(system.read_parameters(law_folder("parameters"))))


def test_the_law_is_the_same_with_and_without(kept, parses, monkeypatch):
    monkeypatch.setenv(law_cache.OFF_VARIABLE, "1")
    plain = read()
    assert not kept.exists()
    monkeypatch.delenv(law_cache.OFF_VARIABLE)
    assert read() == plain  # written
    assert read() == plain  # read back
    assert len(parses) == 2
    assert len(list(kept.iterdir())) == 1
    assert {type(each) for line in plain for each in line} >= {str, type}
    assert any("2014-10-01" in line for line in plain)


def test_a_changed_file_is_another_law(kept, parses, tmp_path):
    folder = tmp_path / "parameters" / "甲"
    folder.mkdir(parents=True)
    for value in ("0.16", "16"):
        (folder / "rate.yaml").write_text(f"values:\n  2020-01-01: {value}\n", "utf-8")
        found = system.read_parameters(tmp_path / "parameters")
        assert repr(found.children["甲"].children["rate"].get_at_instant("2021-01-01")) == value
    assert parses == [1, 1]


@pytest.mark.parametrize("damage", [b"", b"\n", b"abc\n{}", b"{", "self"])
def test_a_damaged_file_is_read_as_if_it_were_not_there_and_mended(kept, parses, damage):
    plain = read()
    (file,) = kept.iterdir()
    good = file.read_bytes()
    file.write_bytes(good.replace(b"0.16", b"0.61") if damage == "self" else damage)
    assert read() == plain
    assert len(parses) == 2
    assert file.read_bytes() == good


def test_a_list_with_the_right_hash_is_no_law(kept, parses):
    read()
    (file,) = kept.iterdir()
    content = json.dumps([1]).encode()
    file.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    read()
    assert len(parses) == 2


def test_where_nothing_can_be_kept_the_law_is_read(parses, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PERSONNEL_BUDGET_CACHE", str(tmp_path / "file"))
    assert read() == read()
    assert len(parses) == 2


def test_what_json_cannot_hold_is_not_kept(kept, tmp_path):
    files = {"a.yaml": b"1: x"}
    for _ in range(2):
        tree = law_cache.kept_tree(files, lambda _: {"a": yaml.safe_load(files["a.yaml"])}, ())
        assert tree == {"a": {1: "x"}}
    assert not kept.exists()
