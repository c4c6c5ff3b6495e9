"""Background jobs: looking through a sheet of hotline tickets, and taking it in."""

from collections.abc import Iterator
from itertools import islice

from portal.accounts.models import User
from portal.complaints.actions.tickets import end_import, file_tickets, note_findings, refuse_taken_in
from portal.complaints.models import TicketImport
from portal.complaints.rules.tickets import Findings, TicketRow
from portal.complaints.ticket_sheets import rows_of
from portal.errors import N_, Refusal
from portal.jobs.registry import job
from portal.jobs.task import Task

AT_ONCE = 1000  # so many are filed in one transaction: all of a usual sheet, or none
EVERY = 200


@job("complaints.check_tickets", N_("核对工单"))
def check(task: Task) -> None:
    """Read a whole sheet and keep what was found; no ticket is filed."""
    found = _looked_through(task)
    with task.write() as now:
        note_findings(task.session, _upload(task), found.told(), actor=_actor(task), now=now)
        task.finish({"address": f"/desk/complaints/tickets/{task.params['import_id']}"})


@job("complaints.import_tickets", N_("导入工单"))
def take_in(task: Task) -> None:
    """File every ticket of a sheet in which no row is wrong. A large one is filed in turns: killed in between, the next run
    goes on where this one stood, for a number is taken in only once."""
    refuse_taken_in(_upload(task))
    found = _looked_through(task).counts
    if found["wrong"]:
        raise Refusal(N_("表里还有不对的行，一件也没有导入。请在文件里改好，再重新上传。"))
    rows = _rows(task, sum(found.values()))
    while batch := list(islice(rows, AT_ONCE)):
        with task.batch() as now:
            file_tickets(task.session, _upload(task), batch, actor=_actor(task), now=now)
    with task.write() as now:
        end_import(task.session, _upload(task), sum(found.values()), actor=_actor(task), now=now)
        task.finish({"address": f"/desk/complaints/tickets/{task.params['import_id']}"})


def _looked_through(task: Task) -> Findings:
    found = Findings()
    for row in _rows(task):
        found.note(row)
    return found


def _rows(task: Task, total: int = 0) -> Iterator[TicketRow]:
    """Every row, with the progress shown."""
    data = task.storage.read(_upload(task).file.sha256)
    rows = rows_of(task.session, data, task.clock.now())
    task.session.rollback()
    for done, row in enumerate(rows):
        if done % EVERY == 0:
            task.progress(done, total)
        yield row


def _upload(task: Task) -> TicketImport:
    return task.session.get_one(TicketImport, task.params["import_id"])


def _actor(task: Task) -> User:
    return task.session.get_one(User, task.owner_id)
