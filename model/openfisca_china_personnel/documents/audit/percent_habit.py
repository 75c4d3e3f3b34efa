"""Percentages that rounding could explain, in a narrative all of whose others are those of its printed figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openfisca_china_personnel.documents.audit.findings import Finding
from openfisca_china_personnel.documents.audit.percentages import Change
from openfisca_china_personnel.documents.audit.stated import change_in_words, signed, statement_finding
from openfisca_china_personnel.documents.printed import decimals
from openfisca_china_personnel.documents.prose import Statement
from openfisca_china_personnel.language import Text

_LEAST = 8  # percentages that make a habit
_SELDOM = 10  # at most one in so many may break it, else it is none


def off_habit(found: Sequence[tuple[int, Statement, Change]]) -> Iterator[tuple[int, Finding]]:
    """Of percentages that pass: those that are not what the printed figures make, rounded to their own places."""
    apart = [(index, statement, of) for index, statement, of in found if not _is_exact(statement, of)]
    exact = len(found) - len(apart)
    if exact < _LEAST or len(apart) * _SELDOM > len(found):
        return
    for index, statement, of in apart:
        assert statement.percent is not None
        computed = of.percentages()[1][0]
        text = _OFF.format(stated=statement.percent.printed, computed=change_in_words(computed), count=exact)
        yield (
            index,
            statement_finding(
                statement,
                "percent",
                "oddity",
                text,
                statement.percent,
                stated=statement.percent.value,
                computed=computed,
            ),
        )


def _is_exact(statement: Statement, of: Change) -> bool:
    percent = signed(statement.percent, statement)
    if percent is None or statement.percent is None:
        return True
    places = decimals(statement.percent.printed)
    return any(abs(each - percent.middle) * 2 * 10**places <= 1 for each in of.percentages()[1])


_OFF = Text(
    "文字称{stated}%，按所列数字计算应为{computed}；其余{count}处比例都与所列数字一致，请核对。",
    "the narrative has {stated} %, the figures given make {computed}; {count} other percentages are just those of the "
    "printed figures, so check this one.",
)
