"""Everything the public page of one proposal shows, in a constant number of statements; each is built once, with parameters."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Unit
from portal.clock import beijing_date
from portal.consultations.models import Consultation, Requirement, Round, Waiver
from portal.consultations.rules import answers_are_public
from portal.files.models import Attachment, StoredFile
from portal.ledger.models import Space
from portal.meetings.models import AgendaItem, Decision, Disclosure
from portal.notices.queries import Line, line_of
from portal.opinions.models import Breakdown
from portal.opinions.queries.counting import PublicFigures, tallied
from portal.pages.queries.answers import Answer, public_answers, public_replies
from portal.pages.queries.listing import IS_NEWEST
from portal.pages.queries.parts import Part
from portal.pages.queries.said import Said, said_at_last, said_so_far
from portal.pages.queries.standing import LIVE_ITEM, NEWEST_PUBLIC_ROUND
from portal.pages.rules import Milestones, Step, course
from portal.proposals.models import AreaRow, Proposal, ProposalVersion, Publication
from portal.proposals.rules import shown, state_of
from portal.reports.models import ReportSnapshot
from portal.shielding import LEAST
from portal.surveys.queries import NEWEST_SURVEY

_newest_item = select(func.max(AgendaItem.id)).where(LIVE_ITEM).correlate(Proposal).scalar_subquery()
_item, _each_version, _internal = aliased(AgendaItem), aliased(ProposalVersion), aliased(Round)
_first_publication = (
    select(func.min(Publication.published_at)).join(_each_version, _each_version.id == Publication.version_id)
    .where(_each_version.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
)


def _internal_round(instant):
    asked = select(instant).where(_internal.consultation_id == Consultation.id, _internal.kind == "internal")
    return asked.correlate(Consultation).scalar_subquery()


_PARTS = (
    Part(ProposalVersion, "id ordinal title location summary meaning public_contact size_value size_unit owner_name owner_nature "
         "planned_use current_state intended_use business_forms safety_conclusion plan_conformity restricted_list_check"),
    Part(Proposal, "number area_id withdrawn_at withdrawn_reason"), Part(Consultation, "id answers_published_at settled_at"),
    Part(Round, "version_id opened_at closes_at is_provisional shortened_reason id"),
    Part(_item, "id submitted_at"),
    Part(Decision, "id outcome notice decided_on government_on published_at"), Part(Breakdown, "counted_at parts"),
)
_PAGE = (
    select(*(each for part in _PARTS for each in part.columns), Publication.published_at, Unit.name, Space.space_type,
           ReportSnapshot.numbers, Disclosure.foretold_at.is_not(None) | Disclosure.explained_at.is_not(None),
           NEWEST_SURVEY,
           _first_publication, _internal_round(func.min(_internal.opened_at)), _internal_round(func.max(_internal.closes_at)))
    .select_from(Publication).join(ProposalVersion, ProposalVersion.id == Publication.version_id)
    .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
    .join(Unit, Unit.id == Proposal.initiating_unit_id)
    .outerjoin(Space, Space.id == Proposal.space_id)
    .outerjoin(Consultation, Consultation.proposal_id == Proposal.id)
    .outerjoin(Breakdown, Breakdown.consultation_id == Consultation.id)
    .outerjoin(Round, Round.id == NEWEST_PUBLIC_ROUND)
    .outerjoin(_item, _item.id == _newest_item)
    .outerjoin(ReportSnapshot, ReportSnapshot.id == _item.report_id)
    .outerjoin(Decision, Decision.item_id == _item.id)
    .outerjoin(Disclosure, Disclosure.decision_id == Decision.id)
    .where(Proposal.number == bindparam("number"), IS_NEWEST)
)
_ROWS = (
    select(Space.number, Space.name, AreaRow.situation, AreaRow.next_form).join(Space, Space.id == AreaRow.space_id)
    .where(AreaRow.version_id == bindparam("version")).order_by(AreaRow.id)
)
_same_waiver = and_(
    Waiver.consultation_id == Requirement.consultation_id, Waiver.party == Requirement.party,
    Waiver.unit_id.is_not_distinct_from(Requirement.unit_id),
)
_ASKED = (
    select(Requirement.party, Unit.name, Requirement.mandatory, Requirement.clauses, Requirement.quotes, Waiver.reason)
    .outerjoin(Unit, Unit.id == Requirement.unit_id).outerjoin(Waiver, _same_waiver)
    .where(Requirement.version_id == bindparam("version")).order_by(Requirement.id)
)
_FILES = select(Attachment.id, Attachment.filename, StoredFile.size, StoredFile.media_type, StoredFile.pages).join(
    StoredFile, StoredFile.id == Attachment.file_id).where(
    Attachment.subject_type == ProposalVersion.__tablename__, Attachment.subject_id == bindparam("version"),
    Attachment.visibility == "public",
).order_by(Attachment.id)


@dataclass(frozen=True)
class File:
    """What is in a public file."""

    size: int
    media_type: str
    pages: int | None


@dataclass(frozen=True)
class Enclosed:
    """A public attachment of the version."""

    id: int
    filename: str
    file: File


@dataclass(frozen=True)
class Asked:
    """One party the rules name (`unit`: its name, if known), with clause ids and their words; `waived`: why it is not asked."""

    party: str
    unit: str | None
    mandatory: bool
    clauses: tuple[str, ...]
    quotes: tuple[str, ...]
    waived: str | None


@dataclass(frozen=True)
class ProposalPage:
    """A published proposal as the public reads it. `rows` are the spaces of an area's plan; `numbers` those of the report that
    went to the meeting; `figures` what was received, until the answers are public; `said` how it divides; `answers` the
    themes with their verdicts from then on; `replies` what units and invited people answered, once the decision is public;
    `is_disclosed`: the public was told of a matter before the government, or of its decision; `kept` what proves that the
    notice stayed up; `survey_id` the newest survey about it; `course` the steps of the procedure and the
    place of today's. The records are those of _PARTS."""

    proposal: tuple
    version: tuple
    unit: str
    space_type: str | None
    state: str
    published_at: datetime
    round: tuple | None
    decision: tuple | None
    numbers: dict | None
    rows: tuple[Row, ...]
    asked: tuple[Asked, ...]
    attachments: list[Enclosed]
    figures: PublicFigures | None
    said: Said
    answers: list[Answer]
    replies: tuple[Row, ...]
    is_disclosed: bool
    kept: Line | None
    survey_id: int | None
    course: tuple[tuple[Step, ...], int]
    today: date

    @property
    def basics(self) -> tuple[str, ...]:
        """位置、规模、产权、规划用途 and the rest, in the order the page names them, with the initiating unit first."""
        told, size = self.version, shown(self.version.size_value)
        ownership = "，".join(filter(None, (told.owner_name, told.owner_nature)))
        return (
            self.unit, told.location, size and size + told.size_unit, ownership, told.planned_use, told.current_state,
            told.intended_use, "、".join(told.business_forms), told.safety_conclusion, told.plan_conformity,
            told.restricted_list_check,
        )

    @property
    def quotes(self) -> tuple[tuple[str, str], ...]:
        """Every clause that asks for somebody, once: its id and its words."""
        return tuple(dict(pair for each in self.asked for pair in zip(each.clauses, each.quotes, strict=True)).items())

    @property
    def pictures(self) -> list[Enclosed]:
        """The public attachments that are pictures."""
        return [each for each in self.attachments if each.file.media_type.startswith("image/")]

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The public attachments but for the first picture, which stands on top of the page: pictures first."""
        documents = [each for each in self.attachments if each not in self.pictures]
        return (*self.pictures[1:], *documents)


def proposal_page(connection: Connection, number: str, now: datetime, *, least: int = LEAST) -> ProposalPage | None:
    """The page of the proposal with this number, on which no group smaller than `least` is told apart; None when nothing of
    it has been published. It takes a plain connection: a session costs as much as three of its statements."""
    row = connection.execute(_PAGE, {"number": number}).first()
    if row is None:
        return None
    values = iter(row)
    version, proposal, consultation, heard, item, decided, breakdown = (part.taken(values) for part in _PARTS)
    published_at, unit, space_type, numbers, is_disclosed, survey_id, *earliest = values
    decision = decided if decided is not None and decided.published_at else None
    is_answered = consultation is not None and answers_are_public(consultation.answers_published_at, heard and heard.opened_at)
    figures = tallied(connection, consultation.id) if consultation and not is_answered else None
    answers = public_answers(connection, consultation.id, least) if is_answered else []
    told = _milestones(earliest, proposal, consultation, heard, item, decision, bool(is_disclosed))
    return ProposalPage(
        proposal=proposal, version=version, unit=unit, space_type=space_type, published_at=published_at, round=heard,
        state=state_of(closes_at=heard and heard.closes_at, is_at_meeting=item is not None,
                       is_decided=decision is not None, is_withdrawn=proposal.withdrawn_at is not None, now=now),
        decision=decision, numbers=numbers,
        rows=tuple(connection.execute(_ROWS, {"version": version.id})) if proposal.area_id else (),
        asked=_asked(connection, heard.version_id if heard else version.id),
        attachments=_enclosed(connection, version.id),
        figures=figures,
        said=said_so_far(figures, breakdown, least) if figures else said_at_last(answers, numbers, least),
        answers=answers,
        replies=public_replies(connection, consultation.id) if decision else (),
        is_disclosed=bool(is_disclosed), kept=line_of(connection, heard.id) if heard else None,
        survey_id=survey_id, course=course(told, now), today=beijing_date(now),
    )


def _milestones(earliest, proposal, consultation, heard, item, decision, goes_up) -> Milestones:
    published_at, asked_at, asked_until = earliest
    return Milestones(
        published_at=published_at, asked_at=asked_at, asked_until=asked_until,
        opened_at=heard and heard.opened_at, closes_at=heard and heard.closes_at,
        settled_at=consultation and consultation.settled_at, submitted_at=item and item.submitted_at,
        decided_on=decision and decision.decided_on, goes_up=goes_up, government_on=decision and decision.government_on,
        told_at=decision and decision.published_at, withdrawn_at=proposal.withdrawn_at,
    )


def _enclosed(connection: Connection, version_id: int) -> list[Enclosed]:
    files = connection.execute(_FILES, {"version": version_id})
    return [Enclosed(key, name, File(*file)) for key, name, *file in files]


def _asked(connection: Connection, version_id: int) -> tuple[Asked, ...]:
    return tuple(
        Asked(party, unit, mandatory, tuple(clauses), tuple(quotes), waived)
        for party, unit, mandatory, clauses, quotes, waived in connection.execute(_ASKED, {"version": version_id})
    )
