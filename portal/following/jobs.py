"""What the workers do for those who follow something."""

from flask import Flask
from sqlalchemy.orm import Session

from portal.consultations.queries import consultation_of
from portal.errors import N_
from portal.extensions import db
from portal.following.actions.answers import look_for_answers, tell_authors
from portal.following.actions.following import forget_unconfirmed
from portal.following.actions.telling import tell_next
from portal.following.rules import PACES
from portal.jobs.registry import job
from portal.jobs.schedule import periodic
from portal.jobs.task import Task
from portal.meetings.models import Decision
from portal.transaction import write_transaction


@periodic("following.tell", minute="*/5")
def tell(app: Flask) -> None:
    """Tell followers what is new, each pace at its time, and find the decisions whose authors are to be told."""
    queue = app.extensions["jobs"]
    with app.app_context(), Session(db.engine) as session:
        for pace in PACES:
            has_more = True
            while has_more and not queue.stopping.is_set():
                with write_transaction(session, app.extensions["clock"]) as now:
                    has_more = tell_next(session, pace, now=now)
        with write_transaction(session, app.extensions["clock"]) as now:
            look_for_answers(session, now=now)
        queue.hand_over(session)


@periodic("following.forget", minute="40")
def forget(app: Flask) -> None:
    """Delete addresses whose owner never said yes."""
    with app.app_context(), Session(db.engine) as session, write_transaction(session, app.extensions["clock"]) as now:
        forget_unconfirmed(session, now)


@job("following.answers", N_("告知提意见的人"))
def answers(task: Task) -> None:
    """Tell everybody who spoke that what became of their words is published."""
    last: int | None = 0
    while last is not None:
        with task.batch() as now:
            decision = task.session.get_one(Decision, task.params["decision_id"])
            consultation = consultation_of(task.session, decision.item.proposal)
            is_public = consultation.answers_are_public
            last = tell_authors(task.session, decision, consultation.id, last, now=now) if is_public else None
        task.progress(0)
