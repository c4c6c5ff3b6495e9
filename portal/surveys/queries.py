"""Reading surveys: one, lists of them, and their figures. The number of statements does not grow with the sheets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from portal.consultations.models import Consultation
from portal.ledger.models import Area, Space
from portal.proposals.models import Proposal, ProposalVersion
from portal.proposals.queries import lies_in
from portal.rulebook.values import MenuItem
from portal.surveys import rules
from portal.surveys.models import Choice, Question, Sheet, Survey, SurveyVersion, Writing
from portal.surveys.values import SCALE, Line, QuestionFigures, SurveyFigures

PAGE = 50
MOST_ASKABLE = 200
_PROPOSAL = joinedload(Survey.consultation).joinedload(Consultation.proposal)
_STREETS = (
    _PROPOSAL.joinedload(Proposal.space).selectinload(Space.streets),
    _PROPOSAL.joinedload(Proposal.area).selectinload(Area.streets),
    _PROPOSAL.joinedload(Proposal.area).selectinload(Area.spaces).selectinload(Space.streets),
)
_ABOUT = (
    joinedload(Survey.unit), joinedload(Survey.street), selectinload(Survey.versions),
    joinedload(Survey.consultation).selectinload(Consultation.rounds),
    _PROPOSAL.selectinload(Proposal.versions).load_only(ProposalVersion.title, ProposalVersion.ordinal)
    .joinedload(ProposalVersion.publication),
)


NEWEST_SURVEY = (
    select(func.max(Survey.id)).where(Survey.consultation_id == Consultation.id, Survey.published_at.is_not(None))
    .scalar_subquery()
)
"""The id of the newest survey the public may know of, in a statement that reads a consultation."""


def survey_by_id(session: Session, survey_id: int) -> Survey | None:
    """A survey with its versions, their questions and what was concluded from it."""
    query = select(Survey).where(Survey.id == survey_id).options(
        *_ABOUT, selectinload(Survey.versions).selectinload(SurveyVersion.questions), joinedload(Survey.basics),
        joinedload(Survey.determinations))
    return session.scalars(query).unique().one_or_none()


def question_by_id(session: Session, question_id: int) -> Question | None:
    """A question with its version and its survey."""
    return session.get(Question, question_id)


def sheet_by_id(session: Session, sheet_id: int) -> Sheet | None:
    """A sheet with its survey."""
    return session.get(Sheet, sheet_id)


def askable(session: Session, units: Iterable[int]) -> list[tuple[str, str]]:
    """Number and title of the units' proposals about which a survey can be begun: those being heard, newest first."""
    query = (
        select(Consultation).join(Consultation.proposal).order_by(Consultation.id.desc()).limit(MOST_ASKABLE)
        .where(Proposal.initiating_unit_id.in_(list(units)), Proposal.withdrawn_at.is_(None), Consultation.settled_at.is_(None))
        .options(contains_eager(Consultation.proposal).selectinload(Proposal.versions)))
    return [(each.proposal.number, each.proposal.latest.title) for each in session.scalars(query)]


def surveys_of(session: Session, consultation: Consultation) -> list[Survey]:
    """The surveys about one proposal with their questions, newest first."""
    query = select(Survey).where(Survey.consultation_id == consultation.id).order_by(Survey.id.desc())
    return list(session.scalars(query.options(*_ABOUT, selectinload(Survey.versions).selectinload(SurveyVersion.questions))))


def public_surveys(session: Session, *, before: int | None, limit: int) -> list[Survey]:
    """Published surveys, newest first, starting below the id `before`."""
    query = select(Survey).where(Survey.published_at.is_not(None)).options(*_ABOUT).order_by(Survey.id.desc()).limit(limit)
    return list(session.scalars(query.where(Survey.id < before) if before else query))


def desk_surveys(
    session: Session, *, units: Set[int] | None, streets: Set[int], before: int | None, limit: int
) -> list[Survey]:
    """Surveys of some units (None: of all), and published ones held in some streets or about what lies there, newest first."""
    query = select(Survey).options(*_ABOUT, *_STREETS).order_by(Survey.id.desc()).limit(limit)
    if units is not None:
        query = query.where(or_(Survey.unit_id.in_(units), and_(Survey.published_at.is_not(None), _held_in(streets))))
    return list(session.scalars(query.where(Survey.id < before) if before else query))


def _held_in(streets: Set[int]) -> ColumnElement[bool]:
    there = select(Consultation.id).join(Consultation.proposal).where(lies_in(streets))
    return or_(Survey.street_id.in_(streets), Survey.consultation_id.in_(there))


def sheets_of(session: Session, survey: Survey, *, before: int | None, limit: int) -> list[Sheet]:
    """The sheets of a survey with their answers, newest first, starting below the number `before`."""
    query = select(Sheet).where(Sheet.survey_id == survey.id).order_by(Sheet.number.desc()).limit(limit).options(
        selectinload(Sheet.choices), selectinload(Sheet.writings))
    return list(session.scalars(query.where(Sheet.number < before) if before else query))


@dataclass
class _Counted:
    """What the sheets say: how many came for each version (received, struck out, on paper of those that count); who answered
    and who wrote, by question; and the choices, by question and code, with their places."""

    sheets: dict[int, tuple[int, int, int]]
    answered: dict[int, tuple[int, int]]
    choices: dict[tuple[int, str], dict[int, int]]
    texts: dict[int, list[str]]


_NO_SHEETS, _NOBODY = (0, 0, 0), (0, 0)


def figures_of(session: Session, survey: Survey, *, texts: bool = False) -> SurveyFigures:
    """The figures of a survey now; with `texts` also every word that was written."""
    return all_figures(session, [survey], texts=texts)[0]


def all_figures(session: Session, surveys: Sequence[Survey], *, texts: bool = False) -> list[SurveyFigures]:
    """The figures of several surveys.

    A question that stayed the same word for word in several versions is counted over all of them.
    """
    if not surveys:
        return []
    versions = [version.id for each in surveys for version in each.versions]
    questions = [question.id for each in surveys for version in each.versions for question in version.questions]
    counted = _Counted(
        _sheets(session, versions), _answered(session, questions), _choices(session, questions),
        _texts(session, questions) if texts else {})
    return [_figures(each, counted) for each in surveys]


def _figures(survey: Survey, counted: _Counted) -> SurveyFigures:
    published = [each for each in survey.versions if each.published_at]
    groups: dict[tuple, list[Question]] = defaultdict(list)
    for version in published:
        for question in version.questions:
            groups[question.kind, question.text, tuple(question.options)].append(question)
    came = [counted.sheets.get(each.id, _NO_SHEETS) for each in survey.versions]
    received, struck, on_paper = map(sum, zip(*came, strict=True))
    return SurveyFigures(
        title=survey.title, lead=survey.unit.name, responsible=survey.responsible, methods=survey.methods,
        feedback=survey.feedback, opened_at=survey.published_at, closes_at=survey.closes_at, versions=len(published),
        received=received, struck=struck, on_paper=on_paper,
        questions=tuple(_question(group, counted) for group in groups.values()),
    )


def _sheets(session: Session, versions: list[int]) -> dict[int, tuple[int, int, int]]:
    is_paper = case((Sheet.struck_at.is_(None) & (Sheet.channel != "web"), 1))
    query = select(Sheet.version_id, func.count(Sheet.id), func.count(Sheet.struck_at), func.count(is_paper))
    rows = session.execute(query.where(Sheet.version_id.in_(versions)).group_by(Sheet.version_id))
    return {version: tuple(counts) for version, *counts in rows}


def _answered(session: Session, questions: list[int]) -> dict[int, tuple[int, int]]:
    """By question: how many people chose or wrote something, and how many wrote."""
    chose = select(Choice.sheet_id, Choice.question_id, literal(0).label("wrote"))
    wrote = select(Writing.sheet_id, Writing.question_id, literal(1).label("wrote"))
    spoke = union(chose.where(Choice.question_id.in_(questions)), wrote.where(Writing.question_id.in_(questions))).subquery()
    query = (
        select(spoke.c.question_id, func.count(spoke.c.sheet_id.distinct()), func.sum(spoke.c.wrote))
        .join(Sheet, Sheet.id == spoke.c.sheet_id).where(Sheet.struck_at.is_(None)).group_by(spoke.c.question_id))
    return {question: tuple(counts) for question, *counts in session.execute(query)}


def _choices(session: Session, questions: list[int]) -> dict[tuple[int, str], dict[int, int]]:
    query = (
        select(Choice.question_id, Choice.code, Choice.place, func.count()).join(Sheet, Sheet.id == Choice.sheet_id)
        .where(Choice.question_id.in_(questions), Sheet.struck_at.is_(None))
        .group_by(Choice.question_id, Choice.code, Choice.place))
    found: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for question, code, place, people in session.execute(query):
        found[question, code][place] = people
    return found


def _texts(session: Session, questions: list[int]) -> dict[int, list[str]]:
    query = (
        select(Writing.question_id, Writing.text).join(Sheet, Sheet.id == Writing.sheet_id).order_by(Sheet.number)
        .where(Writing.question_id.in_(questions), Sheet.struck_at.is_(None)))
    found: dict[int, list[str]] = defaultdict(list)
    for question, text in session.execute(query):
        found[question].append(text)
    return found


def _question(group: Sequence[Question], counted: _Counted) -> QuestionFigures:
    """The figures of one question over the versions that hold it."""
    first, ids = group[0], [each.id for each in group]
    return QuestionFigures(
        kind=first.kind, text=first.text, versions=tuple(each.version.ordinal for each in group),
        asked=sum(_standing(counted.sheets.get(each.version_id, _NO_SHEETS)) for each in group),
        answered=sum(counted.answered.get(key, _NOBODY)[0] for key in ids),
        written=sum(counted.answered.get(key, _NOBODY)[1] for key in ids),
        lines=tuple(_line(first, place, code, ids, counted) for place, code in enumerate(rules.codes_of(first))),
        texts=tuple(text for key in ids for text in counted.texts.get(key, ())),
    )


def _standing(sheets: tuple[int, int, int]) -> int:
    received, struck, _on_paper = sheets
    return received - struck


def _line(question: Question, at: int, code: str, ids: Iterable[int], counted: _Counted) -> Line:
    places: dict[int, int] = defaultdict(int)
    for key in ids:
        for place, people in counted.choices.get((key, code), {}).items():
            places[place] += people
    ranks = range(1, len(question.options) + 1) if question.kind == "ranking" else ()
    label, kind = label_of(question, at)
    return Line(label, sum(places.values()), tuple(places.get(rank, 0) for rank in ranks), kind)


def label_of(question: Question, at: int) -> tuple[str, str]:
    """The words of the choice at place `at`, and for a line of the menu whether it is basic or optional."""
    if question.kind == "menu":
        item: MenuItem = question.version.menu[question.options[at]]
        return f"{item.scope}：{item.name}", "basic" if item.basic else "optional"
    if question.kind == "scale":
        low, high = question.options
        return f"{at + 1}分" + {0: f"（{low}）", len(SCALE) - 1: f"（{high}）"}.get(at, ""), ""
    return question.options[at], ""
