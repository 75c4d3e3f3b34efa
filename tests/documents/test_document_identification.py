"""Whose document it is, of which year and kind, from every form of cover."""

from __future__ import annotations

import pytest

from openfisca_china_personnel.documents.identification import unit_name, year_and_kind
from openfisca_china_personnel.documents.lines import numbered


@pytest.mark.parametrize(
    ("cover", "unit", "year", "kind"),
    [
        ("某某部\n2024年部门预算", "某某部", 2024, "budget"),
        ("某某部2024年部门预算", "某某部", 2024, "budget"),
        ("2024年部门预算\n某某部", "某某部", 2024, "budget"),
        ("某某省教育厅2022年度部门决算", "某某省教育厅", 2022, "final_accounts"),
        ("某某省教育厅\n2022年度部门决算\n目录", "某某省教育厅", 2022, "final_accounts"),
        ("某某市卫生健康委员会2021年部门预算信息", "某某市卫生健康委员会", 2021, "budget"),
        ("2020 年度\n国家某某总局部门预算", "国家某某总局", 2020, "budget"),
        ("第一部分 某某部概况\n第二部分 某某部2025年部门预算表", "某某部", 2025, "budget"),
        ("某某市某某区2026年区级单位预算\n预算单位：某某市某某区司法局", "某某市某某区司法局", 2026, "budget"),
        ("某某区市场监督管理局2023年度决算", "某某区市场监督管理局", 2023, "final_accounts"),
        ("2023年度\n某某省财政厅（部门）决算公开", "某某省财政厅", 2023, "final_accounts"),
        ("某某大学2023年度单位决算公开\n编制单位：某某大学", "某某大学", 2023, "final_accounts"),
        ("某某局2017年部门预算公开\n某某局2016年执行数", "某某局", 2017, "budget"),
        ("某某局（本级）2023年单位预算", "某某局(本级)", 2023, "budget"),
        ("二〇二一年度部门预算\n编制单位：某某局", "某某局", 2021, "budget"),
        ("部门预算\n今年增加", None, None, "budget"),
    ],
)
def test_covers(cover: str, unit: str | None, year: int | None, kind: str) -> None:
    lines = numbered(cover)
    assert (unit_name(lines), *year_and_kind(lines)) == (unit, year, kind)
