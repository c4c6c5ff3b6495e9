"""Reading proposals for the desk."""

from collections.abc import Sequence, Set

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Unit
from portal.ledger.models import Area, Space, area_streets, space_streets
from portal.proposals.models import AreaRow, BusinessForm, Proposal, ProposalVersion


def proposal_by_number(session: Session, number: str) -> Proposal | None:
    """The proposal with this number and all that its pages show: place, versions, publications, reviews, rows; or None."""
    versions = selectinload(Proposal.versions)
    area = joinedload(Proposal.area)
    query = select(Proposal).where(Proposal.number == number).options(
        joinedload(Proposal.space).selectinload(Space.streets), joinedload(Proposal.initiating_unit),
        joinedload(Proposal.lead_unit), joinedload(Proposal.changes_form_of),
        area.joinedload(Area.headquarters), area.selectinload(Area.streets),
        area.selectinload(Area.spaces).selectinload(Space.streets),
        versions.joinedload(ProposalVersion.publication), versions.selectinload(ProposalVersion.reviews),
        versions.selectinload(ProposalVersion.rows).joinedload(AreaRow.space),
    )
    return session.scalar(query)


def lies_in(streets: Set[int]) -> ColumnElement[bool]:
    """SQL: whether a proposal's space, or its area or a space of it, lies in one of these subdistricts (ids of units)."""
    space = select(space_streets.c.space_id).where(space_streets.c.unit_id.in_(streets))
    in_area = select(Area.id).join(area_streets).where(area_streets.c.unit_id.in_(streets))
    of_area = select(Space.area_id).where(Space.id.in_(space), Space.area_id.is_not(None))
    return or_(Proposal.space_id.in_(space), Proposal.area_id.in_(in_area), Proposal.area_id.in_(of_area))


def catalogue(session: Session) -> Sequence[BusinessForm]:
    """The catalogue of business forms, by tier (优先, 也可, 鼓励, 其他) and in the order they were entered."""
    order = ("priority", "also", "encouraged", "other")
    return sorted(session.scalars(select(BusinessForm)), key=lambda each: (order.index(each.tier), each.id))


def units_named(session: Session, names: Sequence[str]) -> list[Unit]:
    """The units of these names, in their order."""
    found = {each.name: each for each in session.scalars(select(Unit).where(Unit.name.in_(names)))}
    return [found[name] for name in names if name in found]


def draftable_spaces(session: Session, unit_ids: Sequence[int]) -> list[Space]:
    """The spaces these units promote or bring to the meeting, by number."""
    mine = Space.promoting_unit_id.in_(unit_ids) | Space.initiating_unit_id.in_(unit_ids)
    return list(session.scalars(select(Space).where(mine).order_by(Space.number)))


def draftable_areas(session: Session, unit_ids: Sequence[int]) -> list[Area]:
    """The areas that belong to these units, by name."""
    return list(session.scalars(select(Area).where(Area.headquarters_id.in_(unit_ids)).order_by(Area.name)))
