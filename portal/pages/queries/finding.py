"""One search over what the public may read: proposals, spaces, and what became of people's words.

Every word must stand somewhere in the text, as a part of a word too; where nothing has them all, what has most pairs of
neighbouring characters is nearly it. Building a statement costs more than running it, so each is built once.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, select
from sqlalchemy.orm import Session

from portal.complaints.models import Complaint
from portal.consultations.models import Consultation
from portal.ledger.models import Space
from portal.meetings.models import AgendaItem, Decision
from portal.opinions.models import Opinion, Theme
from portal.pages.queries.listing import IS_NEWEST
from portal.proposals.models import Proposal, ProposalVersion, Publication
from portal.search import contains
from portal.text import folded

MOST_WORDS, MOST_PAIRS = 4, 12
LEAST_NEAR = 4  # characters: shorter words are found or not
KINDS = PROPOSAL, SPACE, OUTCOME = ("proposal", "space", "outcome")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its kind (one of KINDS), the number in its address, its title, and a line about it."""

    kind: str
    number: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave; `is_near`: nothing has every word, these come nearest."""

    hits: tuple[Hit, ...]
    is_near: bool = False

    def of(self, kind: str) -> list[Hit]:
        """The hits of one kind."""
        return [each for each in self.hits if each.kind == kind]


def find(session: Session, typed: str, *, each: int) -> Found:
    """What the typed words find, at most so many of each kind, the best first."""
    words = folded(typed).lower().split()[:MOST_WORDS]
    if not words:
        return Found(())
    hits = _hits(session, words, len(words), each)
    pairs = _pairs("".join(words))
    if hits or len("".join(words)) < LEAST_NEAR:
        return Found(hits)
    return Found(_hits(session, pairs, (len(pairs) + 1) // 2, each), is_near=True)


def address_of_receipt(session: Session, receipt: str) -> tuple[str, str] | None:
    """Whose receipt a whole number is: the endpoint that tells what became of it, and the number; or None."""
    for model, endpoint in ((Opinion, "opinions.receipt"), (Complaint, "complaints.follow")):
        if session.scalar(select(model.id).where(model.receipt == receipt)):
            return endpoint, receipt
    return None


def _pairs(text: str) -> list[str]:
    return list(dict.fromkeys(text[place:place + 2] for place in range(len(text) - 1)))[:MOST_PAIRS]


def _hits(session: Session, pieces: list[str], least: int, each: int) -> tuple[Hit, ...]:
    given = {f"piece{place}": piece for place, piece in enumerate(pieces)} | {"least": least, "limit": each}
    connection = session.connection()
    return tuple(Hit(kind, *row) for kind in KINDS for row in connection.execute(_statement(kind, len(pieces)), given))


@cache
def _statement(kind: str, pieces: int) -> Select:
    query, title, text = {PROPOSAL: _proposals, SPACE: _spaces, OUTCOME: _outcomes}[kind]()
    there, in_title = _count(text, pieces), _count(title, pieces)
    best_first = (there.desc(), in_title.desc(), *_newest(kind))
    return query.where(there >= bindparam("least")).order_by(*best_first).limit(bindparam("limit"))


def _count(text: ColumnElement[str], pieces: int) -> ColumnElement[int]:
    """How many of the pieces stand in a text."""
    lower = func.lower(text)
    return sum((case((contains(lower, bindparam(f"piece{place}")), 1), else_=0) for place in range(pieces)), literal(0))


def _joined(*texts: ColumnElement[str]) -> ColumnElement[str]:
    first, *rest = texts
    for each in rest:
        first = first + " " + each
    return first


def _proposals() -> tuple[Select, ColumnElement[str], ColumnElement[str]]:
    version = ProposalVersion
    query = (select(Proposal.number, version.title, version.location).select_from(Publication)
             .join(version, version.id == Publication.version_id).join(Proposal, Proposal.id == version.proposal_id)
             .where(IS_NEWEST))
    return query, version.title, _joined(Proposal.number, version.title, version.location, version.intended_use, version.summary)


def _spaces() -> tuple[Select, ColumnElement[str], ColumnElement[str]]:
    return select(Space.number, Space.name, Space.address), Space.name, _joined(Space.number, Space.name, Space.address)


def _outcomes() -> tuple[Select, ColumnElement[str], ColumnElement[str]]:
    query = (select(Proposal.number, Theme.title, Theme.reason).select_from(Theme)
             .join(Consultation, Consultation.id == Theme.consultation_id).join(Proposal, Proposal.id == Consultation.proposal_id)
             .join(AgendaItem, AgendaItem.proposal_id == Proposal.id).join(Decision, Decision.item_id == AgendaItem.id)
             .where(Decision.published_at.is_not(None), Theme.verdict.is_not(None)))
    return query, Theme.title, _joined(Theme.title, Theme.reason, Theme.changed_place)


def _newest(kind: str) -> tuple:
    return {PROPOSAL: (Publication.id.desc(),), SPACE: (Space.number,), OUTCOME: (Decision.published_at.desc(), Theme.id)}[kind]
