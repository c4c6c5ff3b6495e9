"""Jobs: finding opinions that say the same."""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.consultations.models import Consultation
from portal.errors import N_
from portal.extensions import db
from portal.jobs.registry import job
from portal.jobs.schedule import periodic
from portal.jobs.task import Task
from portal.opinions.actions.proposing import propose_bundles
from portal.opinions.actions.sketching import BATCH, sketch_next
from portal.opinions.likeness.finding import find
from portal.opinions.likeness.values import Said
from portal.opinions.models import Opinion, OpinionContact
from portal.opinions.queries.alike import behind
from portal.opinions.queries.counting import COUNTED
from portal.transaction import write_transaction

STEPS = 100


@job("opinions.likeness", N_("查找相同的意见"))
def find_alike(task: Task) -> None:
    """Propose the opinions of a consultation that say the same."""
    consultation = task.session.get_one(Consultation, task.params["consultation_id"])
    people = _people(task, consultation)
    said = [Said(row.id, row.text, row.received_on, people.get(row.id)) for row in task.session.execute(_counted(consultation))]
    task.progress(30, STEPS)
    found = find(said)
    task.progress(90, STEPS)
    with task.write() as now:
        propose_bundles(task.session, consultation, [each.id for each in said], found, now=now)
        _note_reading(task, consultation, now)
        task.finish({"address": f"/desk/proposals/{consultation.proposal.number}/likeness"})


@periodic("opinions.sketch", minute="*")
def sketch(app: Flask) -> None:
    """Sketch what was received since the last time, in short turns between the people who are writing."""
    with app.app_context(), Session(db.engine) as session:
        for consultation_id in behind(session):
            done = BATCH
            while done == BATCH and not app.extensions["jobs"].stopping.is_set():
                with write_transaction(session, app.extensions["clock"]):
                    done = sketch_next(session, consultation_id)


def _counted(consultation: Consultation):
    """What the public said that counts; replies to letters are read one by one."""
    return select(Opinion.id, Opinion.text, Opinion.received_on).where(
        Opinion.consultation_id == consultation.id, Opinion.request_id.is_(None), Opinion.text != "", COUNTED)


def _people(task: Task, consultation: Consultation) -> dict[int, str]:
    """A word for the author of each opinion that can be told: the account, or the telephone with the name given.

    Contact data are compared here and nowhere kept.
    """
    mine = Opinion.consultation_id == consultation.id
    accounts = select(Opinion.id, Opinion.author_id).where(mine, Opinion.author_id.is_not(None))
    people = {id_: f"account {author}" for id_, author in task.session.execute(accounts)}
    told = select(OpinionContact.opinion_id, OpinionContact.phone, OpinionContact.name).join(OpinionContact.opinion).where(
        mine, Opinion.author_id.is_(None), OpinionContact.phone.is_not(None))
    return people | dict(_callers(task.session.execute(told)))


def _callers(rows: Iterable) -> Iterable[tuple[int, str]]:
    for opinion, phone, name in rows:
        figures = "".join(each for each in phone if each.isdigit())
        yield opinion, f"telephone {figures[-11:]} {name or ''}"


def _note_reading(task: Task, consultation: Consultation, now) -> None:
    """Contact data were read by the job (个人信息保护法): once for all, by nobody's eyes."""
    journal.record(task.session, "contact.compare", consultation, actor=None, now=now,
                   unit_id=consultation.proposal.initiating_unit_id)
