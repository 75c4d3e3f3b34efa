"""The OpenFisca Web API answers on this machine, started by OpenFisca or by the command line of this project."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from environment.installed import OPENFISCA, bare_python, closure, link, plain_variables

START_SECONDS = 60
ANSWER_SECONDS = 60
OPEN = build_opener(ProxyHandler({})).open


@dataclass(frozen=True)
class Api:
    """A server on the loopback."""

    address: str

    def ask(self, path: str, question: object = None) -> tuple[int, str]:
        """The status and the text of an answer; with a question it is posted."""
        body = None if question is None else json.dumps(question).encode()
        request = Request(self.address + quote(path), body, {"Content-Type": "application/json"})
        try:
            with OPEN(request, timeout=ANSWER_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def get(self, path: str) -> Any:
        status, text = self.ask(path)
        assert status == 200, text
        return json.loads(text)

    def calculate(self, variable: str, month: str, **inputs: object) -> tuple[int, Any]:
        """One variable of one person in one month; the value, or what the refusal says."""
        person = {name: {month: value} for name, value in inputs.items()} | {variable: {month: None}}
        question = {"persons": {"张三": person}, "units": {"本单位": {"members": ["张三"]}}}
        status, text = self.ask("/calculate", question)
        answer = json.loads(text)
        return status, answer["persons"]["张三"][variable][month] if status == 200 else json.dumps(
            answer, ensure_ascii=False
        )


@pytest.fixture(scope="module", params=["openfisca serve", "personnel-budget serve"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    port = free_port()
    folder = tmp_path_factory.mktemp("api")
    by_openfisca = request.param == "openfisca serve"
    if by_openfisca and os.name == "nt":
        pytest.skip("OpenFisca's own server needs POSIX")
    command = openfisca_serve(folder, port) if by_openfisca else personnel_budget_serve(port)
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=plain_variables(), stdout=log, stderr=log)
    try:
        started = Api(f"http://127.0.0.1:{port}")
        wait_for(started, server, folder / "server.log")
        yield started
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def openfisca_serve(folder: Path, port: int) -> list[str]:
    """OpenFisca's server where nothing is installed but openfisca-core with its Web API, numpy and pyyaml."""
    packages = folder / "packages"
    packages.mkdir()
    link(closure(("openfisca-core[web-api]", "numpy", "pyyaml")), packages)
    arguments = ("serve", "-c", "openfisca_china_personnel", "--port", str(port), "--workers", "1")
    return bare_python(OPENFISCA, packages, *arguments)


def personnel_budget_serve(port: int) -> list[str]:
    return [str(Path(sys.executable).with_name("personnel-budget")), "serve", "--port", str(port)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(api: Api, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            api.get("/spec")
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start: {log.read_text('utf-8')}")


def test_the_variables_are_listed_with_chinese_labels(api: Api) -> None:
    variables = api.get("/variables")
    assert "住房公积金" in variables["housing_fund"]["description"]
    assert "职业年金" in variables["annuity"]["description"]


def test_the_parameters_are_listed(api: Api) -> None:
    parameters = api.get("/parameters")
    assert "housing_fund/base_cap/central_beijing" in {
        entry["href"].partition("/parameter/")[2] for entry in parameters.values()
    }


def test_a_variable_has_its_law(api: Api) -> None:
    variable = api.get("/variable/housing_fund")
    assert variable["references"] == ["住房公积金管理条例 第十六条"]
    assert variable["definitionPeriod"] == "MONTH"


def test_a_parameter_has_its_values_and_its_chinese_name(api: Api) -> None:
    cap = api.get("/parameter/housing_fund/base_cap/central_beijing")
    assert cap["values"]["2023-07-01"] == 33891
    assert cap["metadata"]["label"] == "国管住房公积金月缴存基数上限"


def test_chinese_stands_as_it_is(api: Api) -> None:
    status, text = api.ask("/variable/housing_fund")
    assert status == 200
    assert "住房公积金" in text


def test_a_variable_names_its_file_as_the_project_does(api: Api) -> None:
    formulas = api.get("/variable/housing_fund")["formulas"]
    assert all("0/variables/housing_fund.py#L" in formula["source"] for formula in formulas.values())
    assert not any("None" in formula["source"] for formula in formulas.values())


def test_one_person_is_computed(api: Api) -> None:
    assert api.calculate("housing_fund", "2023-07", housing_fund_base=40000) == (200, 4067)  # 33891 × 12 % = 4066.92


def test_fen_come_back_exact(api: Api) -> None:
    # 16 % of 12345.67 is 1975.3072.
    assert api.calculate("pension", "2023-07", pension_base=12345.67) == (200, 1975.31)


def test_a_gap_in_the_law_is_refused_with_its_parameter_and_dates(api: Api) -> None:
    status, said = api.calculate("housing_fund", "2018-03", housing_fund_base=40000)
    assert status == 400
    for part in ("法规数据缺口", "housing_fund.base_", "2018-03", "Gap in the law file"):
        assert part in said


def test_what_is_not_modelled_is_refused(api: Api) -> None:
    status, said = api.calculate("rent_subsidy", "2023-07", location="beijing")
    assert status == 400
    assert "未建模" in said
    assert "not modelled" in said


def test_an_unknown_name_is_refused(api: Api) -> None:
    status, said = api.calculate("housing_fond", "2023-07")
    assert status == 404
    assert "housing_fond" in said
