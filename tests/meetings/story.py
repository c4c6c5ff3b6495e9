"""A proposal on its way to the meeting, told through the real actions; each function takes it one stretch further."""

from datetime import date, timedelta

from sqlalchemy import select

from portal.consultations.actions import open_formal_round, send_request
from portal.consultations.queries import consultation_of
from portal.files.models import StoredFile
from portal.meetings.actions import decide, plan_meeting, receive, record_approval, schedule, submit
from portal.opinions.actions.intake import answer_request, give_opinion
from portal.opinions.actions.settling import settle_consultation, settle_reply
from portal.opinions.actions.themes import create_theme, decide_theme, place_points
from portal.opinions.models import Opinion
from portal.permissions import Role
from portal.proposals.actions import edit_papers
from portal.reports.models import ReportSnapshot
from tests.builders import a_handler, a_published_proposal, a_reviewer, a_unit, a_user
from tests.opinions.matter import a_pledge

TRADE = ("区商务局", "区市场监管局", "市规划自然资源委西城分局")
PAPERS = {
    "contact_name": "李经办", "contact_phone": "010-00000000", "property_owner_opinion": "同意用作社区菜店",
    "matters_to_decide": "审定红莲南里3号地下室改为社区菜店", "ledger_comparison": "", "necessity": "",
}


def heard(session, now, *, stances=None, **draft):
    """A published proposal whose units all answered; `stances` maps unit names to other answers than 同意."""
    proposal = a_published_proposal(session, now, **draft)
    handler = a_handler(session, now, proposal.initiating_unit.name)
    edit_papers(session, proposal.latest, PAPERS, seen_revision=proposal.latest.revision, actor=handler, now=now)
    consultation = consultation_of(session, proposal)
    opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
    streets = [("subdistrict", street.name) for street in proposal.streets]
    for party, name in [*(("department", name) for name in TRADE), *streets]:
        letter = send_request(session, opened, party=party, unit=a_unit(session, now, name), actor=handler, now=now)
        stance = (stances or {}).get(name, "agree")
        if stance is not None:
            answer_request(session, letter, stance=stance, text="无其他意见" if stance == "agree" else "卸货时间要错开早高峰",
                           token=f"reply-{letter.id}", actor=a_handler(session, now, name), now=now)
    give_opinion(session, consultation, stance="conditional", text="早上六点前别卸货", relation="neighbour",
                 token=f"t{proposal.id}", now=now, name="王秀英", phone="13800000000")
    return proposal


def answered(session, clock, proposal):
    """Its public round closed and every point answered; the consultation settled."""
    clock.advance(timedelta(days=20))
    now = clock.now()
    handler = a_handler(session, now, proposal.initiating_unit.name)
    consultation = consultation_of(session, proposal)
    theme = create_theme(session, consultation, "错开卸货时间", actor=handler, now=now)
    points = [point for opinion in opinions(session, consultation) for point in opinion.points if not point.no_demand]
    place_points(session, theme, points, actor=handler, now=now)
    decide_theme(session, theme, verdict="adopted", reason="卸货改在七点之后", changed_place="方案第三条",
                 seen_revision=theme.revision, pledge=a_pledge(proposal.initiating_unit, now), actor=handler, now=now)
    settle_consultation(session, consultation, actor=handler, now=now)
    return proposal


def agreed(session, now, proposal):
    """Whatever the units still held against it is settled."""
    for opinion in opinions(session, consultation_of(session, proposal)):
        if opinion.stance in ("amend", "disagree"):
            settle_reply(session, opinion, is_settled=True, how="已按意见修改", settled_on=opinion.received_on,
                         actor=a_handler(session, now, proposal.initiating_unit.name), now=now)


def approved(session, now, proposal, **changes):
    """The leader's approval on record."""
    values = {"leader_name": "周副区长", "approved_on": date(2026, 6, 30), "agrees": True, "words": "同意提请会议"} | changes
    return record_approval(session, proposal, actor=a_reviewer(session, now, proposal.initiating_unit.name), now=now, **values)


def on_a_meeting(session, now, proposal):
    """Submitted, received and put on a meeting: the agenda item."""
    office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    reviewer = a_reviewer(session, now, proposal.initiating_unit.name)
    item = submit(session, proposal, off_plan_reason="居民等着用", actor=reviewer, now=now)
    receive(session, item, actor=office, now=now)
    meeting = plan_meeting(session, held_on=date(2026, 6, 30), title="6月联席会议", place="区政府", actor=office, now=now)
    schedule(session, item, meeting, late_reason="区领导要求本月审议", actor=office, now=now)
    return item


def decided(session, now, item, outcome="passed", **changes):
    """The meeting's decision on an item."""
    values = {"wording": "同意该方案", "conditions": "", "decided_on": date(2026, 6, 30),
              "tasks": [(a_unit(session, now, "区房管局"), "八月底前完成改造", date(2026, 8, 31))]} | changes
    office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    return decide(session, item, outcome=outcome, actor=office, now=now, **values)


def opinions(session, consultation):
    """Every opinion of a consultation."""
    return session.scalars(select(Opinion).where(Opinion.consultation_id == consultation.id).order_by(Opinion.number)).all()


def compiled(session, now, proposal):
    """The frozen report of the version that stands."""
    file = StoredFile(sha256=f"{proposal.id:064d}", size=1, media_type="application/jsonl", created_at=now)
    version = proposal.standing[-1]
    snapshot = ReportSnapshot(consultation=consultation_of(session, proposal), version=version, cut_off_at=now, schema_version=1,
                              fingerprint="0" * 64, file=file, numbers={}, compiled_at=now,
                              compiled_by=a_handler(session, now, proposal.initiating_unit.name).id)
    session.add(snapshot)
    session.flush()
    return snapshot
