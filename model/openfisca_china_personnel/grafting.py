"""A tree of parameters in which one series is another and everything else shared.

Copying the whole tree takes longer than computing a budget.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from openfisca_core.parameters import Parameter, ParameterNode


def grafted(parameters: ParameterNode, path: str, change: Callable[[Parameter], Parameter]) -> ParameterNode:
    """The tree with the series at ``path`` replaced by what ``change`` makes of it; neither is altered in place."""
    return _grafted(parameters, path.split("."), change)


def _grafted(node: ParameterNode, keys: list[str], change: Callable[[Parameter], Parameter]) -> ParameterNode:
    key, *below = keys
    child = node.children[key]
    changed = _grafted(child, below, change) if below else change(child)
    copied = copy(node)
    copied.children = {**node.children, key: changed}
    setattr(copied, key, changed)
    return copied
