"""The wheel, built once, and an environment that holds it and what it declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.installed import CHECKOUT, Environment, build, environment_of_links

ROSTER = (
    "单位,人数,职级,月工资,上年月均工资,公积金比例\n"
    "国家移民管理局,3,正处级,41000,40000,12%\n"
    "国家移民管理局,10,科员及以下,9000,8500,12%\n"
)

FIGURES = """\
unit: 国家移民管理局
year: 2023
kind: budget
amount_unit: 万元
source: 部门预算公开文本
tables:
  "5":
    title: 一般公共预算支出表
    scope: general
    amount_unit: 万元
    lines:
      "2080505":
        name: 机关事业单位基本养老保险缴费支出
        budget: "307.71"
      "2210201":
        name: 住房公积金
        budget: "390.48"
"""

SCENARIO = """\
name: 增加十人
changes:
  - add: {headcount: 10, rank: staff, monthly_salary: 9000, from: 2023-07, entry: first_job}
"""

RULE = """\
- name: 基数四万元的在职人员按上限缴存
  period: 2023-07
  input:
    housing_fund_base: 40000
  output:
    housing_fund: 4067  # 33891 × 12 % = 4066.92 → 4067
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    (built,) = build("--wheel", source=CHECKOUT, into=tmp_path_factory.mktemp("wheel"))
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel and nothing that it does not declare."""
    return environment_of_links(tmp_path_factory.mktemp("installed") / "environment", wheel)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of a user's own, elsewhere: a roster as Excel in China saves it (GBK), figures, a scenario, a rule."""
    (tmp_path / "花名册.csv").write_bytes(ROSTER.encode("gbk"))
    (tmp_path / "公开.figures.yaml").write_text(FIGURES, "utf-8")
    (tmp_path / "情景.yaml").write_text(SCENARIO, "utf-8")
    (tmp_path / "规则").mkdir()
    (tmp_path / "规则" / "上限.yaml").write_text(RULE, "utf-8")
    return tmp_path
