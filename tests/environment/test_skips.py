"""What continuous integration refuses: a test that was skipped although what it needs can be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from environment.installed import CHECKOUT

PASSED = '<testcase classname="a" name="b"/>'
FAILED = '<testcase classname="a" name="c"><failure message="1 == 2"/></testcase>'
BROKEN = '<testcase classname="a" name="d"><error message="no fixture"/></testcase>'
EXPECTED_FAILURE = '<testcase classname="a" name="e"><skipped type="pytest.xfail" message="known"/></testcase>'


def skipped(reason: str) -> str:
    return f'<testcase classname="a" name="f"><skipped type="pytest.skip" message="{reason}"/></testcase>'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the script, and no shared folder beside it."""
    script = tmp_path / "checkout" / ".ci" / "skips.py"
    script.parent.mkdir(parents=True)
    script.write_bytes((CHECKOUT / ".ci" / "skips.py").read_bytes())
    return tmp_path / "checkout"


def verdict(checkout: Path, test: str, test_all: str) -> tuple[int, str]:
    for name, tests in (("test", test), ("test-all", test_all)):
        (checkout / f"{name}.xml").write_text(f"<testsuites><testsuite>{tests}</testsuite></testsuites>", "utf-8")
    command = [sys.executable, ".ci/skips.py", "test.xml", "test-all.xml"]
    outcome = subprocess.run(command, cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=False)
    return outcome.returncode, (outcome.stdout + outcome.stderr).splitlines()[-1]


@pytest.mark.parametrize(
    ("test", "test_all", "code", "closing"),
    [
        (PASSED, PASSED, 0, "2 passed, 0 failed, 0 skipped"),
        (PASSED, PASSED + EXPECTED_FAILURE, 0, "3 passed, 0 failed, 0 skipped"),
        (PASSED, PASSED + skipped("missing Python 3.12"), 0, "2 passed, 0 failed, 1 skipped"),
        (PASSED, PASSED + skipped("the locale zh_CN.GBK is not there"), 1, "2 passed, 1 failed, 0 skipped"),
        (PASSED + skipped("could not import 'pandas'"), PASSED, 1, "2 passed, 1 failed, 0 skipped"),
        (PASSED + FAILED, PASSED + BROKEN, 1, "2 passed, 2 failed, 0 skipped"),
        (PASSED, "", 1, "1 passed, 0 failed, 0 skipped"),
    ],
)
def test_verdicts(checkout: Path, test: str, test_all: str, code: int, closing: str) -> None:
    assert verdict(checkout, test, test_all) == (code, closing)


def test_a_missing_shared_folder_is_a_reason_only_where_it_is_missing(checkout: Path) -> None:
    without_documents = PASSED + skipped("the published documents are not beside this checkout")
    assert verdict(checkout, without_documents, PASSED) == (0, "2 passed, 0 failed, 1 skipped")
    (checkout.parent / "shared" / "documents").mkdir(parents=True)
    assert verdict(checkout, without_documents, PASSED) == (1, "2 passed, 1 failed, 0 skipped")
