"""Rounds and letters: the units before publication, the public, then experts, planners, holders and subdistricts."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.consultations import actions
from portal.consultations.models import Request
from portal.demo.people import SECRECY_REVIEWER, UNIT_LEADER
from portal.demo.timeline import Timeline
from portal.demo.values import Proposal, Reply
from portal.demo.world import World, code
from portal.opinions.actions import answer_request, enter_paper, settle_reply
from portal.permissions import Role
from portal.proposals.actions import record_secrecy_review

FORMS = {"expert": "expert_review", "rights_holder": "visit"}
INTERNAL_DAYS = 8
DECLARING = ("expert", "planner")


def ask(timeline: Timeline, world: World, proposal: Proposal) -> None:
    """The units' round on the day they are asked; the public's on the day of publication, and the letters after it."""
    if proposal.asked is not None:
        timeline.at(proposal.asked, "09:20", partial(_ask_units, world, proposal))
    if proposal.published is not None:
        timeline.at(proposal.published, "08:40", partial(_publish, world, proposal))
        timeline.at(proposal.published, "11:30", partial(_ask_others, world, proposal))
    if proposal.revision:
        timeline.at(proposal.revision.day, "15:10", partial(_publish, world, proposal))
    for number, reply in enumerate(proposal.replies):
        if reply.answer:
            timeline.at(reply.day, f"14:{number:02d}", partial(_answer, world, proposal, reply))
        if reply.settled or reply.disputed:
            timeline.at(reply.settled_day, f"16:{number:02d}", partial(_settle, world, proposal, reply))


def _ask_units(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    opened = actions.open_internal_round(session, world.proposals[proposal.key].latest, period_value=INTERNAL_DAYS,
                                         actor=world.staff(proposal.initiating_unit), now=now)
    _send(world, proposal, opened, [reply for reply in proposal.replies if reply.party == "department"], session, now)


def _publish(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    reviewer, version = world.staff(proposal.initiating_unit, Role.REVIEWER), world.proposals[proposal.key].latest
    record_secrecy_review(session, version, reviewer_name=SECRECY_REVIEWER, leader_name=UNIT_LEADER, may_publish=True,
                          reviewed_on=beijing_date(now), actor=reviewer, now=now)
    actions.publish(session, version, period_value=proposal.period, period_unit=proposal.period_unit, actor=reviewer, now=now)


def _ask_others(world: World, proposal: Proposal, session: Session, now: datetime) -> None:
    others = [reply for reply in proposal.replies if reply.party != "department"]
    opened = actions.open_formal_round(session, world.proposals[proposal.key].latest, period_value=proposal.period,
                                       period_unit=proposal.period_unit, actor=world.staff(proposal.initiating_unit), now=now)
    _send(world, proposal, opened, others, session, now)


def _send(world: World, proposal: Proposal, opened, replies: list[Reply], session: Session, now: datetime) -> None:
    for reply in replies:
        world.letters[proposal.key, reply] = actions.send_request(
            session, opened, party=reply.party, unit=world.unit(reply.unit) if reply.unit else None,
            user=world.people.get(reply.person), invitee=reply.name, form=FORMS.get(reply.party, "written"),
            actor=world.staff(proposal.initiating_unit), now=now,
        )


def _answer(world: World, proposal: Proposal, reply: Reply, session: Session, now: datetime) -> None:
    """The invited party answers in the portal where it has an account; else its stamped letter is entered."""
    letter, author = world.letters[proposal.key, reply], _author(world, reply)
    declares = True if reply.party in DECLARING else None
    words = {"stance": code("stance", reply.answer), "text": reply.text, "token": f"demo-{proposal.key}-letter-{letter.id}"}
    if author is not None:
        actions.open_request(session, letter, actor=author, now=now)
        made = answer_request(session, letter, **words, has_no_interest=declares, actor=author, now=now)
    else:
        made = _enter(world, proposal, letter, words, session, now)
    world.answers[proposal.key, reply] = made


def _enter(world: World, proposal: Proposal, letter: Request, words: dict, session: Session, now: datetime):
    source = f"{letter.unit.name}盖章复函" if letter.unit else f"{letter.invitee}签字的书面意见"
    return enter_paper(session, letter.round.consultation, channel="post", received_on=beijing_date(now), source=source,
                       party=letter.party, request=letter, actor=world.staff(proposal.initiating_unit), now=now, **words)


def _author(world: World, reply: Reply):
    if reply.person:
        return world.people[reply.person]
    return world.staff_or_none(reply.unit) if reply.unit else None


def _settle(world: World, proposal: Proposal, reply: Reply, session: Session, now: datetime) -> None:
    settle_reply(session, world.answers[proposal.key, reply], is_settled=bool(reply.settled), how=reply.settled or reply.disputed,
                 our_view=reply.ours, basis=reply.basis,
                 settled_on=beijing_date(now), actor=world.staff(proposal.initiating_unit), now=now)
