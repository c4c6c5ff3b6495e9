"""The published versions of a proposal side by side: every place that changed, its words marked, and the themes behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from portal.consultations.models import Consultation, Round
from portal.consultations.rules import answers_are_public
from portal.opinions.likeness.differences import differences as by_words
from portal.opinions.likeness.values import Segment
from portal.opinions.models import Theme, ThemeChange
from portal.proposals.models import AreaRow, Proposal, ProposalVersion
from portal.proposals.rules import differences

_VERSIONS = (
    select(ProposalVersion).join(ProposalVersion.proposal).join(ProposalVersion.publication)
    .where(Proposal.number == bindparam("number")).order_by(ProposalVersion.ordinal)
    .options(contains_eager(ProposalVersion.publication), selectinload(ProposalVersion.rows).joinedload(AreaRow.space),
             joinedload(ProposalVersion.proposal))
)
_heard_from = (
    select(func.max(Round.opened_at)).where(Round.consultation_id == Consultation.id, Round.kind == "public")
    .correlate(Consultation).scalar_subquery()
)
_CAUSES = (
    select(ThemeChange.version_id, ThemeChange.field, Theme.id, Theme.title, Theme.verdict, Consultation.answers_published_at,
           _heard_from.label("heard_from"))
    .join(Theme, Theme.id == ThemeChange.theme_id).join(Consultation, Consultation.id == Theme.consultation_id)
    .where(Consultation.proposal_id == bindparam("proposal")).order_by(Theme.id)
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One place that reads otherwise: its words before and after in runs, and the answered themes (id, title, verdict) that
    caused it. `is_space`: `label` is the name of a space of an area's plan, not a marked sentence."""

    label: str
    is_space: bool
    is_material: bool
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    causes: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version and what changed since the one published before it; None for the first."""

    ordinal: int
    title: str
    published_at: datetime
    earlier: int | None
    changes: tuple[Changed, ...] | None


def editions(session: Session, number: str) -> list[Edition]:
    """The published versions of the proposal with this number, newest first; nothing where there is none."""
    versions = session.scalars(_VERSIONS, {"number": number}).all()
    if not versions:
        return []
    causes = _causes(session, versions[0].proposal_id)
    pairs = zip([None, *versions], versions, strict=False)
    return [_edition(old, new, causes) for old, new in pairs][::-1]


def _causes(session: Session, proposal_id: int) -> dict[str, list[Row]]:
    """The themes whose answers everybody may read, by the field they changed."""
    found = defaultdict(list)
    for row in session.execute(_CAUSES, {"proposal": proposal_id}):
        if answers_are_public(row.answers_published_at, row.heard_from):
            found[row.field].append(row)
    return found


def _edition(old: ProposalVersion | None, new: ProposalVersion, causes: dict[str, list[Row]]) -> Edition:
    told = new.ordinal, new.title, new.publication.published_at
    if old is None:
        return Edition(*told, None, None)
    return Edition(*told, old.ordinal, tuple(_changed(each, old, new, causes) for each in differences(old, new)))


def _changed(found, old: ProposalVersion, new: ProposalVersion, causes: dict[str, list[Row]]) -> Changed:
    field = f"rows:{found.label}" if found.name == "rows" else found.name
    runs = by_words(found.old, found.new)
    return Changed(
        found.label, found.name == "rows", found.is_material,
        tuple(each for each in runs if each.kind != "added"), tuple(each for each in runs if each.kind != "gone"),
        tuple({row.id: row for row in _between(causes[field], old.id, new.id)}.values()),
    )


def _between(rows: Sequence[Row], old_id: int, new_id: int) -> list[Row]:
    return [row for row in rows if old_id < row.version_id <= new_id]
