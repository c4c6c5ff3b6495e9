"""The places of the plan that changed from the version people were asked about to the newest one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.consultations.models import Consultation
from portal.opinions.models import Promise, Theme, ThemeChange
from portal.proposals.models import AreaRow, ProposalVersion
from portal.proposals.rules import differences
from portal.proposals.values import label_of


@dataclass(frozen=True)
class Place:
    """One field that reads otherwise in `version` than in the version before; `field` as ThemeChange keeps it."""

    version: ProposalVersion
    field: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.version.id}.{self.field}"

    @property
    def label(self) -> str:
        """What people call it: the field's name (marked for translation), or the space's."""
        return label_of(self.field)


def changed_places(session: Session, consultation: Consultation) -> list[Place]:
    """Everything that changed since the first version that was heard, oldest change first."""
    heard = min(each.version_id for each in consultation.rounds)
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == consultation.proposal_id, ProposalVersion.id >= heard)
    rows = selectinload(ProposalVersion.rows).joinedload(AreaRow.space)
    versions = session.scalars(query.order_by(ProposalVersion.ordinal).options(rows)).all()
    return [
        Place(new, f"rows:{each.label}" if each.name == "rows" else each.name, each.old, each.new)
        for old, new in zip(versions, versions[1:], strict=False) for each in differences(old, new)
    ]


def changes_of(session: Session, theme: Theme) -> list[ThemeChange]:
    """The places that changed because of a theme."""
    query = select(ThemeChange).where(ThemeChange.theme_id == theme.id).order_by(ThemeChange.id)
    return list(session.scalars(query.options(joinedload(ThemeChange.version))))


def outdated_changes(session: Session, consultation: Consultation) -> list[ThemeChange]:
    """The places answers point to that read otherwise by now: edited since, or changed again in a later version."""
    newest = {place.field: (place.version.id, place.after) for place in changed_places(session, consultation)}
    query = select(ThemeChange).join(Theme).where(Theme.consultation_id == consultation.id).order_by(ThemeChange.id)
    noted = session.scalars(query.options(joinedload(ThemeChange.theme)))
    return [each for each in noted if newest.get(each.field) != (each.version_id, each.after)]


def promise_of(session: Session, theme: Theme) -> Promise | None:
    """Who sees to what was adopted, and by when."""
    return session.scalar(select(Promise).where(Promise.theme_id == theme.id).options(joinedload(Promise.keeper)))
