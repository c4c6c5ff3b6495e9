"""Taking answers in, from the web and from paper, once each; and striking out a sheet that should not count."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.clock import beijing_date
from portal.errors import N_, InvalidInput, Refusal
from portal.opinions.actions.holding import check_takes_papers
from portal.opinions.rules import PAPER_CHANNELS, AlreadySent
from portal.surveys import rules
from portal.surveys.models import Choice, Sheet, Survey, SurveyVersion, Writing
from portal.surveys.values import Said


def give_answers(
    session: Session, survey: Survey, version: SurveyVersion, answers: Mapping[int, Said], *, token: str, now: datetime
) -> Sheet:
    """Take a sheet filled in on the web: `answers` by question id, to the published `version` the form was drawn from.

    The same `token` with the same answers is the same sheet, also after the closing; an earlier version than the current one
    is taken too, for that is what was asked. Raises Refusal when the survey is not open, InvalidInput for what was answered,
    AlreadySent for a form used before.
    """
    _hold(session, survey)
    checked = rules.checked_answers(version.questions, answers)
    if earlier := _sent_before(session, survey, token, checked):
        return earlier
    rules.refuse_not_open(survey.state(now))
    sheet = _receive(session, survey, version, checked, Sheet(
        token=token, channel="web", received_on=beijing_date(now), recorded_at=now))
    _note(session, "survey.answer", sheet, None, now)
    return sheet


def enter_sheet(
    session: Session, survey: Survey, version: SurveyVersion, answers: Mapping[int, Said], *, channel: str, received_on: date,
    source: str, token: str, actor: User, now: datetime,
) -> Sheet:
    """Enter a sheet filled in on paper or told by telephone, of the version it was printed from.

    It counts by the day it was received, and is taken until the consultation is settled. Raises as `give_answers` does.
    """
    _hold(session, survey)
    checked = rules.checked_answers(version.questions, answers)
    if earlier := _sent_before(session, survey, token, checked):
        return earlier
    _check_takes_paper(survey, channel, received_on, now)
    sheet = _receive(session, survey, version, checked, Sheet(
        token=token, channel=channel, source=rules.filled(source, "source", 200), received_on=received_on, recorded_at=now,
        recorded_by=actor.id))
    _note(session, "survey.enter", sheet, actor, now)
    return sheet


def strike(session: Session, sheet: Sheet, reason: str, *, actor: User, now: datetime) -> None:
    """Take a sheet out of the count, with the reason; it is kept. Raises InvalidInput without a reason."""
    _hold(session, sheet.survey)
    sheet.struck_reason, sheet.struck_at, sheet.struck_by = rules.filled(reason, "reason"), now, actor.id
    session.flush()
    _note(session, "survey.strike", sheet, actor, now)


def restore(session: Session, sheet: Sheet, *, actor: User, now: datetime) -> None:
    """Let a sheet that was struck out count again."""
    _hold(session, sheet.survey)
    sheet.struck_reason, sheet.struck_at, sheet.struck_by = "", None, None
    session.flush()
    _note(session, "survey.restore", sheet, actor, now)


def _hold(session: Session, survey: Survey) -> None:
    """Lock the survey's row until the transaction ends: sheets are numbered one after another."""
    session.flush()
    session.refresh(survey, with_for_update={"of": Survey})


def _check_takes_paper(survey: Survey, channel: str, received_on: date, now: datetime) -> None:
    if survey.published_at is None:
        raise Refusal(N_("这份问卷还没有开始。"))
    if survey.consultation is not None:
        check_takes_papers(survey.consultation)
    if channel not in PAPER_CHANNELS:
        raise InvalidInput(N_("请选一项来源。"), field="channel")
    last = beijing_date(survey.closes_at - timedelta(microseconds=1))
    rules.check_received_on(received_on, survey.first_day, last, beijing_date(now))


def _sent_before(session: Session, survey: Survey, token: str, checked: Mapping[int, Said]) -> Sheet | None:
    earlier = session.scalar(select(Sheet).where(Sheet.token == token))
    if earlier is None:
        return None
    if earlier.survey_id == survey.id and _answers_of(earlier) == _as_stored(checked):
        return earlier
    raise AlreadySent(N_("您刚才已经交过一份答卷，我们收到了，内容和现在的不同。确实是另一个人的答卷，请再按一次提交。"))


def _answers_of(sheet: Sheet) -> set[tuple]:
    chosen = {(each.question_id, each.code, each.place) for each in sheet.choices}
    return chosen | {(each.question_id, each.text) for each in sheet.writings}


def _as_stored(checked: Mapping[int, Said]) -> set[tuple]:
    chosen = {(key, code, place) for key, said in checked.items() for code, place in said.choices}
    return chosen | {(key, said.text) for key, said in checked.items() if said.text}


def _receive(session: Session, survey: Survey, version: SurveyVersion, checked: Mapping[int, Said], sheet: Sheet) -> Sheet:
    survey.last_number += 1
    sheet.survey, sheet.version, sheet.number = survey, version, survey.last_number
    sheet.choices = [
        Choice(question_id=key, code=code, place=place) for key, said in checked.items() for code, place in said.choices
    ]
    sheet.writings = [Writing(question_id=key, text=said.text) for key, said in checked.items() if said.text]
    session.add(sheet)
    session.flush()
    return sheet


def _note(session: Session, action: str, sheet: Sheet, actor: User | None, now: datetime) -> None:
    journal.record(session, action, sheet, actor=actor, now=now, unit_id=sheet.survey.unit_id, survey=sheet.survey_id,
                   number=sheet.number, channel=sheet.channel)
