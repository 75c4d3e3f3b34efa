"""What the law file does not have, and what the model does not cover: said, never filled."""

from __future__ import annotations

from openfisca_core.errors import SituationParsingError


class GapInLaw(SituationParsingError):
    """A formula needs a value that no source gives for that month.

    ``parameter`` is the dotted path, ``months`` the months asked for (``YYYY-MM``), ``nearest`` the nearest days before
    and after from which a value is known (``None`` where there is none). The Web API answers with 400.
    """

    def __init__(
        self, parameter: str, months: tuple[str, ...], nearest: tuple[str | None, str | None] = (None, None)
    ) -> None:
        self.parameter = parameter
        self.months = months
        self.nearest = nearest
        before, after = (date or "—" for date in nearest)
        asked = ", ".join(months)
        super().__init__(
            parameter.split("."),
            f"法规数据缺口：{parameter} 在 {asked} 没有可查的数值（此前最近 {before}，此后最近 {after}）。 "
            f"Gap in the law file: no value of {parameter} is known for {asked} "
            f"(nearest before {before}, after {after}).",
            code=400,
        )


class NotModelled(SituationParsingError):
    """A formula is asked for people to whom a rule that is not modelled applies. The Web API answers with 400."""

    def __init__(self, variable: str, location: str) -> None:
        self.variable = variable
        self.location = location
        super().__init__(
            [variable],
            f"所在地为“{location}”的人员适用当地规定，{variable} 未建模。 "
            f"Local rules apply to people located at “{location}”; {variable} is not modelled for them.",
            code=400,
        )
