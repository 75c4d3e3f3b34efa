"""The process that reads documents: where it takes too long or ends, that is a fault of the document."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.processes.process import Ended, Late, Process

if TYPE_CHECKING:
    from openfisca_china_personnel.documents.many.worker import Answer, Task

_TOO_SLOW = Text(
    "读取用时超过 {seconds:g} 秒，已停止读取；如确需读取，请用 --most-seconds 提高上限，或拆分后分别读取。",
    "reading took more than {seconds:g} seconds and was stopped; if it must be read, raise the limit with "
    "--most-seconds, or split the file",
)
_ENDED = Text(
    "读取进程意外结束（代码 {code}），通常是内存不足；请拆分后分别读取，或用 --most-memory 调整上限。",
    "the process that read it ended unexpectedly (code {code}), mostly for want of memory; split the file, or change "
    "the limit with --most-memory",
)
_WORKER = "openfisca_china_personnel.documents.many.worker"


class ReaderProcess:
    """Reads one document after another."""

    def __init__(self) -> None:
        self._process = Process(_WORKER)

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, task: Task) -> Answer:
        """What the process answers; a fault where it takes too long or ends.

        Raises:
            Stopped: ``stop`` was called meanwhile, from another thread.

        """
        try:
            answer: Answer = self._process.ask(task, task.limits.seconds)
        except Late:
            said = _TOO_SLOW.format(seconds=task.limits.seconds)
        except Ended as ended:
            said = _ENDED.format(code=ended.code)
        else:
            return answer
        return refuse(said, file="、".join(path.name for path in task.paths)).faults

    def stop(self) -> None:
        """End the process, from any thread; it is not started again."""
        self._process.stop()
