"""The rows of one report, read in a number of statements that does not grow with the opinions."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation, Request, Round
from portal.consultations.queries import evaluation_of
from portal.opinions.queries.counting import latest_requests
from portal.opinions.queries.formality import formality
from portal.reports import duties
from portal.reports.labels import listed, long_day
from portal.reports.queries import matter, stored, voices
from portal.reports.rows import ReportRows, RequestRow
from portal.reports.rules import without_collector
from portal.reports.values import Flag, Original
from portal.rulebook.evaluation import Evaluation
from portal.surveys.queries import all_figures, surveys_of
from portal.surveys.values import SurveyFigures
from portal.workdays.queries import calendar


@without_collector
def gather(session: Session, consultation: Consultation, *, names: bool, now: datetime) -> ReportRows:
    """The rows of one consultation at `now`, ready for compile_report.

    `names` reads the residents' names too, to print their surnames and mask them in what is said; whoever asks for it
    notes in the journal that contact data was read.
    """
    version = matter.reported_version(consultation)
    standing = {each.id for each in consultation.proposal.standing}
    evaluation = evaluation_of(session, version)
    letters = latest_requests(session, consultation)
    heard = _heard(consultation, standing)
    originals = voices.originals(session, consultation, version)
    files = _names_by_number(originals)
    said = voices.opinions(session, consultation, names, files)
    return ReportRows(
        proposal=matter.facts(consultation, version, evaluation),
        opened_at=heard.opened_at if heard else None,
        closes_at=heard.closes_at if heard else None,
        requirements=duties.requirement_rows(evaluation),
        measures=duties.measures(evaluation, heard, letters, calendar(session)),
        requests=_requests(session, consultation, evaluation, letters, files),
        waivers=duties.waiver_rows(evaluation, consultation.waivers),
        settlements=voices.settlements(session, consultation),
        opinions=said,
        points=voices.points(session, consultation, said),
        themes=voices.themes(session, consultation),
        bundles=voices.bundles(session, consultation),
        flags=_flags(session, consultation, now),
        amendments=matter.amendments(consultation.proposal),
        hearings=matter.hearings(consultation),
        application=matter.application(version, _attending(letters), _papers(originals), names=names),
        originals=originals,
        prose=stored.prose(session, consultation),
        surveys=_surveys(session, consultation),
    )


def _surveys(session: Session, consultation: Consultation) -> tuple[SurveyFigures, ...]:
    """The surveys that were put before people, oldest first, with what was written."""
    published = [each for each in reversed(surveys_of(session, consultation)) if each.published_at]
    return tuple(all_figures(session, published, texts=True))


def _flags(session: Session, consultation: Consultation, now: datetime) -> tuple[Flag, ...]:
    """What looks like a formality only, filled in, with its explanation where somebody gave one."""
    return tuple(
        Flag(_filled(each.sentence, each.params), each.clause, note.explanation if note else "")
        for each, note in formality(session, consultation, now)
    )


def _filled(sentence: str, params: dict) -> str:
    return sentence % {name: _told(value) for name, value in params.items()}


def _told(value: object) -> str:
    return listed(value) if isinstance(value, tuple) else long_day(value) if isinstance(value, date) else str(value)


def _names_by_number(originals: Sequence[Original]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in originals:
        if each.number is not None:
            found.setdefault(each.number, []).append(each.name)
    return found


def _attending(letters: Sequence[Request]) -> tuple[str, ...]:
    """The units asked, who are proposed to sit in."""
    return tuple(dict.fromkeys(each.unit.name for each in letters if each.unit and not each.is_own))


def _papers(originals: Sequence[Original]) -> tuple[str, ...]:
    return tuple(each.name for each in originals if each.kind != "opinion")


def _heard(consultation: Consultation, standing: set[int]) -> Round | None:
    """The public round of the version that stands."""
    return next((r for r in reversed(consultation.rounds) if r.kind == "public" and r.version_id in standing), None)


def _addressee(request: Request) -> str:
    return request.user.name if request.user else request.invitee


def _requests(
    session: Session, consultation: Consultation, evaluation: Evaluation, letters: list[Request], files: dict[int, list[str]]
) -> tuple[RequestRow, ...]:
    serves = duties.serving(evaluation, letters)
    return tuple(
        _request_row(each, evaluation, serves.get(each.id), files.get(each.reply.number, ()) if each.reply else ())
        for each in _every_letter(session, consultation)
    )


def _every_letter(session: Session, consultation: Consultation) -> Sequence[Request]:
    """The letters of all rounds with their answers, oldest first."""
    query = select(Request).join(Request.round).where(Round.consultation_id == consultation.id).order_by(Request.id)
    return session.scalars(
        query.options(joinedload(Request.unit), joinedload(Request.user), joinedload(Request.reply))
    ).all()


def _request_row(request: Request, evaluation: Evaluation, places: tuple[int, ...] | None, files: Sequence[str]) -> RequestRow:
    """`places` are the requirements it serves, None when the letter no longer stands."""
    return RequestRow(
        id=request.id,
        party=request.party,
        form=request.form,
        sent_at=request.sent_at,
        due_at=request.due_at,
        unit=request.unit.name if request.unit else None,
        person=_addressee(request),
        requirement_ids=places or (),
        opinion_id=request.reply.id if request.reply else None,
        must_agree=places is not None and duties.must_agree(evaluation, request, places),
        own=request.is_own,
        late=request.reply.is_overdue if request.reply else False,
        superseded=places is None,
        attachments=tuple(files),
    )
