"""The budget of a roster that was read, or of files of any size: here, over all cores, over a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel import budget
from openfisca_china_personnel.base_rules import BaseRules, base_rule_of
from openfisca_china_personnel.budget import Budget, refuse_year
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.pool import Progress, refuse_workers
from openfisca_china_personnel.roster import Roster, of_unit
from openfisca_china_personnel.scale import over_cores
from openfisca_china_personnel.scale.files import files_of
from openfisca_china_personnel.scale.pieces import ROWS_OF_A_PIECE, Counted, Piece, Question, pieces_of
from openfisca_china_personnel.scale.settling import budget_from
from openfisca_china_personnel.system import baseline
from openfisca_china_personnel.vocabulary import BaseRule

if TYPE_CHECKING:
    from distributed import Client

_OWN_LAW = Text(
    "改革后的法规不能用于集群计算；请先在本机计算", "a reformed law cannot be computed on a cluster: compute it here"
)


def expected_budget(
    roster: Roster | str | PathLike[str] | Iterable[str | PathLike[str]],
    year: int,
    *,
    base_rule: BaseRules = BaseRule.prior_year,
    system: TaxBenefitSystem | None = None,
    unit: str | None = None,
    sheet: str | None = None,
    workers: int | None = None,
    client: Client | str | None = None,
    progress: Progress | None = None,
    rows_of_a_piece: int = ROWS_OF_A_PIECE,
) -> Budget:
    """The personnel lines that the law gives for a budget year: yuan with two decimals.

    ``roster`` is one that was read, or a file, a folder, a pattern, an address of a storage, or several of them: files
    are read in blocks and make one budget together, whatever their size; a unit may be in several. The result is the
    same to the fen for any number of workers, pieces or machines. ``base_rule`` is ``prior_year`` or ``expected``, for
    all units or by unit name; ``system`` a reformed law (in this process only). ``workers`` is the number of processes,
    this one among them: unless given, all cores where there are rows enough for it. ``client`` is a client of Dask
    distributed, or the address of its scheduler, whose workers must reach the files under the same paths. ``unit``
    counts the rows of one unit only, ``sheet`` names the worksheet of workbooks.

    Raises:
        InputFaults: a year before 2015, an unknown base rule, whatever is wrong with the files (all of it at once), a
            cluster that does not answer or has another law.

    """
    refuse_year(year)
    refuse_workers(workers)
    if isinstance(roster, Roster):
        people = roster if unit is None else of_unit(roster, unit)
        return budget.expected_budget(people, year, base_rule=base_rule, system=system)
    if client is not None and system is not None:
        raise refuse(_OWN_LAW)
    question = Question(year, _named(base_rule), unit, sheet)
    files = files_of(roster)
    pieces = pieces_of(files, question, rows_of_a_piece)
    if client is None:
        processes = over_cores.workers_for(pieces, workers, law_is_own=system is not None)
        found = over_cores.count(pieces, processes, system, progress)
    else:
        found = _on_cluster(pieces, client, progress)
    return budget_from(found, files, question, system or baseline())


def _on_cluster(pieces: list[Piece], client: Client | str, progress: Progress | None) -> Counted:
    from openfisca_china_personnel.scale import over_cluster  # noqa: PLC0415 - of an extra

    with over_cluster.connected(client) as connected:
        return over_cluster.count(pieces, connected, progress)


def _named(base_rule: BaseRules) -> str | dict[str | None, str]:
    """The base rules by their names, which every machine knows. Raises ``InputFaults`` for one that does not exist."""
    if isinstance(base_rule, Mapping):
        return {unit: base_rule_of(base_rule, unit).name for unit in base_rule}
    return base_rule_of(base_rule, None).name
