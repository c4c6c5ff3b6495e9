"""Reading what a report is made of, in a number of statements that does not grow with the opinions, and stored reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation, Request, Round
from portal.consultations.queries import evaluation_of
from portal.files.models import Attachment
from portal.opinions.models import Opinion, Point, Settlement
from portal.opinions.queries.counting import latest_requests
from portal.opinions.queries.lookup import themes_of
from portal.proposals.models import ProposalVersion
from portal.proposals.rules import shown
from portal.reports import duties
from portal.reports.models import ReportSnapshot
from portal.reports.rows import OpinionRow, PointRow, ReportRows, RequestRow, SettlementRow, ThemeRow
from portal.reports.values import ProposalFacts
from portal.rulebook.evaluation import Evaluation
from portal.workdays.queries import calendar


def gather(session: Session, consultation: Consultation, *, names: bool) -> ReportRows:
    """The rows of one consultation, ready for compile_report.

    `names` reads the residents' names too, to print their surnames and mask them in what is said; whoever asks for it
    notes in the journal that contact data was read.
    """
    version = reported_version(consultation)
    standing = {each.id for each in consultation.proposal.standing}
    evaluation = evaluation_of(session, version)
    letters = latest_requests(session, consultation)
    heard = _heard(consultation, standing)
    opinions = _opinions(session, consultation, names)
    attachments = _attachments(session, consultation)
    return ReportRows(
        proposal=_facts(consultation, version, evaluation),
        opened_at=heard.opened_at if heard else None,
        closes_at=heard.closes_at if heard else None,
        requirements=duties.requirement_rows(evaluation),
        measures=duties.measures(evaluation, heard, letters, calendar(session)),
        requests=_requests(session, consultation, evaluation, letters, attachments),
        waivers=duties.waiver_rows(evaluation, consultation.waivers),
        settlements=_settlements(session, consultation),
        opinions=tuple(_opinion_row(each, names, len(attachments.get(each.id, ()))) for each in opinions),
        points=_points(session, consultation),
        themes=tuple(
            ThemeRow(each.id, each.title, each.verdict, each.reason, each.changed_place)
            for each in themes_of(session, consultation)
        ),
    )


def reported_version(consultation: Consultation) -> ProposalVersion:
    """The version the parties were asked about last."""
    return consultation.proposal.standing[-1]


def _heard(consultation: Consultation, standing: set[int]) -> Round | None:
    """The public round of the version that stands."""
    return next((r for r in reversed(consultation.rounds) if r.kind == "public" and r.version_id in standing), None)


def _facts(consultation: Consultation, version: ProposalVersion, evaluation: Evaluation) -> ProposalFacts:
    proposal = consultation.proposal
    standing = {each.id for each in proposal.standing}
    told = next(r.facts["facts"] for r in consultation.rounds if r.version_id in standing)
    place = proposal.space.number if proposal.space else f"片区内{len(version.rows)}处空间"
    owner = f"{version.owner_name}（{version.owner_nature}）" if version.owner_nature else version.owner_name
    return ProposalFacts(
        number=proposal.number,
        title=version.title,
        version=version.ordinal,
        initiating_unit=proposal.initiating_unit.name,
        promoting_units=_promoters(proposal, evaluation),
        space_type=told["space_type"],
        space_subtype=told["space_subtype"] or "",
        ledger_number=place if told["in_ledger"] else "",
        location=version.location,
        size=f"{shown(version.size_value)}{version.size_unit}" if version.size_value is not None else "",
        ownership=owner,
        planned_use=version.planned_use,
        business_forms=tuple(told["business_forms"]),
        commercial_convenience=evaluation.commercial,
        subdistricts=tuple(told["subdistricts"]),
        area=told["area"] or "",
        safety=_safety(version),
    )


def _promoters(proposal, evaluation: Evaluation) -> tuple[str, ...]:
    """The promoting units, the leading one marked."""
    lead = proposal.lead_unit.name if proposal.lead_unit else None
    named = dict.fromkeys((*([lead] if lead else []), *evaluation.promoting_units))
    several = len(named) > 1
    return tuple(f"{name}（牵头）" if several and name == lead else name for name in named)


def _safety(version: ProposalVersion) -> str:
    basis = [shown(part) for part in (version.safety_date, version.safety_basis) if part]
    return version.safety_conclusion + (f"（{'，'.join(basis)}）" if basis else "")


def _opinions(session: Session, consultation: Consultation, names: bool) -> Sequence[Opinion]:
    wanted = [joinedload(Opinion.mark), joinedload(Opinion.unit), joinedload(Opinion.round)]
    wanted += [joinedload(Opinion.request).options(joinedload(Request.unit), joinedload(Request.user))]
    if names:
        wanted.append(joinedload(Opinion.contact))
    query = select(Opinion).where(Opinion.consultation_id == consultation.id).order_by(Opinion.number).options(*wanted)
    return session.scalars(query).all()


def _opinion_row(opinion: Opinion, names: bool, attachments: int) -> OpinionRow:
    mark = opinion.mark
    return OpinionRow(
        id=opinion.id,
        number=opinion.number,
        party=opinion.party,
        channel=opinion.channel,
        received_on=opinion.received_on,
        stance=opinion.stance,
        text=opinion.text,
        name=_author(opinion, names),
        unit=opinion.unit.name if opinion.unit else None,
        relation=opinion.relation or "",
        repeats_id=mark.kept_id if mark and mark.kind == "repeated" else None,
        withdrawn=opinion.withdrawn_at is not None,
        invalid_reason=mark.reason if mark and mark.kind == "invalid" else None,
        late=opinion.is_late,
        attachments=attachments,
    )


def _author(opinion: Opinion, names: bool) -> str:
    given = opinion.contact.name if names and opinion.contact else None
    return given or (_addressee(opinion.request) if opinion.request else "")


def _addressee(request: Request) -> str:
    return request.user.name if request.user else request.invitee


def _requests(session, consultation, evaluation: Evaluation, letters: list[Request], attachments) -> tuple[RequestRow, ...]:
    serves = duties.serving(evaluation, letters)
    return tuple(
        _request_row(each, evaluation, serves.get(each.id), attachments.get(each.reply.id, ()) if each.reply else ())
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


def _settlements(session: Session, consultation: Consultation) -> tuple[SettlementRow, ...]:
    query = select(Settlement).join(Settlement.opinion).where(Opinion.consultation_id == consultation.id)
    return tuple(SettlementRow(s.opinion_id, s.is_settled, s.how, s.settled_on) for s in session.scalars(query))


def _points(session: Session, consultation: Consultation) -> tuple[PointRow, ...]:
    query = select(Point.opinion_id, Point.theme_id, Point.no_demand)
    places: dict[int, int] = {}
    rows = []
    for opinion_id, theme_id, no_demand in session.execute(
        query.where(Point.consultation_id == consultation.id).order_by(Point.id)
    ):
        places[opinion_id] = places.get(opinion_id, 0) + 1
        rows.append(PointRow(opinion_id, places[opinion_id], theme_id, no_demand))
    return tuple(rows)


def _attachments(session: Session, consultation: Consultation) -> dict[int, list[str]]:
    """The names of the files on each opinion, by the opinion's id."""
    mine = select(Opinion.id).where(Opinion.consultation_id == consultation.id)
    query = select(Attachment.subject_id, Attachment.filename).where(
        Attachment.subject_type == Opinion.__tablename__, Attachment.subject_id.in_(mine)
    )
    found: dict[int, list[str]] = {}
    for opinion_id, filename in session.execute(query.order_by(Attachment.id)):
        found.setdefault(opinion_id, []).append(filename)
    return found


def snapshots_of(session: Session, consultation: Consultation) -> Sequence[ReportSnapshot]:
    """The compiled reports of a consultation, newest first."""
    query = select(ReportSnapshot).where(ReportSnapshot.consultation_id == consultation.id)
    return session.scalars(query.options(joinedload(ReportSnapshot.version)).order_by(ReportSnapshot.id.desc())).all()


def snapshot_by_id(session: Session, snapshot_id: int) -> ReportSnapshot | None:
    """One compiled report with its file and the proposal it is about."""
    wanted = joinedload(ReportSnapshot.consultation).joinedload(Consultation.proposal)
    query = select(ReportSnapshot).where(ReportSnapshot.id == snapshot_id)
    return session.scalar(query.options(wanted, joinedload(ReportSnapshot.file)))
