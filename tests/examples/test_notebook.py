"""The example's notebook runs from beginning to end and shows what is stored in it."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

MISSING = [name for name in ("ipykernel", "nbclient", "nbformat") if find_spec(name) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the notebook needs {', '.join(MISSING)} (pip install .[dev])")


def test_every_cell_shows_what_is_stored() -> None:
    from examples.notebook import SIMULATE, code_cells, executed, read, shown

    stored = read(SIMULATE)
    again = executed(stored, SIMULATE.parent)
    for before, after in zip(code_cells(stored), code_cells(again), strict=True):
        assert shown(after) == shown(before), after.source


def test_the_outputs_are_small_and_plain_text() -> None:
    from examples.notebook import SIMULATE, code_cells, read

    kinds = {
        kind
        for cell in code_cells(read(SIMULATE))
        for output in cell.outputs
        for kind in ([output.output_type] if output.output_type == "stream" else output.data)
    }
    assert kinds <= {"stream", "text/plain"}
    assert SIMULATE.stat().st_size < 60_000


def test_every_part_is_told_in_both_languages() -> None:
    from examples.notebook import SIMULATE, read

    for cell in read(SIMULATE).cells:
        if cell.cell_type == "markdown":
            assert any("\u4e00" <= character <= "\u9fff" for character in cell.source), cell.source
            assert any("a" <= character <= "z" for character in cell.source), cell.source
