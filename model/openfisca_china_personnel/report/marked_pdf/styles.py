"""How a finding is drawn: a colour and a word by severity, broken lines once it is judged, grey once dismissed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openfisca_china_personnel.documents.audit import SEVERITIES
from openfisca_china_personnel.documents.audit.judgement import CONCLUSIONS
from openfisca_china_personnel.language import Text

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.audit import Finding, Severity

Colour = tuple[float, float, float]

# Dark enough to be read as text on white, and far apart for eyes that confuse red and green.
COLOURS: dict[Severity, Colour] = {
    "error": (0.80, 0.05, 0.10),
    "inconsistent": (0.76, 0.36, 0.00),
    "oddity": (0.05, 0.30, 0.75),
    "scope": (0.42, 0.15, 0.55),
}
GREY: Colour = (0.45, 0.45, 0.45)


@dataclass(frozen=True)
class Style:
    """``dash`` has the lengths of strokes and gaps in points; empty for an unbroken line."""

    colour: Colour
    dash: tuple[int, ...]


def style_of(finding: Finding) -> Style:
    """Judged findings have broken lines, dismissed ones are grey too."""
    colour = GREY if finding.dismissed else COLOURS[finding.severity]
    return Style(colour, () if finding.judgement is None else (3, 2))


def label_of(number: int, finding: Finding) -> Text:
    """What stands beside the finding's first place: number, severity and conclusion, so that no colour is needed."""
    severity = SEVERITIES[finding.severity]
    zh, en = f"{number} {severity.zh}", f"{number} {severity.en}"
    if finding.judgement is None:
        return Text(zh, en)
    conclusion = CONCLUSIONS[finding.judgement.conclusion]
    return Text(f"{zh}，{conclusion.zh}", f"{en}, {conclusion.en}")
