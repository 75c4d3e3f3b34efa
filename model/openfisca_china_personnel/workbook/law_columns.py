"""The headings of the sheet of the law's values that are read back."""

from __future__ import annotations

from openfisca_china_personnel.language import Text

NAME = Text("名称", "name")
PATH = Text("参数", "parameter")
ASSUMED_VALUE = Text("假设值", "assumed value")
ASSUMED_FROM = Text("自", "assumed from")
ASSUMED_UNTIL = Text("止", "assumed until")
