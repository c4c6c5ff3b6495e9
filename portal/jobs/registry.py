"""Which function does which kind of job, and what people call it."""

from collections.abc import Callable

from portal.errors import N_
from portal.jobs.task import Task

Work = Callable[[Task], dict | None]
_KINDS: dict[str, Work] = {}
_NAMES: dict[str, str] = {}


def job(kind: str, name: str = N_("后台工作")) -> Callable[[Work], Work]:
    """Declare the function of a kind of job, in its concept's `jobs.py`; `name` is what people read on its page:

        @job("opinions.import", N_("导入意见"))
        def run(task: Task) -> dict | None: ...

    It is given a Task and returns the result that waits for the person, or None. Raises ValueError for a kind declared twice.
    """

    def declare(work: Work) -> Work:
        if kind in _KINDS:
            raise ValueError(f"two functions for the job {kind}")
        _KINDS[kind], _NAMES[kind] = work, name
        return work

    return declare


def work_of(kind: str) -> Work:
    """The function of a kind. Raises KeyError for a kind nobody declared."""
    return _KINDS[kind]


def name_of(kind: str) -> str:
    """What people call a kind of job: a marked sentence; also for one that is no longer declared."""
    return _NAMES.get(kind, N_("后台工作"))
