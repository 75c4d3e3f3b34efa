"""The two entities: a person (or a cohort of identical people) and the budget unit that pays for them."""

from __future__ import annotations

from openfisca_core.entities import build_entity

Unit = build_entity(
    key="unit",
    plural="units",
    label="预算单位 Budget unit",
    doc="A unit that publishes a budget of its own.",
    roles=[{"key": "member", "plural": "members", "label": "在册人员 People on the unit's roster"}],
)

Person = build_entity(
    key="person",
    plural="persons",
    label="人员 Person",
    doc="One person, or a cohort of identical people; `headcount` says how many.",
    is_person=True,
)

ENTITIES = [Person, Unit]
