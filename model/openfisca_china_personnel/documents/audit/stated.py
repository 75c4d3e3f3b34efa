"""Findings about one statement, and the numbers of its sentence in words."""

from __future__ import annotations

from decimal import Decimal

from openfisca_china_personnel.documents.audit.cells import place_in_prose
from openfisca_china_personnel.documents.audit.findings import Finding, Severity
from openfisca_china_personnel.documents.audit.intervals import Interval
from openfisca_china_personnel.documents.printed import half_last_place
from openfisca_china_personnel.documents.prose import Quantity, Statement
from openfisca_china_personnel.language import Text

_TWO_PLACES = Decimal("0.01")
WORDS = {
    "增加": Text("增加", "a rise"),
    "减少": Text("减少", "a fall"),
    "持平": Text("持平", "no change"),
    "大于": Text("大于", "more than"),
    "小于": Text("小于", "less than"),
    "等于": Text("等于", "equal to"),
}


def statement_finding(
    statement: Statement,
    check: str,
    severity: Severity,
    text: Text,
    at: Quantity | None = None,
    *,
    stated: Decimal | None = None,
    computed: Decimal | None = None,
) -> Finding:
    """A finding of one statement; ``at`` is the number in question."""
    difference = None if stated is None or computed is None else stated - computed
    head = Text(f"“{statement.subject}”：", f"“{statement.subject}”: ")
    return Finding(
        check,
        severity,
        (place_in_prose(statement, at or statement.amount),),
        Text(head.zh + text.zh, head.en + text.en),
        None if stated is None else plain_number(stated),
        None if computed is None else shown(computed),
        None if difference is None else shown(difference),
    )


def shown(number: Decimal) -> str:
    """A percentage to two places."""
    return f"{number.quantize(_TWO_PLACES)}"


def plain_number(number: Decimal) -> str:
    """A number without zeros at the end beyond two places."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if text.count(".") and len(text.partition(".")[2]) > 2 else text


def quantity_text(quantity: Quantity | None) -> Text:
    """A printed number with its unit."""
    if quantity is None:
        return Text("本年数", "this year's figure")
    return Text(f"{quantity.printed}{quantity.unit}", f"{quantity.printed} {quantity.unit}")


def change_in_words(percent: Decimal) -> Text:
    """A change in words: a rise or a fall of so many percent."""
    word = WORDS["减少" if percent < 0 else "增加"]
    number = shown(abs(percent))
    return Text(f"{word.zh}{number}%", f"{word.en} of {number} %")


def scale_of(quantity: Quantity) -> Decimal:
    """What one of its unit is in yuan."""
    number = Decimal(quantity.printed)
    return quantity.value / number if number else Decimal(1)


def interval_of(quantity: Quantity) -> Interval:
    """What the printed number can be, in yuan or percent."""
    return Interval(quantity.value, quantity.half)


def signed(quantity: Quantity | None, statement: Statement) -> Interval | None:
    """A change or percentage with the sign of its words; None where there is none."""
    if quantity is None:
        return None
    falls = statement.direction == "减少" and not quantity.printed.startswith("-")
    half = quantity.half or half_last_place(quantity.printed) * scale_of(quantity)
    return Interval(-quantity.value if falls else quantity.value, half)
