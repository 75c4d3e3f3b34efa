"""What is told of one line's change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openfisca_china_personnel.budget import Yuan


@dataclass(frozen=True)
class Part:
    """What one cause explains of a change, in yuan with two decimals; all ``None`` where it cannot be known.

    ``cause`` is the key of one of ``CAUSES``; ``low`` and ``high`` are the amount itself where that is known.
    """

    cause: str
    amount: Yuan
    low: Yuan
    high: Yuan


@dataclass(frozen=True)
class Change:
    """One line of a budget year before (``start``) and after (``end``), and its parts: always all five causes.

    The parts add up to ``end − start`` to the fen. A line that is not known before or after, or between (with some of
    the causes at work and others not), has parts that are not known.
    """

    year: int
    code: str
    start: Yuan
    end: Yuan
    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON has it; amounts are ``Decimal`` yuan or ``None``."""
        return {
            "year": self.year,
            "code": self.code,
            "from": self.start,
            "to": self.end,
            "parts": [
                {"cause": part.cause, "amount": part.amount, "low": part.low, "high": part.high} for part in self.parts
            ],
        }
