"""The district's complaints, from filing to the state each has reached."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.clock import beijing_date
from portal.complaints import actions
from portal.complaints.actions.following import open_question
from portal.complaints.models import Complaint as Filed
from portal.complaints.rules.steps import OFFICE, STEPS
from portal.complaints.values import Given
from portal.demo.complaint_values import Complaint, ComplaintStep
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.permissions import Role

REVIEWED = ("verify", "close", "extend", "send_back")
MINUTES = 7  # between the steps of one day


def complain(timeline: Timeline, world: World, complaint: Complaint) -> None:
    """File it on its day; then every step it has taken since, on its own day."""
    timeline.at(complaint.day, "08:20", partial(_file, world, complaint))
    for place, step in enumerate(complaint.steps):
        clock_time = f"{9 + place // 8:02}:{place % 8 * MINUTES:02}"
        timeline.at(step.on, clock_time, partial(_take, world, complaint, step))


def _file(world: World, complaint: Complaint, session: Session, now: datetime) -> None:
    world.complaints[complaint.key] = actions.file_complaint(
        session, category=complaint.category, text=complaint.text, token=f"demo-{complaint.key}", now=now,
        space=world.spaces.get(complaint.space), place=complaint.place,
        accused=world.unit(complaint.accused) if complaint.accused else None, name=complaint.name, contact=complaint.phone,
        channel=complaint.via, actor=None if complaint.via == "web" else world.office(),
    )


def _take(world: World, complaint: Complaint, step: ComplaintStep, session: Session, now: datetime) -> None:
    filed = world.complaints[complaint.key]
    if step.do == "fact":
        actions.add_fact(session, filed, text=step.said, token=f"demo-{complaint.key}{step.on}", is_new=True, now=now)
    elif step.do == "answer":
        actions.answer_follow_up(session, open_question(session, filed), solved=step.solved, satisfaction=step.satisfied,
                                 reason=step.noted, actor=_actor(world, filed, step), now=now)
    elif step.do == "call":
        actions.log_call(session, filed, actor=_actor(world, filed, step), now=now)
    else:
        actions.take_step(session, filed, step.do, _given(world, step, now), actor=_actor(world, filed, step), now=now)


def _given(world: World, step: ComplaintStep, now: datetime) -> Given:
    return Given(
        answer=step.said, internal=step.noted, unit=world.unit(step.unit).id if step.unit else None, days=step.days,
        due_on=beijing_date(now) + timedelta(days=step.within) if step.within else None, channel=step.channel,
        into=world.complaints[step.into].number if step.into else "")


def _actor(world: World, filed: Filed, step: ComplaintStep) -> User:
    if filed.unit.is_office or (step.do in STEPS and STEPS[step.do].who == (OFFICE,)):
        return world.office()
    if step.do == "assist":
        return world.staff(step.unit)
    return world.staff(filed.unit.name, Role.REVIEWER if step.do in REVIEWED else Role.HANDLER)
