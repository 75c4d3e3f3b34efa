"""The wheel and the locked dependencies work on every Python that the project names, not only on the one in use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment.installed import CHECKOUT, Environment

pytestmark = pytest.mark.debian

VERSIONS = ("3.11", "3.12", "3.13")
LOCK = CHECKOUT / "requirements" / "dev.lock"
TESTS = ("tests/rules", "tests/exactness", "tests/roster")


@pytest.fixture(scope="module", params=VERSIONS)
def elsewhere(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A new environment of that Python with the lock, as pip installs it, and the wheel."""
    python = interpreter(request.param)
    if python is None:
        pytest.skip(f"missing Python {request.param}")
    environment = Environment(tmp_path_factory.mktemp(f"python{request.param}") / "environment")
    must(environment, str(python), "-m", "venv", str(environment.folder))
    pip = (str(environment.python), "-m", "pip", "--quiet", "install")
    must(environment, *pip, "--require-hashes", "--requirement", str(LOCK))
    must(environment, *pip, "--no-deps", "--no-index", str(wheel))
    return environment


def must(environment: Environment, *command: str) -> None:
    outcome = environment.run(*command, cwd=environment.folder.parent)
    assert outcome.returncode == 0, (outcome.stdout + outcome.stderr).decode(errors="replace")[-3000:]


def interpreter(version: str) -> Path | None:
    """A Python of that version which really runs: the one in use, one on the path, or one of pyenv's."""
    return next((path for path in candidates(version) if is_python(path, version)), None)


def candidates(version: str) -> Iterator[Path]:
    yield Path(sys.executable)
    on_path = shutil.which(f"python{version}")
    if on_path is not None:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True)


def is_python(path: Path, version: str) -> bool:
    code = "import sys, venv, ensurepip; print('{}.{}'.format(*sys.version_info))"
    outcome = subprocess.run([str(path), "-c", code], capture_output=True, text=True, check=False)
    return outcome.returncode == 0 and outcome.stdout.strip() == version


def test_a_roster_gives_the_same_budget(elsewhere: Environment, desk: Path) -> None:
    outcome = elsewhere.run(elsewhere.command, "budget", "花名册.csv", "--year", "2023", "--format", "json", cwd=desk)
    assert outcome.returncode == 0, outcome.stderr.decode()
    assert {item["code"]: item["amount"] for item in json.loads(outcome.stdout)["items"]}["2210201"] == 264474


def test_rules_and_rosters_pass(elsewhere: Environment) -> None:
    command = (elsewhere.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not debian", *TESTS)
    outcome = elsewhere.run(*command, cwd=CHECKOUT, settings={"PYTHONDONTWRITEBYTECODE": "1"})
    assert outcome.returncode == 0, outcome.stdout.decode()[-3000:]


def test_the_types_hold(elsewhere: Environment, tmp_path: Path) -> None:
    command = (elsewhere.python, "-m", "mypy", "--cache-dir", str(tmp_path))
    outcome = elsewhere.run(*command, cwd=CHECKOUT)
    assert outcome.returncode == 0, outcome.stdout.decode()[-3000:]
