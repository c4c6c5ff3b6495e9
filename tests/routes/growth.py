"""The same district with much more in it: more of everything a page could list."""

from datetime import timedelta
from itertools import count

from portal import outbox
from portal.complaints.actions import file_complaint
from portal.consultations.actions import open_formal_round, send_request
from portal.consultations.queries import consultation_of
from portal.jobs.actions import enqueue
from portal.meetings.actions import plan_meeting
from portal.opinions.actions import create_theme, decide_theme, give_opinion, place_points
from portal.permissions import Role
from portal.proposals.queries import proposal_by_number
from tests.builders import a_draft, a_published_proposal, a_unit, a_user, an_area
from tests.opinions.matter import a_pledge
from tests.routes.world import OTHER, OWN, World

UNITS = (OTHER, "区司法局", "区统计局", "区园林绿化局", "区国资委")
_tokens = count(1)


def grow(session, write, world: World, times: int) -> None:
    """Add `times` of everything a page may show: people, areas, drafts, proposals with what was said, complaints, meetings."""
    with write() as now:
        for number in range(times):
            a_user(session, now, Role.HANDLER, a_unit(session, now, OWN), login=f"more{number}")
            an_area(session, now, name=f"第{number}片区")
            a_draft(session, now)
            proposal = a_published_proposal(session, now, title=f"第{number}个方案")
            speak(session, now, consultation_of(session, proposal), times)
            ask(session, now, proposal, times)
            complain(session, now, proposal)
        main = proposal_by_number(session, world.arguments["number"])
        for number in range(times):
            complain(session, now, main)
            enqueue(session, "test.count", owner=world.people["handler"], now=now, to=1)
            outbox.post(session, "letter.soon", now=now, user_id=world.people["resident"].id, number="FA", title="方",
                        due="2026")
            plan_meeting(session, held_on=(now + timedelta(days=30 + number)).date(), title="下月联席会议", place="区政府",
                         actor=world.people["office"], now=now)


def speak(session, now, consultation, times) -> None:
    """Several opinions on one proposal, each under a theme of its own."""
    handler = a_user(session, now, Role.HANDLER, a_unit(session, now, OWN))
    for number in range(times):
        opinion = give_opinion(session, consultation, stance="suggest", text=f"第{number}条：多放几盏灯", relation="neighbour",
                               token=f"grown{next(_tokens)}", now=now, name="王秀英", phone="13800000000")
        theme = create_theme(session, consultation, f"照明{number}", actor=handler, now=now)
        place_points(session, theme, opinion.points, actor=handler, now=now)
        decide_theme(session, theme, verdict="adopted", reason="多放几盏照明路灯", changed_place="方案第二条",
                     pledge=a_pledge(consultation.proposal.initiating_unit, now), seen_revision=theme.revision,
                     actor=handler, now=now)


def ask(session, now, proposal, times) -> None:
    """Letters to several units."""
    handler = a_user(session, now, Role.HANDLER, proposal.initiating_unit)
    opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
    for unit in UNITS[:times]:
        send_request(session, opened, party="department", unit=a_unit(session, now, unit), actor=handler, now=now)


def complain(session, now, proposal) -> None:
    """One more complaint about a proposal's space, and one about nowhere in particular."""
    for about in ({"category": "nuisance", "space": proposal.space}, {"category": "other", "place": "胡同口"}):
        file_complaint(session, text="夜里卸货太吵", token=f"grown{next(_tokens)}", now=now, **about)
