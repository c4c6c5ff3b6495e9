"""Writing a questionnaire, publishing it, and beginning its next version."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.db import Base, check_revision
from portal.errors import N_, InvalidInput, Refusal
from portal.rulebook.book import current_book
from portal.surveys import rules
from portal.surveys.models import Question, Survey, SurveyVersion
from portal.text import clean, one_line

LONGEST = {"title": 120, "responsible": 200, "methods": 500, "feedback": 500}


@dataclass(frozen=True)
class Header:
    """What a survey says of itself; `last_day` only where it is held in a street."""

    title: str
    intro: str
    responsible: str
    methods: str
    feedback: str
    last_day: date | None = None


@dataclass(frozen=True)
class Wording:
    """A question as typed: `options` one under another; for the menu, its scopes and the optional items that are offered."""

    kind: str
    text: str
    hint: str = ""
    is_required: bool = False
    options: str = ""
    most: int | None = None
    scopes: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def create_survey(
    session: Session, header: Header, *, unit: Unit, consultation: Consultation | None = None, street: Unit | None = None,
    actor: User, now: datetime,
) -> Survey:
    """Begin a survey about a proposal of the unit, or in a street, with an empty first version.

    Raises InvalidInput for a header that is not complete (要点25), Refusal for somebody else's proposal.
    """
    if consultation is not None and consultation.proposal.initiating_unit_id != unit.id:
        raise Refusal(N_("只能为本单位提请的方案做问卷。"))
    survey = Survey(unit=unit, consultation=consultation, street=street, created_by=actor.id, created_at=now, versions=[])
    _set_header(survey, header, now)
    survey.versions.append(_blank(1, actor, now))
    session.add(survey)
    session.flush()
    _note(session, "survey.create", survey, survey, actor, now)
    return survey


def edit_header(session: Session, survey: Survey, header: Header, *, seen_revision: int, actor: User, now: datetime) -> None:
    """Change what a survey says of itself, until it is published. Raises Refusal after that, EditedMeanwhile."""
    check_revision(survey, seen_revision)
    if survey.published_at is not None:
        raise Refusal(N_("问卷已经发布，题目和说明不能再改。问题要改的，请出新的一版。"))
    _set_header(survey, header, now)
    session.flush()
    _note(session, "survey.edit", survey, survey, actor, now)


def _set_header(survey: Survey, header: Header, now: datetime) -> None:
    if survey.consultation is None and (header.last_day is None or header.last_day < beijing_date(now)):
        raise InvalidInput(N_("请填问卷的最后一天，从今天起的某一天。"), field="last_day")
    survey.last_day = header.last_day if survey.consultation is None else None
    survey.intro = clean(header.intro)
    for name, most in LONGEST.items():
        setattr(survey, name, rules.filled(getattr(header, name), name, most))


def add_question(session: Session, survey: Survey, wording: Wording, *, actor: User, now: datetime) -> Question:
    """Put a question at the end of the version that is being written."""
    version = _draft(survey)
    if len(version.questions) >= rules.MOST_QUESTIONS:
        raise Refusal(N_("一份问卷最多%(limit)s题；题目越少，答的人越多。"), limit=rules.MOST_QUESTIONS)
    question = Question(position=len(version.questions) + 1, **_checked(version, wording))
    version.questions.append(question)
    session.flush()
    _note(session, "survey.add_question", question, survey, actor, now)
    return question


def edit_question(session: Session, question: Question, wording: Wording, *, actor: User, now: datetime) -> None:
    """Change a question of the version that is being written; its kind stays."""
    _check_writable(question)
    for name, value in _checked(question.version, replace(wording, kind=question.kind)).items():
        setattr(question, name, value)
    session.flush()
    _note(session, "survey.edit_question", question, question.version.survey, actor, now)


def move_question(session: Session, question: Question, *, up: bool, actor: User, now: datetime) -> None:
    """Let a question change places with the one before (`up`) or after it; at the end nothing happens."""
    _check_writable(question)
    questions = question.version.questions
    place = questions.index(question)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(questions):
        return
    questions[place].position, questions[other].position = questions[other].position, questions[place].position
    session.flush()
    session.expire(question.version, ["questions"])  # they are read again in their new order
    _note(session, "survey.move_question", question, question.version.survey, actor, now)


def remove_question(session: Session, question: Question, *, actor: User, now: datetime) -> None:
    """Take a question out of the version that is being written."""
    _check_writable(question)
    version = question.version
    version.questions.remove(question)
    for position, each in enumerate(version.questions, start=1):
        each.position = position
    session.flush()
    _note(session, "survey.remove_question", version, version.survey, actor, now)


def new_version(session: Session, survey: Survey, *, note: str, actor: User, now: datetime) -> SurveyVersion:
    """Begin the next version with the questions of the current one. What was answered stays with the version it answered.

    Raises Refusal while another version is being written, and once the survey is over.
    """
    if survey.state(now) == "closed":
        raise Refusal(N_("这次问卷调查已经结束，不能再改问题。"))
    if survey.draft is not None:
        raise Refusal(N_("已经有一版正在写，请在那一版上改。"))
    version = _blank(survey.current.ordinal + 1, actor, now)
    version.note = rules.filled(note, "note")
    version.questions = [_copy(each) for each in survey.current.questions]
    survey.versions.append(version)
    session.flush()
    _note(session, "survey.new_version", version, survey, actor, now)
    return version


def publish(
    session: Session, survey: Survey, *, reviewer_name: str, leader_name: str, reviewed_on: date, actor: User, now: datetime
) -> SurveyVersion:
    """Put the version that was written before the public, with its secrecy review on record.

    Raises Refusal without a question, before its proposal is before the public, and once the survey is over.
    """
    version = _draft(survey)
    _refuse_unready(survey, version, now)
    if reviewed_on > beijing_date(now):
        raise InvalidInput(N_("审查日期不能晚于今天。"), field="reviewed_on")
    version.reviewer_name = rules.filled(reviewer_name, "reviewer_name", 30)
    version.leader_name = rules.filled(leader_name, "leader_name", 30)
    version.reviewed_on, version.published_by, version.published_at = reviewed_on, actor.id, now
    survey.published_at = survey.published_at or now
    session.flush()
    _note(session, "survey.publish", version, survey, actor, now, ordinal=version.ordinal)
    return version


def _refuse_unready(survey: Survey, version: SurveyVersion, now: datetime) -> None:
    if not version.questions:
        raise Refusal(N_("问卷里还没有问题，请先加上问题。"))
    if survey.closes_at is None:
        raise Refusal(N_("这个方案还没有公开征求意见。方案公布以后再发布问卷。"))
    if now >= survey.closes_at or survey.is_withdrawn:
        raise Refusal(N_("征求意见已经截止，不能再发布问卷。"))


def _draft(survey: Survey) -> SurveyVersion:
    if survey.draft is None:
        raise Refusal(N_("已经发布的一版不能改。要改问题，请先出新的一版。"))
    return survey.draft


def _check_writable(question: Question) -> None:
    if question.version.published_at is not None:
        raise Refusal(N_("已经发布的一版不能改。要改问题，请先出新的一版。"))


def _blank(ordinal: int, actor: User, now: datetime) -> SurveyVersion:
    return SurveyVersion(ordinal=ordinal, rulebook=current_book().version, created_by=actor.id, created_at=now, questions=[])


def _copy(question: Question) -> Question:
    names = ("position", "kind", "text", "hint", "is_required", "most")
    return Question(options=list(question.options), **{name: getattr(question, name) for name in names})


def _checked(version: SurveyVersion, wording: Wording) -> dict:
    """The columns of a question. Raises InvalidInput for what cannot be asked so."""
    if wording.kind == "menu":
        options = rules.menu_options(version.menu.values(), wording.scopes, wording.offered)
    else:
        options = rules.checked_options(wording.kind, wording.options)
    return {
        "kind": wording.kind, "text": rules.filled(wording.text, "text"), "hint": one_line(wording.hint or ""),
        "is_required": wording.is_required, "options": options, "most": rules.checked_most(wording.kind, wording.most, options),
    }


def _note(session: Session, action: str, subject: Base, survey: Survey, actor: User, now: datetime, **details) -> None:
    journal.record(session, action, subject, actor=actor, now=now, unit_id=survey.unit_id, survey=survey.id, **details)
