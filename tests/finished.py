"""A consultation told to its end, through the real actions."""

from datetime import timedelta

from portal.consultations.queries import consultation_of
from portal.meetings.actions import publish_decision
from portal.opinions.actions import create_theme, decide_theme, give_opinion, place_points, settle_consultation
from portal.reports.actions import compile_and_store
from tests.builders import a_handler, a_reviewer
from tests.meetings import story
from tests.opinions.matter import a_pledge

PHONE = "13911112222"


def finished(session, write, clock, storage, themes: dict[str, int], **draft):
    """A proposal heard, answered theme by theme (`themes`: title → how many said it), decided and published."""
    with write() as now:
        proposal = story.heard(session, now, **draft)
        for title, voices in {"错开卸货时间": 0, **themes}.items():
            _speak(session, now, proposal, title, voices)
    clock.advance(timedelta(days=20))
    with write() as now:
        handler = a_handler(session, now, proposal.initiating_unit.name)
        settle_consultation(session, consultation_of(session, proposal), actor=handler, now=now)
        compile_and_store(session, storage, consultation_of(session, proposal), actor=handler, now=now)
        story.approved(session, now, proposal)
        item = story.on_a_meeting(session, now, proposal)
        publish_decision(session, story.decided(session, now, item), notice="菜店八月开门，卸货改在七点以后。", reviewer="孙",
                         leader="周", actor=a_reviewer(session, now, proposal.initiating_unit.name), now=now)
    return proposal


def _speak(session, now, proposal, title: str, voices: int) -> None:
    """`voices` opinions under one theme; the first theme takes what was said before."""
    consultation, handler = consultation_of(session, proposal), a_handler(session, now, proposal.initiating_unit.name)
    theme = create_theme(session, consultation, title, actor=handler, now=now)
    for number in range(voices):
        give_opinion(session, consultation, stance="suggest", text=f"{title}（{number}）", relation="neighbour",
                     token=f"{proposal.id}-{title}-{number}", now=now, name="王秀英", phone="13800000000")
    loose = [point for each in story.opinions(session, consultation) for point in each.points
             if not point.no_demand and point.theme_id is None]
    place_points(session, theme, loose, actor=handler, now=now)
    decide_theme(session, theme, verdict="adopted", reason=f"卸货、{title}照办，可以打{PHONE}问", changed_place="方案第二条",
                 seen_revision=theme.revision, pledge=a_pledge(proposal.initiating_unit, now), actor=handler, now=now)
