"""Reading what is on the notice board: published versions, the public rounds they stand in, and what proves that they were up."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation, Round
from portal.files.queries import attachments_of
from portal.ledger.models import Area, Space
from portal.notices.models import Loss, Sighting
from portal.notices.rules import Stretch, minutes, unproven
from portal.proposals.models import Proposal, ProposalVersion, Publication


def posted(session: Session, number: str) -> ProposalVersion | None:
    """The newest published version of the proposal with this number, with its place and unit; None before the first."""
    proposal = joinedload(ProposalVersion.proposal).options(
        joinedload(Proposal.initiating_unit), joinedload(Proposal.space).selectinload(Space.streets),
        joinedload(Proposal.area).selectinload(Area.streets))
    query = (
        select(ProposalVersion).join(Publication, Publication.version_id == ProposalVersion.id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id).where(Proposal.number == number)
        .order_by(Publication.id.desc()).limit(1).options(proposal, joinedload(ProposalVersion.publication))
    )
    return session.scalar(query)


@dataclass(frozen=True)
class Watched:
    """One notice to look at: a round, the version that is up, its words, and its public attachments (id, name, sha256)."""

    round_id: int
    version_id: int
    number: str
    words: tuple[str, ...]
    attachments: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Evidence:
    """What the checks of one round prove. `sightings` and `losses` are in the order in which they began."""

    sightings: Sequence[Sighting]
    losses: Sequence[Loss]

    @property
    def page(self) -> list[Sighting]:
        """What was seen of the page itself."""
        return [each for each in self.sightings if each.attachment_id is None]

    @property
    def checks(self) -> int:
        """How often the page was looked at."""
        return sum(each.checks for each in self.page)

    @cached_property
    def unproven(self) -> list[Stretch]:
        """The times without proof."""
        return unproven(self.sightings)

    @property
    def lost(self) -> int:
        """Minutes without proof, all together."""
        return minutes(self.unproven)

    @property
    def down(self) -> int:
        """Minutes in which it was found not to be up."""
        return minutes(self.unproven, "down")

    @property
    def unwatched(self) -> int:
        """Minutes in which nobody looked."""
        return minutes(self.unproven, "unwatched")

    @property
    def undecided(self) -> int:
        """Minutes without proof that nobody has decided about."""
        return self.lost - max((each.lost_minutes for each in self.losses if each.answered_at), default=0)

    @property
    def newest(self) -> list[Sighting]:
        """What was found last of the version that is up, the page first, then each attachment."""
        version = self.sightings[-1].version_id if self.sightings else None
        return list({each.attachment_id: each for each in self.sightings if each.version_id == version}.values())

    @property
    def is_up(self) -> bool:
        """Whether the last check found everything in place."""
        return bool(self.sightings) and all(each.outcome == "served" for each in self.newest)


def evidence_of(session: Session, round_id: int) -> Evidence:
    """What the checks of one public round prove, and what was decided."""
    return evidence_of_many(session, [round_id])[round_id]


def evidence_of_many(session: Session, round_ids: Sequence[int]) -> dict[int, Evidence]:
    """The same for several rounds, in two statements."""
    seen, lost = defaultdict(list), defaultdict(list)
    sightings = select(Sighting).where(Sighting.round_id.in_(round_ids)).order_by(Sighting.id)
    for each in session.scalars(sightings.options(joinedload(Sighting.attachment))):
        seen[each.round_id].append(each)
    for each in session.scalars(select(Loss).where(Loss.round_id.in_(round_ids)).order_by(Loss.id)):
        lost[each.round_id].append(each)
    return {key: Evidence(seen[key], lost[key]) for key in round_ids}


def rounds_seen(session: Session, since: datetime, limit: int = 100) -> Sequence[Round]:
    """The public rounds that close after `since` and have been looked at, the one that closes last first."""
    seen = select(Sighting.id).where(Sighting.round_id == Round.id).exists()
    query = select(Round).where(Round.closes_at > since, seen).order_by(Round.closes_at.desc(), Round.id).limit(limit)
    return session.scalars(query.options(joinedload(Round.version).joinedload(ProposalVersion.proposal))).all()


def losses_waiting(session: Session, units: Set[int]) -> int:
    """How many notices of these units were not always up and wait for a decision."""
    if not units:
        return 0
    query = select(func.count(Loss.id)).join(Loss.round).join(Round.consultation).join(Consultation.proposal)
    return session.scalar(query.where(Loss.answered_at.is_(None), Proposal.initiating_unit_id.in_(units)))


@dataclass(frozen=True)
class Line:
    """The evidence in one line for the proposal's page: how often the page was looked at, when last, how often it was not as
    published; and the note of the newest extension."""

    checks: int
    last_at: datetime | None
    wrong: int
    note: str | None


_LINE = select(
    func.coalesce(func.sum(Sighting.checks), 0), func.max(Sighting.last_at),
    func.coalesce(func.sum(Sighting.checks).filter(Sighting.outcome != "served"), 0),
    select(Loss.note).where(Loss.round_id == bindparam("round"), Loss.extended_to.is_not(None)).order_by(Loss.id.desc()).limit(1)
    .scalar_subquery(),
).where(Sighting.round_id == bindparam("round"), Sighting.attachment_id.is_(None))


def line_of(connection: Connection, round_id: int) -> Line:
    """The evidence of a public round in one line, in one statement."""
    return Line(*connection.execute(_LINE, {"round": round_id}).one())


def notices_up(session: Session, now: datetime) -> list[Watched]:
    """Every notice whose public round runs now, with the newest published version."""
    rounds = (
        select(Round).join(Round.consultation).join(Consultation.proposal)
        .where(Round.kind == "public", Round.opened_at <= now, Round.closes_at > now, Proposal.withdrawn_at.is_(None))
        .order_by(Round.id).options(joinedload(Round.consultation).joinedload(Consultation.proposal))
    )
    return [_watched(session, each) for each in session.scalars(rounds).all()]


def _watched(session: Session, round_: Round) -> Watched:
    version = posted(session, round_.consultation.proposal.number)
    public = [each for each in attachments_of(session, version) if each.visibility == "public"]
    return Watched(round_.id, version.id, version.proposal.number, (version.title, version.summary, version.meaning),
                   tuple((each.id, each.filename, each.file.sha256) for each in public))
