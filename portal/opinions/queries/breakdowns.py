"""How the public's counted opinions divide, with small groups put together: what the public may read of it, and no more."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, bindparam, distinct, exists, func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Unit
from portal.consultations.models import Consultation, Round
from portal.consultations.rules import answers_are_public
from portal.opinions.models import Opinion, Point, Theme
from portal.opinions.queries.counting import COUNTED
from portal.opinions.rules import PUBLIC_STANCES
from portal.personal import find, hide
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.shielding import together

HOUSE = "〔略〕"
_PUBLIC = Opinion.consultation_id == bindparam("consultation"), Opinion.stance.in_(PUBLIC_STANCES), COUNTED
_BY_RELATION = select(func.coalesce(Opinion.relation, ""), func.count()).where(*_PUBLIC).group_by(Opinion.relation)
_BY_STREET = (
    select(func.coalesce(Unit.street, ""), func.count()).select_from(Opinion)
    .outerjoin(Unit, Unit.id == Opinion.street_id).where(*_PUBLIC).group_by(Unit.street)
)
_VOICES = func.count(distinct(Point.opinion_id))
_BY_THEME = (
    select(Theme.title, _VOICES).join(Point, Point.theme_id == Theme.id).join(Opinion, Opinion.id == Point.opinion_id)
    .where(*_PUBLIC).group_by(Theme.id, Theme.title).order_by(_VOICES.desc(), Theme.id)
)
_PLACE = (
    select(ProposalVersion.location, ProposalVersion.title).join(Publication, Publication.version_id == ProposalVersion.id)
    .join(Consultation, Consultation.proposal_id == ProposalVersion.proposal_id)
    .where(Consultation.id == bindparam("consultation")).order_by(Publication.id.desc()).limit(1)
)


def divided(session: Session, consultation_id: int, least: int) -> dict:
    """The parts of a Breakdown as of now; groups of fewer than `least` opinions stay together, or are only counted."""
    def read(query: Select) -> Sequence[Row]:
        return session.execute(query, {"consultation": consultation_id}).all()

    themes = [(title, voices) for title, voices in read(_BY_THEME) if voices >= least]
    public = next(iter(read(_PLACE)), ())
    return {
        "themes": [[_shown(title, public), voices] for title, voices in themes],
        "few": len(read(_BY_THEME)) - len(themes),
        "relations": _plain(together(_heaviest(read(_BY_RELATION)), least)),
        "streets": _plain(together(_heaviest(read(_BY_STREET)), least)),
    }


def _heaviest(groups: Sequence[Row]) -> list[tuple[str, int]]:
    return sorted((tuple(each) for each in groups), key=lambda each: (-each[1], each[0]))


def _plain(groups) -> list[list]:
    return [[list(labels), number] for labels, number in groups]


def _shown(title: str, public: Sequence[str]) -> str:
    """A theme's title without what tells who somebody is; no reviewer has read it yet."""
    return hide(title, ((found.start, found.end) for found in find(title, public)), HOUSE)


def still_counting(session: Session) -> list[int]:
    """The consultations put to the public whose answers are not public yet, by id."""
    newest = select(func.max(Round.opened_at)).where(Round.consultation_id == Consultation.id, Round.kind == "public")
    query = (
        select(Consultation.id, Consultation.answers_published_at, newest.correlate(Consultation).scalar_subquery())
        .join(Proposal, Proposal.id == Consultation.proposal_id).where(Proposal.withdrawn_at.is_(None))
        .where(exists().where(Round.consultation_id == Consultation.id, Round.kind == "public")).order_by(Consultation.id)
    )
    return [key for key, answered_at, heard_from in session.execute(query) if not answers_are_public(answered_at, heard_from)]
