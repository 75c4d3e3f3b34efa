"""Pieces counted on this machine: here, or by processes over its cores where there is enough to do for them."""

from __future__ import annotations

from collections.abc import Sequence

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.pool import Progress, answers, cores
from openfisca_china_personnel.processes.process import Ended, Process
from openfisca_china_personnel.scale.pieces import Counted, Gathering, Piece, counted, estimated_rows

ROWS_WORTH_PROCESSES = 2_000_000
"""Fewer rows are counted here: starting a process costs about as much as counting a million rows."""

_WORKER = "openfisca_china_personnel.scale.worker"
_ENDED = Text(
    "计算进程意外结束（代码 {code}），通常是内存不足；请用 --workers 减少进程数。",
    "a process that computed ended unexpectedly (code {code}), mostly for want of memory; take fewer with --workers",
)


def workers_for(pieces: Sequence[Piece], workers: int | None, *, law_is_own: bool) -> int:
    """How many processes count the pieces: those asked for, else all cores where it is worth it; 1 is none but this.

    ``law_is_own``: the law is a reform, which lives in this process only.
    """
    if law_is_own or len(pieces) == 1:
        return 1
    if workers is None and sum(map(estimated_rows, pieces)) < ROWS_WORTH_PROCESSES:
        return 1
    return min(workers or cores(), len(pieces))


def count(
    pieces: Sequence[Piece], workers: int, system: TaxBenefitSystem | None = None, progress: Progress | None = None
) -> Counted:
    """What all pieces come to. Raises ``InputFaults`` where a process ends before it has answered."""
    gathering = Gathering()
    if workers == 1:
        for number, piece in enumerate(pieces):
            if progress is not None:
                progress(number, len(pieces))
            gathering.add(counted(piece, system))
        if progress is not None:
            progress(len(pieces), len(pieces))
    else:
        # This process counts too: it is there already, while others have to start first.
        processes = [_Counter() for _ in range(workers - 1)]
        for _, one in answers(pieces, range(len(pieces)), processes, progress, counted):
            gathering.add(one)
    return gathering.all_of(len(pieces))


class _Counter:
    """A process that counts pieces."""

    def __init__(self) -> None:
        self._process = Process(_WORKER)

    def ask(self, task: Piece) -> Counted:
        """What the piece comes to."""
        try:
            answer = self._process.ask(task)
        except Ended as ended:
            raise refuse(_ENDED.format(code=ended.code)) from ended
        if isinstance(answer, Counted):
            return answer
        raise RuntimeError(answer)

    def stop(self) -> None:
        """End it, from any thread."""
        self._process.stop()
