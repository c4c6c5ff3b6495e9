"""Surveys: written and published, filled in on the web and on paper, and what came of them."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.demo.people import SECRECY_REVIEWER, UNIT_LEADER
from portal.demo.survey_values import Question, Survey
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.permissions import Role
from portal.surveys import actions
from portal.surveys.actions import Header, Wording
from portal.surveys.rules import codes_of
from portal.surveys.values import Said

DAYS = 9  # over which the sheets come in
STEP = 11
PLACES = 3


def ask_around(timeline: Timeline, world: World, survey: Survey) -> None:
    """The survey on its day, its sheets over the days after it, and what the unit concludes."""
    timeline.at(survey.day, "09:50", partial(_begin, timeline, world, survey))
    for late in range(DAYS if survey.sheets else 0):
        timeline.at(survey.day + late, "18:20", partial(_fill_in, world, survey, range(late, survey.sheets, DAYS)))
    if survey.basics_day is not None:
        timeline.at(survey.basics_day, "10:00", partial(_carry_out, world, survey))
    if survey.determined_day is not None:
        timeline.at(survey.determined_day, "15:00", partial(_conclude, world, survey))


def _begin(timeline: Timeline, world: World, survey: Survey, session: Session, now: datetime) -> None:
    last_day = None if survey.last_day is None else timeline.day(survey.last_day)
    header = Header(survey.title, survey.intro, survey.responsible, survey.methods, survey.feedback, last_day)
    by = {"actor": world.staff(survey.unit), "now": now}
    made = actions.create_survey(session, header, unit=world.unit(survey.unit), **_about(world, survey), **by)
    for question in survey.questions:
        actions.add_question(session, made, _wording(question), **by)
    if not survey.draft:
        actions.publish(session, made, reviewer_name=SECRECY_REVIEWER, leader_name=UNIT_LEADER, reviewed_on=beijing_date(now),
                        actor=world.staff(survey.unit, Role.REVIEWER), now=now)
    world.surveys[survey.key] = made


def _about(world: World, survey: Survey) -> dict:
    if survey.street:
        return {"street": world.street(survey.street)}
    return {"consultation": world.consultation(world.proposals_named([survey.proposal])[0])}


def _wording(question: Question) -> Wording:
    return Wording(question.kind, question.text, is_required=question.required, options="\n".join(question.options),
                   most=question.most, scopes=tuple(question.scopes), offered=tuple(question.offered))


def _fill_in(world: World, survey: Survey, numbers: range, session: Session, now: datetime) -> None:
    made = world.surveys[survey.key]
    for number in numbers:
        answers = {
            row.id: _said(question, row, number, survey.sheets)
            for question, row in zip(survey.questions, made.current.questions, strict=True)
        }
        sent = {"token": f"demo-{survey.key}-{number}", "now": now}
        if number < survey.paper:
            actions.enter_sheet(session, made, made.current, answers, channel="counter", received_on=beijing_date(now),
                                source="社区居委会收回", actor=world.staff(survey.unit), **sent)
        else:
            actions.give_answers(session, made, made.current, answers, **sent)


def _said(question: Question, row, number: int, sheets: int) -> Said:
    """What the sheet with this number says: the same every time, spread as the weights say."""
    text = question.texts[number // STEP] if number % STEP == 0 and number // STEP < len(question.texts) else ""
    codes = list(codes_of(row))
    if not codes or not question.weights:
        return Said(text=text)
    if question.kind in ("multiple", "menu"):
        wanted = [code for place, code in enumerate(codes) if _wants(question, place, number)]
        return Said(tuple((code, 0) for code in wanted[: question.most]), text)
    first = _drawn(question.weights, (number * STEP % sheets) * 100 / sheets)
    if question.kind != "ranking":
        return Said(((codes[first], 0),), text)
    order = [codes[first], *(code for code in codes if code != codes[first])]
    return Said(tuple((code, place) for place, code in enumerate(order[:PLACES], start=1)), text)


def _wants(question: Question, place: int, number: int) -> bool:
    return (number * 37 + place * 53) % 100 < question.weights[place]


def _drawn(weights, at: float) -> int:
    """The option in whose stretch of the hundred `at` lies."""
    for place, weight in enumerate(weights):
        at -= weight
        if at < 0:
            return place
    return len(weights) - 1


def _carry_out(world: World, survey: Survey, session: Session, now: datetime) -> None:
    actions.record_basics(session, world.surveys[survey.key], done_on=beijing_date(now), evidence=survey.basics_evidence,
                          actor=world.staff(survey.unit), now=now)


def _conclude(world: World, survey: Survey, session: Session, now: datetime) -> None:
    made, staff = world.surveys[survey.key], world.staff(survey.unit)
    for item in survey.determined:
        actions.determine(session, made, item, by_whom=survey.determined_by, decided_on=beijing_date(now), actor=staff, now=now)
    if survey.outcome:
        actions.tell_outcome(session, made, survey.outcome, actor=world.staff(survey.unit, Role.REVIEWER), now=now)
