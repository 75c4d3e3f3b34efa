"""What an amount is compared with, where the paragraph prints it: last year's amount, the year's budget."""

from __future__ import annotations

import re
from dataclasses import replace

from openfisca_china_personnel.documents.prose import words
from openfisca_china_personnel.documents.prose.labels import OPEN, bare_label, year_of_label
from openfisca_china_personnel.documents.prose.names import levels
from openfisca_china_personnel.documents.prose.paragraph import Against, Paragraph, compared_out
from openfisca_china_personnel.documents.prose.quantities import Found
from openfisca_china_personnel.documents.prose.statements import Quantity

SENTENCE_END = re.compile(r"[。;]")


class Bases(Paragraph):
    """Finds the amounts that others are compared with, before or behind them."""

    def _is_base(self, each: Found, label: str, following: Found | None) -> bool:
        """Whether an amount is what another is compared with."""
        base = words.BASE.search(label)
        if base is not None and not re.search(r"小于|大于|高于|低于", label):
            is_initial = base.group("initial") is not None
            earlier = base.group("year") is None or self.year is None or int(base.group("year")) < self.year
            if is_initial or earlier:
                against: Against = "initial_budget" if is_initial else "prior_year"
                if not self._base_of_before(each, label[: base.start()], against, following):
                    self.base = (each.quantity, against)
                    self._base_for_itself(label, each.start)
                return True
        if words.FROM.search(label) and following is not None:
            name = words.FROM.sub("", label)
            if words.UP_TO.search(self.passage.text[each.end : following.start]):
                self.base = (each.quantity, "prior_year")
                self.pending_label = name if bare_label(name) else ""
                return True
        return self._earlier_amount(each.quantity, label)

    def _base_of_before(self, each: Found, name: str, against: Against, following: Found | None) -> bool:
        """Whether a base stands behind the amount that it belongs to, as in 支出5万元，年初预算为6万元."""
        if not self.found or bare_label(name) or any(levels(name)):
            return False
        last = self.found[self.current]
        start = self.passage.text.rfind(last.amount.printed, 0, each.start) if last.amount else -1
        if start < 0 or last.base is not None or SENTENCE_END.search(self.passage.text, start, each.start):
            return False
        if following is not None:
            after = self.passage.text[each.end : following.start]
            if not SENTENCE_END.search(after) and words.RESTATED.search(after.strip()):
                return False
        self.found[self.current] = replace(last, base=each.quantity, against=against)
        return True

    def _earlier_amount(self, quantity: Quantity, label: str) -> bool:
        """An earlier year's amount of a subject whose amount was given: it is that one's base."""
        spoken = year_of_label(label)
        if spoken is not None:
            self.year_spoken_of = spoken
        led = words.LED_BY_COMPARISON.search(label) is not None and not words.DIRECTED.search(label)
        earlier = self.year is not None and self.year_spoken_of is not None and self.year_spoken_of < self.year
        if not (led or earlier) or not self.found or words.DIRECTED.search(label):
            return False
        name = bare_label(compared_out(label))
        by_name = name not in OPEN or name == "支出"
        index = self._index_of(name) if by_name else self.current
        if index is None and by_name:
            return led
        last = self.found[self.current if index is None else index]
        if last.amount is None or last.base is not None:
            return led
        self.current = self.current if index is None else index
        self.found[self.current] = replace(last, base=quantity, against="prior_year")
        return True

    def _base_for_itself(self, label: str, position: int) -> None:
        """A statement that begins with what it is compared with keeps the subject for the amount that follows."""
        rest = words.BASE.sub("", label).strip()
        self.pending_label = rest if rest and not self._path(position) else ""
