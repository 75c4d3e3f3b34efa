"""The collector of tests/rules sees a fen in a large total; openfisca's own comparison does not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from openfisca_core.tools.test_runner import OpenFiscaPlugin, Options

from openfisca_china_personnel.system import baseline

pytest_plugins = "pytester"

COLLECTOR = Path(__file__).resolve().parents[1] / "rules" / "conftest.py"
SCENARIOS = Path(__file__).with_name("off_by_a_fen.yaml")


@pytest.fixture(autouse=True, scope="module")
def _system() -> None:
    # pytester forgets whatever is imported under it: the system and its modules have to stand before.
    baseline()


def test_the_collector_fails_each_wrong_expectation_and_passes_the_right_one(pytester: pytest.Pytester) -> None:
    result = collected(pytester, SCENARIOS.read_text("utf-8"))
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(
        [
            "*pension_budget@2024: fen: expected 2371700161, found 2371700160",
            "*purchase_subsidy_budget@2024: fen: expected 9999999999, found 10000000327",
            "FAILED *::A unit total that is one fen too high*",
            "FAILED *::A lump sum that is 3.28 yuan too low*",
        ]
    )


def test_openfiscas_own_comparison_lets_all_of_them_pass(pytester: pytest.Pytester) -> None:
    # Why the collector exists: both sides are cast to float32 there. The copy is plain ASCII, for openfisca opens
    # it in the locale's encoding.
    scenarios = pytester.path / "off_by_a_fen.yaml"
    scenarios.write_text(yaml.safe_dump(yaml.safe_load(SCENARIOS.read_text("utf-8"))), "ascii")
    result = pytester.runpytest_inprocess(scenarios, plugins=[OpenFiscaPlugin(baseline(), Options())])
    result.assert_outcomes(passed=3)


def test_an_expectation_that_does_not_suit_the_variable_fails(pytester: pytest.Pytester) -> None:
    complaints = {
        "{pension: 1599.99}": "fen: expected 159999, found 160000",
        "{pension: 1600.001}": "not a whole number of fen",
        "{pension: many}": "which is no number",
        "{pension: [1600, 1600]}": "expected 2 values, found 1",
        "{rank: 正处级}": "expected 正处级, found unspecified",
        "{on_roster: 1}": "which the variable can never be",
        "{headcount: 1.0000001}": "expected 1.0000001, found 1.0",
    }
    result = collected(pytester, *(scenario(f"output: {output}") for output in complaints))
    result.assert_outcomes(failed=len(complaints))
    result.stdout.fnmatch_lines([f"*{complaint}*" for complaint in complaints.values()])


def test_a_scenario_that_could_not_fail_is_refused(pytester: pytest.Pytester) -> None:
    once = scenario("output: {pension: 1600}")
    result = collected(
        pytester,
        scenario("output: {}"),
        scenario("output: {pension: 1600, pension: 1600}"),
        scenario("output: {pension: 1600}\n  absolute_error_margin: 1"),
        once + once,
    )
    result.assert_outcomes(errors=4)
    result.stdout.fnmatch_lines(
        ["*expects nothing*", "*a key stands twice*", "*scenarios are exact*", "*a name of its own*"]
    )


def scenario(rest: str) -> str:
    return f"- name: A pension of ten thousand\n  period: 2024-07\n  input: {{pension_base: 10000}}\n  {rest}\n"


def collected(pytester: pytest.Pytester, *files: str) -> pytest.RunResult:
    """Run files of scenarios through the collector of tests/rules, away from the project's own settings."""
    pytester.makeconftest(COLLECTOR.read_text("utf-8"))
    for number, scenarios in enumerate(files):
        (pytester.path / f"scenarios_{number}.yaml").write_text(scenarios, "utf-8")
    return pytester.runpytest_inprocess("--continue-on-collection-errors")
