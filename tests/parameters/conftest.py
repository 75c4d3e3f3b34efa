"""The parameter files as plain data, read as UTF-8 whatever the locale, and the law file they are held against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from openfisca_core.parameters import ParameterNode, config

CHECKOUT = Path(__file__).parents[2]
PARAMETERS = CHECKOUT / "parameters"
LAW_FILE = CHECKOUT.parent / "shared" / "law" / "legal-facts.yaml"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def files() -> dict[Path, dict[str, Any]]:
    """Every parameter file with its content; dates stay text."""
    return {path: _read(path) for path in sorted(PARAMETERS.rglob("*.yaml"))}


@pytest.fixture(scope="session")
def tree() -> dict[str, Any]:
    """The parameters as nested dictionaries, an index merged into its folder."""
    return _tree(PARAMETERS)


@pytest.fixture(scope="session")
def leaves(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each parameter by its dotted path."""
    return _leaves(tree, "")


@pytest.fixture(scope="session")
def parameters(tree: dict[str, Any]) -> ParameterNode:
    """The tree as OpenFisca holds it."""
    return ParameterNode("", data=tree)


@pytest.fixture(scope="session")
def law() -> dict[str, dict[str, Any]]:
    """The entries of the law file by id; the tests that need it are skipped where it is not at hand."""
    if not LAW_FILE.exists():
        pytest.skip("the law file does not lie beside the checkout")
    return {entry["id"]: entry for entry in yaml.safe_load(LAW_FILE.read_text("utf-8"))}


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=config.Loader)
    return content


def _tree(folder: Path) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            node[path.name] = _tree(path)
        elif path.suffix == ".yaml":
            node.update(_read(path) if path.stem == "index" else {path.stem: _read(path)})
    return node


def _leaves(node: dict[str, Any], prefix: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, child in node.items():
        if name in config.COMMON_KEYS:
            continue
        found |= {prefix + name: child} if "values" in child else _leaves(child, f"{prefix}{name}.")
    return found
