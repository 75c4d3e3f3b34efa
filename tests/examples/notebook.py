"""Running a notebook and keeping its outputs as text; as a program it renews the outputs of the example's notebook."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

SIMULATE = Path(__file__).parents[2] / "examples" / "simulate.ipynb"
KERNEL = "python3"
_LONGEST = 300
_FORMAT = 4


def read(path: Path) -> NotebookNode:
    """The notebook as it is stored."""
    return nbformat.read(path, as_version=_FORMAT)


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """A copy run from its first cell to its last in ``folder``, its outputs as text only.

    Raises ``nbclient.exceptions.CellExecutionError`` where a cell fails.
    """
    copy = nbformat.from_dict(notebook)
    NotebookClient(copy, timeout=_LONGEST, kernel_name=KERNEL, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in code_cells(copy):
        cell.metadata = NotebookNode()
        cell.outputs = [_as_text(output) for output in cell.outputs]
    return copy


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that are run, in their order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell: NotebookNode) -> list[str]:
    """What a cell shows, a text an output."""
    return [output.text if output.output_type == "stream" else output.data["text/plain"] for output in cell.outputs]


def _as_text(output: NotebookNode) -> NotebookNode:
    """An output without pictures and HTML, which would change with every version of a library."""
    if output.output_type != "stream":
        output.data = NotebookNode({"text/plain": output.data["text/plain"]})
    return output


if __name__ == "__main__":
    renewed = executed(read(SIMULATE), SIMULATE.parent)
    renewed.metadata = NotebookNode({"kernelspec": {"name": KERNEL, "display_name": "Python 3", "language": "python"}})
    nbformat.write(renewed, SIMULATE)
