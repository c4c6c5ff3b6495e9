"""From the compiled report to the joint meeting and what it decided."""

from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.clock import end_of_day
from portal.demo.people import SECRECY_REVIEWER, UNIT_LEADER
from portal.demo.timeline import Timeline
from portal.demo.values import Meeting, Proposal
from portal.demo.voices import answered_on
from portal.demo.world import World, code
from portal.meetings import actions
from portal.meetings.queries.year import plan_of
from portal.meetings.rules.year import month_served, quarter_of
from portal.permissions import Role
from portal.reports.actions import compile_and_store
from portal.workdays.rules import ONE_DAY

DISTRICT_LEADER = "（虚构）分管区领导"
PLANNED_AHEAD = 30
FILED_AHEAD = 40
OFF_PLAN = "街道反映居民需求迫切，会后补报季度计划。"
LATE = "会前三天收到补正材料，经办公室主任同意列入。"


def report(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """Compile what was heard: the day before it is sent, or as a draft when everything is grouped."""
    day = proposal.submission.day - 1 if proposal.submission else answered_on(proposal) + 1
    timeline.at(day, "17:20", partial(_compile, world, proposal))


def submit(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """The leader's approval, the submission, and what the office did with it."""
    timeline.at(proposal.approval.day, "10:00", partial(_approve, world, proposal, timeline))
    sent = proposal.submission
    if sent.planned:
        timeline.at(sent.day - FILED_AHEAD, "16:00", partial(_file_plan, world, proposal, timeline.day(sent.day)))
    timeline.at(sent.day, "09:00", partial(_submit, world, proposal))
    if sent.returned is not None:
        timeline.at(sent.returned, "15:00", partial(_return, world, proposal))
    if sent.received is not None:
        timeline.at(sent.received, "15:00", partial(_receive, world, proposal))


def meet(timeline: Timeline, world: World, meeting: Meeting) -> None:
    """Plan a meeting a month ahead, put its items on it the day after they came, and record what it decided."""
    timeline.at(min(meeting.day - PLANNED_AHEAD, -1), "08:30", partial(_plan, world, meeting, timeline))
    if meeting.present:
        timeline.at(meeting.day + 3, "16:00", partial(_write_minutes, world, meeting))
    for proposal in world.proposals_named(meeting.items):
        timeline.at(proposal.submission.received + 1, "09:30", partial(_schedule, world, meeting, proposal))
        if proposal.decision:
            timeline.at(meeting.day, "17:00", partial(_decide, world, meeting, proposal, timeline))
            timeline.at(meeting.day + 4, "09:00", partial(_follow, world, meeting, proposal))
        if proposal.decision and proposal.decision.foretold:
            timeline.at(meeting.day + 6, "10:00", partial(_foretell, world, proposal))
        if proposal.decision and proposal.decision.published is not None:
            timeline.at(proposal.decision.published, "10:00", partial(_publish, world, proposal))


def look_after(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """A decided reuse begins, and is inspected."""
    begun = proposal.follow_up
    timeline.at(begun.begins, "10:00", partial(_begin, world, proposal))
    timeline.at(begun.inspected, "15:00", partial(_inspect, world, proposal, timeline))


def _begin(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.begin_use(session, world.proposals[proposal.key], proposal.follow_up.use, actor=world.staff(proposal.initiating_unit),
                      now=now)


def _inspect(world: World, proposal: Proposal, timeline: Timeline, session: Session, now: datetime) -> None:
    seen = proposal.follow_up
    actions.inspect(session, world.proposals[proposal.key], inspected_on=timeline.day(seen.inspected), as_decided=True,
                    text=seen.seen, actor=world.staff(proposal.initiating_unit), now=now)


def _compile(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    compile_and_store(session, world.storage, world.consultation(proposal), actor=world.staff(proposal.initiating_unit), now=now)


def _approve(world: World, proposal: Proposal, timeline: Timeline, session: Session, now: datetime) -> None:
    actions.record_approval(
        session, world.proposals[proposal.key], leader_name=DISTRICT_LEADER, words=proposal.approval.words, agrees=True,
        approved_on=timeline.day(proposal.approval.day), actor=world.staff(proposal.initiating_unit, Role.REVIEWER), now=now,
    )


def _file_plan(world: World, proposal: Proposal, sent_on: date, session: Session, now: datetime) -> None:
    """Add the proposal to its unit's plan of the quarter in which it will be heard."""
    year, month = month_served(end_of_day(sent_on) - ONE_DAY, inclusive=True)
    unit, (_, quarter) = world.unit(proposal.initiating_unit), quarter_of(date(year, month, 1))
    filed = plan_of(session, unit.id, year, quarter)
    lines = [actions.Planned(each.month, each.title, each.space, each.area) for each in filed.items] if filed else []
    made = world.proposals[proposal.key]
    lines.append(actions.Planned(month, made.latest.title, made.space, made.area))
    actions.file_plan(session, unit, year, quarter, lines, seen_revision=filed.revision if filed else 0,
                      actor=world.staff(proposal.initiating_unit), now=now)


def _submit(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    reviewer = world.staff(proposal.initiating_unit, Role.REVIEWER)
    world.items[proposal.key] = actions.submit(
        session, world.proposals[proposal.key], off_plan_reason=OFF_PLAN, actor=reviewer, now=now)


def _return(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.return_item(session, world.items[proposal.key], proposal.submission.return_reason, actor=world.office(), now=now)


def _receive(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.receive(session, world.items[proposal.key], actor=world.office(), now=now)


def _plan(world: World, meeting: Meeting, timeline: Timeline, session: Session, now: datetime) -> None:
    world.meetings[meeting.key] = actions.plan_meeting(
        session, held_on=timeline.day(meeting.day), title=meeting.title, place=meeting.place, actor=world.office(), now=now)


def _schedule(world: World, meeting: Meeting, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.schedule(session, world.items[proposal.key], world.meetings[meeting.key], late_reason=LATE, actor=world.office(),
                     now=now)


def _decide(world: World, meeting: Meeting, proposal: Proposal, timeline: Timeline, session: Session, now: datetime) -> None:
    decided = proposal.decision
    mine = [each for each in meeting.resolutions if each.proposal == proposal.key]
    world.decisions[proposal.key] = actions.decide(
        session, world.items[proposal.key], outcome=code("outcome", decided.result), wording=decided.words,
        conditions=decided.conditions, decided_on=timeline.day(meeting.day), actor=world.office(), now=now,
        tasks=[(world.unit(each.unit), each.what, timeline.day(each.due)) for each in mine],
    )


def _follow(world: World, meeting: Meeting, proposal: Proposal, session: Session, now: datetime) -> None:
    """The responsible units take on what they were given; the first one tells how far it is."""
    for number, resolution in enumerate(world.decisions[proposal.key].resolutions):
        by = world.staff_or_none(resolution.unit.name)
        if by is None:
            continue
        actions.report_progress(session, resolution, "accepted", "", actor=by, now=now)
        if number == 0:
            actions.report_progress(session, resolution, "in_progress", "已排出工期，施工图正在审查。", actor=by, now=now)


def _write_minutes(world: World, meeting: Meeting, session: Session, now: datetime) -> None:
    held = world.meetings[meeting.key]
    texts = {"chair": "（虚构）常务副区长、提请单位分管区领导", "present": "\n".join(meeting.present)}
    actions.write_minutes(session, held, texts, seen_revision=0, actor=world.office(), now=now)
    actions.sign_minutes(session, held, actor=world.office(), now=now)


def _foretell(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.foretell(session, world.decisions[proposal.key], proposal.decision.foretold,
                     actor=world.staff(proposal.initiating_unit, Role.REVIEWER), now=now)


def _publish(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    actions.publish_decision(
        session, world.decisions[proposal.key], notice=proposal.decision.notice, reviewer=SECRECY_REVIEWER, leader=UNIT_LEADER,
        actor=world.staff(proposal.initiating_unit, Role.REVIEWER), now=now,
    )
