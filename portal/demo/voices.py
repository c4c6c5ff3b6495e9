"""What the public says, and what staff do with it: entering paper, marking, grouping, answering."""

from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.clock import beijing_date
from portal.demo.timeline import Timeline
from portal.demo.values import Opinion, Proposal, Theme
from portal.demo.world import World, code
from portal.opinions import actions
from portal.opinions.actions.reading import note_read
from portal.opinions.models import Point
from portal.opinions.queries.changes import changed_places
from portal.permissions import Role

SOURCES = {"counter": "来访登记", "phone": "来电记录", "post": "来信登记", "meeting": "居民座谈会记录"}
QUARTER, ONE_THEME = timedelta(days=90), timedelta(minutes=12)
SAME_AUTHOR = "与同一居民先前提出的意见重复，已向本人核实。"


def hear(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """Let everybody speak on their day; staff mark what repeats or does not belong, then group and answer."""
    for index, opinion in enumerate(proposal.opinions):
        say = partial(_enter if opinion.via != "web" else _give, world, proposal, index, opinion)
        timeline.at(opinion.day, _clock_time(index, opinion), say)
        if opinion.mark == "withdrawn":
            timeline.at(opinion.day, "21:40", partial(_withdraw, world, proposal, index))
        if opinion.mark in ("repeated", "invalid"):
            timeline.at(min(opinion.day + 1, -1), "22:00", partial(_mark, world, proposal, index, opinion))
    if proposal.themes:
        timeline.at(answered_on(proposal), "22:10", partial(_group, world, proposal))


def answered_on(proposal: Proposal) -> int:
    """The day its opinions are grouped and answered: before the leader approves, else soon after the closing."""
    if proposal.approval:
        return proposal.approval.day - 4
    return min(proposal.published + proposal.period + 2, -1)


def _clock_time(index: int, opinion: Opinion) -> str:
    """Some time of the day, the later the further down the list; paper comes in office hours."""
    first, span = (7, 14 * 60) if opinion.via == "web" else (9, 8 * 60)
    at = datetime.combine(datetime.min, time(first)) + timedelta(minutes=index * 23 % span)
    return at.strftime("%H:%M")


def _give(world: World, proposal: Proposal, index: int, opinion: Opinion, session: Session, now: datetime) -> None:
    world.opinions[proposal.key, index] = actions.give_opinion(
        session, world.consultation(proposal), stance=opinion.stance, text=opinion.text, relation=code("relation", opinion.who),
        token=_token(proposal, index), street=_street(world, proposal, opinion), name=opinion.name or None,
        phone=opinion.phone or None, author=world.people.get(opinion.account), now=now,
    )


def _enter(world: World, proposal: Proposal, index: int, opinion: Opinion, session: Session, now: datetime) -> None:
    street = _street(world, proposal, opinion)
    world.opinions[proposal.key, index] = actions.enter_paper(
        session, world.consultation(proposal), channel=opinion.via, stance=opinion.stance, text=opinion.text,
        received_on=beijing_date(now), source=SOURCES[opinion.via], token=_token(proposal, index),
        relation=code("relation", opinion.who), street=street, name=opinion.name or None, phone=opinion.phone or None,
        actor=_recorder(world, proposal, street.name), now=now,
    )


def _recorder(world: World, proposal: Proposal, street_unit: str) -> User:
    """The street's own worker where it has one, else the handler of the unit that asks."""
    return world.staff_or_none(street_unit, Role.STREET_WORKER) or world.staff(proposal.initiating_unit)


def _street(world: World, proposal: Proposal, opinion: Opinion):
    return world.street(opinion.street) if opinion.street else world.proposals[proposal.key].streets[0]


def _withdraw(world: World, proposal: Proposal, index: int, session: Session, now: datetime) -> None:
    actions.withdraw(session, world.opinions[proposal.key, index], now=now)


def _mark(world: World, proposal: Proposal, index: int, opinion: Opinion, session: Session, now: datetime) -> None:
    kept = next((n for n, each in enumerate(proposal.opinions) if opinion.of and each.id == opinion.of), None)
    actions.mark(
        session, world.opinions[proposal.key, index], opinion.mark, opinion.reason or SAME_AUTHOR,
        kept=world.opinions.get((proposal.key, kept)), actor=world.staff(proposal.initiating_unit), now=now,
    )


def _group(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    """Read, group and answer theme by theme, each with the time it takes."""
    actor, consultation = world.staff(proposal.initiating_unit), world.consultation(proposal)
    for theme in proposal.themes:
        now += ONE_THEME
        points = _points(world, proposal, theme)
        note_read(session, consultation, [point.opinion_id for point in points], actor=actor, now=now)
        made = actions.create_theme(session, consultation, theme.title, actor=actor, now=now)
        actions.place_points(session, made, points, actor=actor, now=now)
        if theme.verdict:
            _answer(session, made, theme, actor, now)
    if all(theme.verdict for theme in proposal.themes):
        _settle(world, proposal, actor, session, now)


def _settle(world: World, proposal: Proposal, actor: User, session: Session, now: datetime) -> None:
    """Note the replies that ask for nothing; then everybody has an answer."""
    content = [reply for reply in proposal.replies if reply.answer and not reply.theme]
    if content:
        points = [world.answers[proposal.key, reply].points[0] for reply in content]
        actions.set_no_demand(session, points, actor=actor, now=now)
    actions.settle_consultation(session, world.consultation(proposal), actor=actor, now=now)


def _points(world: World, proposal: Proposal, theme: Theme) -> list[Point]:
    said = [world.opinions[proposal.key, index] for index, opinion in enumerate(proposal.opinions)
            if opinion.theme == theme.key and not opinion.mark]
    replied = [world.answers[proposal.key, reply] for reply in proposal.replies if reply.theme == theme.key]
    return [point for opinion in [*said, *replied] for point in opinion.points]


def _answer(session: Session, made, theme: Theme, actor: User, now: datetime) -> None:
    """With the places that changed in the next version, else with a promise."""
    places = [each for each in changed_places(session, made.consultation) if each.field in theme.places]
    actions.decide_theme(session, made, verdict=code("verdict", theme.verdict), reason=theme.reason, changed_place=theme.changed,
                         places=places, pledge=_pledge(made, now) if theme.changed and not places else None,
                         seen_revision=made.revision, actor=actor, now=now)


def _pledge(made, now: datetime) -> actions.Pledge:
    """The asking unit sees to what it adopts, within a quarter."""
    return actions.Pledge(made.consultation.proposal.initiating_unit, beijing_date(now) + QUARTER)


def _token(proposal: Proposal, index: int) -> str:
    return f"demo-{proposal.key}-{index:03d}"
