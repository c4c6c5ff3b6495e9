"""The district's complaints, from filing to the state each has reached."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.complaints import actions
from portal.demo.timeline import Timeline
from portal.demo.values import Complaint
from portal.demo.world import World
from portal.permissions import Role

VERIFIED = "已由另一位同事核实，并回访投诉人。"


def complain(timeline: Timeline, world: World, complaint: Complaint) -> None:
    """File it on its day; then every step it has taken since, on its own day."""
    timeline.at(complaint.day, "08:20", partial(_file, world, complaint))
    for day, clock_time, step in (
        (complaint.accepted, "14:10", "accept"),
        (complaint.accepted if complaint.progress else None, "16:50", "note"),
        (complaint.handled, "15:30", "handle"),
        (complaint.closed, "11:00", "close"),
    ):
        if day is not None:
            timeline.at(day, clock_time, partial(_take, world, complaint, step))


def _file(world: World, complaint: Complaint, session: Session, now: datetime) -> None:
    world.complaints[complaint.key] = actions.file_complaint(
        session, category=complaint.category, text=complaint.text, token=f"demo-{complaint.key}", now=now,
        space=world.spaces.get(complaint.space), place=complaint.place,
        accused=world.unit(complaint.accused) if complaint.accused else None, name=complaint.name, contact=complaint.phone,
        channel=complaint.via, actor=None if complaint.via == "web" else world.office(),
    )


def _take(world: World, complaint: Complaint, step: str, session: Session, now: datetime) -> None:
    filed = world.complaints[complaint.key]
    said = {"note": complaint.progress, "handle": complaint.answer, "close": VERIFIED}.get(step, "")
    role = Role.REVIEWER if step == "close" else Role.HANDLER
    actor = world.office() if filed.unit.is_office else world.staff(filed.unit.name, role)
    actions.take_step(session, filed, step, public_text=said, actor=actor, now=now)
