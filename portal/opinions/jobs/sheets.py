"""Background jobs: looking through a sheet of opinions, and taking it in."""

from collections.abc import Iterator

from portal.accounts.models import User
from portal.errors import N_, InvalidInput, Refusal
from portal.jobs.registry import job
from portal.jobs.task import Task
from portal.opinions.actions.bulk import ready
from portal.opinions.actions.imports import import_rows, note_findings, other_words
from portal.opinions.models import OpinionImport
from portal.opinions.queries.imports import import_by_id, known_rows, terms_for
from portal.opinions.sheets.findings import Findings
from portal.opinions.sheets.reading import token
from portal.opinions.sheets.values import Entry, Plan, Problem
from portal.opinions.sheets.whole import open_opinions

EVERY = 500
KNOWN_OTHERWISE = N_("这个编号以前导入过，内容却不同。如果是另一张表，请在上一步把“编号”改为“表里没有”。")
UNSOLVED = N_("这一格的公式还没有算出值。请用表格软件打开文件、保存一次，再重新上传。")


class Reading:
    """One sheet being read by a job; the database is not held meanwhile."""

    def __init__(self, task: Task):
        self.task = task
        upload = self.upload()
        self.mapping, self.consultation_id = upload.mapping, upload.consultation_id
        self.plan = Plan(**upload.mapping)
        self.terms = terms_for(task.session, upload.consultation, upload.filename, task.clock.now())
        self.opened = open_opinions(task.storage.read(upload.file.sha256))
        self.actor = task.session.get_one(User, task.owner_id)
        task.session.rollback()

    def upload(self) -> OpinionImport:
        """The sheet's row, as it is now."""
        return import_by_id(self.task.session, self.task.params["import_id"])

    def entries(self) -> Iterator[Entry]:
        """Every row, with the progress shown."""
        for done, entry in enumerate(self.opened.entries(self.plan, self.terms)):
            if done % EVERY == 0:
                self.task.progress(done, max(done, self.opened.sheet.expected))
            yield entry

    def still(self) -> OpinionImport:
        """The sheet's row inside the transaction. Raises Refusal when somebody has changed what stands for what."""
        upload = self.upload()
        if upload.mapping != self.mapping:
            raise Refusal(N_("核对的时候，有人改了各列的对应关系。已经重新核对，请看新的结果。"))
        return upload


@job("opinions.check", N_("核对意见表"))
def check(task: Task) -> None:
    """Read a whole sheet and keep what was found; nothing else changes."""
    reading = Reading(task)
    findings, rows = Findings(reading.plan), []
    for entry in reading.entries():
        findings.note(entry)
        rows.append((entry.line, token(reading.consultation_id, entry.key), entry.values["text"]))
    _tell_whole(findings, reading, rows)
    with task.write() as now:
        upload = reading.still()
        note_findings(task.session, upload, findings.told(), actor=reading.actor, now=now)
        task.finish({"address": f"/desk/opinions/imports/{upload.id}"})


def _tell_whole(findings: Findings, reading: Reading, rows: list[tuple[int, str, str]]) -> None:
    """What is seen only in the whole: rows that are here already, hidden rows, formulas without a value."""
    known = known_rows(reading.task.session, [row[1] for row in rows])
    odd = reading.opened.oddities()
    findings.counts.update(known=len(known), hidden=odd.hidden)
    findings.others = list(reading.opened.sheet.others)
    for line in other_words(rows, known):
        findings.stop(Problem(str(line), "number", InvalidInput(KNOWN_OTHERWISE)))
    if odd.unsolved:
        findings.stop(Problem(odd.unsolved, "", InvalidInput(UNSOLVED)))


@job("opinions.import", N_("导入意见"))
def take_in(task: Task) -> None:
    """Read a whole sheet and make opinions of its rows, all of them or none."""
    reading = Reading(task)
    rows = list(ready(reading.consultation_id, map(_checked, reading.entries())))
    with task.write() as now:
        upload = reading.still()
        import_rows(task.session, upload, rows, actor=reading.actor, now=now)
        task.finish({"address": f"/desk/opinions/imports/{upload.id}"})


def _checked(entry: Entry) -> Entry:
    if entry.problems:
        first = entry.problems[0]
        raise Refusal(N_("%(cell)s 有问题，没有导入任何一行。请回到上一步核对。"), cell=first.cell)
    return entry
