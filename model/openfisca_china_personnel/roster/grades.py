"""The civil-service grades of 2019 (职级) that a roster may name in place of a rank."""

from __future__ import annotations

from openfisca_core.parameters import ParameterNode

from openfisca_china_personnel.provisions import series

_EQUIVALENTS = "civil_service.grade_equivalent"


def ranks_of_grades(parameters: ParameterNode) -> dict[str, str]:
    """The rank that each grade counts as: its Chinese name to the rank's English member name."""
    ranks: dict[str, str] = {}
    for grade in parameters.children["civil_service"].children["grade_equivalent"].children:
        known = [provision.value for provision in series(parameters, f"{_EQUIVALENTS}.{grade}") if provision.value]
        if known:
            ranks[grade] = str(known[-1])
    return ranks
