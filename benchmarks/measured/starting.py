"""How long it takes before anything is computed: imports, the law, the command."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench import Bench
from timing import Seconds, aside, command, in_turn
from whole_command import CLI, arguments

ROUNDS = 5
FEW_ROWS = 10
CACHE = "PERSONNEL_BUDGET_CACHE"
"""The environment variable that says where what can be made again is kept."""


def measure(bench: Bench) -> Iterator[str]:
    path = bench.roster(FEW_ROWS, "csv")
    warm = {**os.environ, CACHE: str(bench.folder / "kept")}
    empty = iter(range(1_000))

    def cold() -> dict[str, str]:
        return {**os.environ, CACHE: str(bench.folder / f"kept-{next(empty)}")}

    aside("load", bench.folder, environment=warm)
    loads = {
        name: [aside("load", bench.folder, environment=environment()) for _ in range(ROUNDS)]
        for name, environment in {"nothing kept": cold, "kept": lambda: warm}.items()
    }
    budget = (*CLI, *arguments(path, 1))

    def run_cold() -> object:
        return command(*budget, environment=cold())()

    processes = in_turn(
        {
            "nothing": command("-c", ""),
            "--help": command(*CLI, "--help", environment=warm),
            "cold": run_cold,
            "warm": command(*budget, environment=warm),
        },
        ROUNDS,
    )
    bench.figures["help seconds"] = processes["--help"].median
    bench.figures["ten rows seconds"] = processes["warm"].median
    yield "## Starting"
    yield ""
    yield "“Kept” means that an earlier start has left the law's parameters in the user's cache folder."
    yield ""
    yield "| what | time |"
    yield "| --- | ---: |"
    yield f"| `import openfisca_china_personnel` and its system class | {_part(loads['kept'], 'import')} |"
    yield f"| `CountryTaxBenefitSystem()`, nothing kept | {_part(loads['nothing kept'], 'system')} |"
    yield f"| `CountryTaxBenefitSystem()`, parameters kept | {_part(loads['kept'], 'system')} |"
    yield f"| `personnel-budget --help`, the whole process | {processes['--help']} |"
    yield f"| `personnel-budget budget` on ten rows, nothing kept | {processes['cold']} |"
    yield f"| `personnel-budget budget` on ten rows, parameters kept | {processes['warm']} |"
    yield f"| a Python process that does nothing | {processes['nothing']} |"


def _part(loads: list[dict[str, float]], part: str) -> Seconds:
    return Seconds(tuple(load[part] for load in loads))
