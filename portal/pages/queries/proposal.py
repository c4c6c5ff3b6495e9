"""Everything the public page of one proposal shows, in a constant number of statements."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from portal.consultations.models import Consultation, Request, Requirement, Round, Waiver
from portal.files.models import Attachment
from portal.files.queries import attachments_of
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import Point, Theme
from portal.opinions.queries import counted, public_figures
from portal.opinions.queries.counting import PublicFigures
from portal.proposals.models import AreaRow, Proposal, ProposalVersion, Publication
from portal.proposals.rules import state_of


@dataclass(frozen=True)
class Asked:
    """One party the rules name, with the clauses' own words; `waived` is the reason why it is not asked."""

    requirement: Requirement
    waived: str | None


@dataclass(frozen=True)
class ProposalPage:
    """A published proposal as the public reads it. `answers` are themes with their number of counted opinions, the weightiest
    first, once they are public; `replies` what units and invited people answered, once the decision is."""

    version: ProposalVersion
    consultation: Consultation | None
    state: str
    published_at: datetime
    asked: list[Asked] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    figures: PublicFigures | None = None
    item: AgendaItem | None = None
    answers: list[tuple[Theme, int]] = field(default_factory=list)
    replies: list[Request] = field(default_factory=list)

    @property
    def round(self) -> Round | None:
        """The newest public round."""
        return self.consultation and self.consultation.public_round

    @property
    def decision(self) -> Decision | None:
        """The published decision."""
        decision = self.item and self.item.decision
        return decision if decision and decision.published_at else None

    @property
    def quotes(self) -> dict[str, str]:
        """The words of every clause that asks for somebody, by clause id."""
        rules = (each.requirement for each in self.asked)
        return {clause: quote for rule in rules for clause, quote in zip(rule.clauses, rule.quotes, strict=True)}

    @property
    def pictures(self) -> list[Attachment]:
        """The public attachments that are pictures."""
        return [each for each in self.attachments if each.file.media_type.startswith("image/")]

    @property
    def documents(self) -> list[Attachment]:
        """The public attachments that are not pictures."""
        return [each for each in self.attachments if each not in self.pictures]


def proposal_page(session: Session, number: str, now: datetime) -> ProposalPage | None:
    """The page of the proposal with this number; None when nothing of it has been published."""
    row = session.execute(_published(number)).unique().first()
    if row is None:
        return None
    version, publication, consultation = row
    item = session.scalar(_live_item(version))
    decision = item and item.decision
    is_decided = bool(decision and decision.published_at)
    is_answered = bool(consultation and consultation.answers_are_public)
    closes_at = consultation.public_round.closes_at if consultation and consultation.public_round else None
    return ProposalPage(
        version, consultation, published_at=publication.published_at, item=item,
        state=state_of(closes_at=closes_at, is_at_meeting=item is not None, is_decided=is_decided,
                       is_withdrawn=version.proposal.withdrawn_at is not None, now=now),
        asked=_asked(session, version),
        attachments=[each for each in attachments_of(session, version) if each.visibility == "public"],
        figures=public_figures(session, consultation) if consultation and not is_answered else None,
        answers=_answers(session, consultation) if is_answered else [],
        replies=_replies(session, consultation) if is_decided else [],
    )


def _published(number: str) -> Select:
    newer, newer_version = aliased(Publication), aliased(ProposalVersion)
    is_replaced = exists().where(newer.version_id == newer_version.id, newer_version.proposal_id == Proposal.id,
                                 newer.id > Publication.id)
    matter = contains_eager(ProposalVersion.proposal)
    return (
        select(ProposalVersion, Publication, Consultation)
        .join(Publication, Publication.version_id == ProposalVersion.id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .outerjoin(Consultation, Consultation.proposal_id == Proposal.id)
        .where(Proposal.number == number, ~is_replaced)
        .options(
            matter.joinedload(Proposal.space), matter.joinedload(Proposal.area), matter.joinedload(Proposal.initiating_unit),
            joinedload(ProposalVersion.rows).joinedload(AreaRow.space), selectinload(Consultation.rounds),
        )
    )


def _live_item(version: ProposalVersion) -> Select:
    return (
        select(AgendaItem).where(AgendaItem.version_id == version.id, AgendaItem.returned_at.is_(None))
        .options(joinedload(AgendaItem.decision), joinedload(AgendaItem.report))
    )


def _asked(session: Session, version: ProposalVersion) -> list[Asked]:
    same = and_(Waiver.consultation_id == Requirement.consultation_id, Waiver.party == Requirement.party,
                Waiver.unit_id.is_not_distinct_from(Requirement.unit_id))
    query = (
        select(Requirement, Waiver.reason).outerjoin(Waiver, same).where(Requirement.version_id == version.id)
        .options(joinedload(Requirement.unit)).order_by(Requirement.id)
    )
    return [Asked(requirement, reason) for requirement, reason in session.execute(query)]


def _answers(session: Session, consultation: Consultation) -> list[tuple[Theme, int]]:
    size = func.count(Point.opinion_id.distinct())
    query = (
        select(Theme, size).join(Point, Point.theme_id == Theme.id).join(Point.opinion)
        .where(Theme.consultation_id == consultation.id, Theme.verdict.is_not(None), counted(consultation))
        .group_by(Theme.id).order_by(size.desc(), Theme.id)
    )
    return [(theme, count) for theme, count in session.execute(query)]


def _replies(session: Session, consultation: Consultation) -> list[Request]:
    query = select(Request).join(Request.round).where(Round.consultation_id == consultation.id).order_by(Request.id)
    return list(session.scalars(query.options(joinedload(Request.unit), joinedload(Request.reply))))
