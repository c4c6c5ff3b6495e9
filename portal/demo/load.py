"""Load the demo district: every story of it is played through the portal's own actions, each on its own day."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.demo.council import look_after, meet, report, submit
from portal.demo.data import demo_district
from portal.demo.drafting import draft
from portal.demo.grievances import complain
from portal.demo.hearing import ask
from portal.demo.noticing import look_at_notices
from portal.demo.people import settle_people
from portal.demo.places import define_areas, draw_boundaries, enter
from portal.demo.polls import ask_around
from portal.demo.timeline import Timeline
from portal.demo.values import Proposal
from portal.demo.voices import hear
from portal.demo.world import World
from portal.files.storage import FolderStorage
from portal.opinions.actions.breakdowns import count_all
from portal.proposals import models
from portal.shielding import LEAST
from portal.transaction import write_transaction

BEGINNING = -230
A_MOMENT = timedelta(minutes=1)


def load_demo(session: Session, clock, storage: FolderStorage, *, password_cost: int) -> bool:
    """Build the demo district as of the Beijing day of `clock`; False, and nothing done, where proposals are there already."""
    if session.scalar(select(models.Proposal.id).limit(1)) is not None:
        return False
    world = World(session, storage, demo_district())
    timeline = Timeline(beijing_date(clock.now()))
    timeline.at(BEGINNING, "09:00", partial(settle_people, world, password_cost))
    timeline.at(BEGINNING, "10:00", partial(define_areas, world))
    timeline.at(BEGINNING, "10:10", partial(draw_boundaries, world))
    _tell(timeline, world)
    timeline.play(session, clock)
    with write_transaction(session, clock) as now:
        count_all(session, least=LEAST, now=now)
        look_at_notices(session, now - A_MOMENT)
    return True


def _tell(timeline: Timeline, world: World) -> None:
    for space in world.district.spaces:
        enter(timeline, world, space, BEGINNING)
    for proposal in world.district.proposals:
        _tell_proposal(timeline, world, proposal)
    for meeting in world.district.meetings:
        meet(timeline, world, meeting)
    for complaint in world.district.complaints:
        complain(timeline, world, complaint)
    for survey in world.district.surveys:
        ask_around(timeline, world, survey)


def _tell_proposal(timeline: Timeline, world: World, proposal: Proposal) -> None:
    draft(timeline, world, proposal)
    ask(timeline, world, proposal)
    hear(timeline, world, proposal)
    if proposal.submission or proposal.state == "compiling":
        report(timeline, world, proposal)
    if proposal.submission:
        submit(timeline, world, proposal)
    if proposal.follow_up:
        look_after(timeline, world, proposal)
