"""Lines of totals, by their names."""

from __future__ import annotations

import re

_TOTAL = re.compile(
    r"(?:本年|当年|本年度)?(?:收入|支出)?(?:合计|总计)(?:数)?|(?:收入|支出)(?:预算|决算)?(?:合计|总计)|收支(?:合计|总计)"
)


def is_total(name: str) -> bool:
    """Whether a name (in ordinary characters, without spaces) is that of a line of totals."""
    return _TOTAL.fullmatch(name) is not None


def strength(name: str) -> int:
    """Of several lines of totals in one table, how far up a name stands: 总计 over 合计 over 本年…合计."""
    return 2 * ("总计" in name) + (not name.startswith(("本年", "当年")))
