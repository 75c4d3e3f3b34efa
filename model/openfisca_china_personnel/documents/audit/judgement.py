"""What people concluded about a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openfisca_china_personnel.language import Text

Conclusion = Literal["confirmed", "explained", "dismissed"]
CONCLUSIONS: dict[Conclusion, Text] = {
    "confirmed": Text("属实", "confirmed"),
    "explained": Text("已说明", "explained"),
    "dismissed": Text("误报", "dismissed"),
}


@dataclass(frozen=True)
class Judgement:
    """A conclusion, and in free words who drew it, when and why; None where nothing is said."""

    conclusion: Conclusion
    by: str | None = None
    on: str | None = None
    why: str | None = None

    @property
    def text(self) -> Text:
        """The judgement in one line: the conclusion, then who, when and why as far as they are stated."""
        who = [part for part in (self.by, self.on) if part]
        zh, en = CONCLUSIONS[self.conclusion].zh, CONCLUSIONS[self.conclusion].en
        if who:
            zh, en = f"{zh}（{'，'.join(who)}）", f"{en} ({', '.join(who)})"
        return Text(f"{zh}：{self.why}", f"{en}: {self.why}") if self.why else Text(zh, en)

    def to_dict(self) -> dict[str, Any]:
        """The judgement as JSON has it."""
        return {"conclusion": self.conclusion, "by": self.by, "on": self.on, "why": self.why}
