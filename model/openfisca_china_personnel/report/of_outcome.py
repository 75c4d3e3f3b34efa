"""How the outcome of a simulation is shown."""

from __future__ import annotations

from openfisca_china_personnel.language import Text
from openfisca_china_personnel.report.layout import CODE, NAME, Column, Report, Section
from openfisca_china_personnel.scenario import Outcome


def view(outcome: Outcome) -> Report:
    """A section a scenario: baseline, scenario and change of each line."""
    sections = []
    for result in outcome.scenarios:
        title = Text(
            f"情景“{result.name}”：{result.budget.year} 年度（元）",
            f"Scenario “{result.name}”: {result.budget.year} (yuan)",
        )
        columns = (
            CODE,
            NAME,
            Column(Text("基准", "Baseline"), amounts=True),
            Column(Text("情景", "Scenario"), amounts=True),
            Column(Text("增减", "Change"), amounts=True),
        )
        changes = dict(result.difference)
        rows = tuple(
            (item.code, item.name, before.amount, item.amount, changes[item.code])
            for before, item in zip(outcome.baseline.items, result.budget.items, strict=True)
        )
        sections.append(Section(title, columns, rows))
    return Report(tuple(sections), outcome.notes)
