"""Reading the ledger."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.ledger.models import Area, Space, SpaceChange, space_streets
from portal.ledger.rules import Known
from portal.ledger.values import SpaceValues


def space_by_number(session: Session, number: str) -> Space | None:
    """The space of that number with its streets, area and units, or None."""
    return session.scalar(_with_names(select(Space)).where(Space.number == number))


def values_of(space: Space) -> SpaceValues:
    """A space as plain words."""
    return SpaceValues(
        number=space.number, name=space.name, address=space.address, space_type=space.space_type,
        streets=tuple(street.street for street in space.streets), space_subtype=space.space_subtype,
        secondary_types=tuple(space.secondary_types), area=space.area.name if space.area else None, size_m2=space.size_m2,
        owner_name=space.owner_name, owner_nature=space.owner_nature, planned_use=space.planned_use,
        current_use=space.current_use, vacated_on=space.vacated_on,
        promoting_unit=space.promoting_unit.name if space.promoting_unit else None,
        initiating_unit=space.initiating_unit.name if space.initiating_unit else None, in_ledger=space.in_ledger,
    )


def known(session: Session, day: date, own_units: Iterable[int] | None = None) -> Known:
    """What rows of the ledger are read against on `day`; `own_units` are the ids a unit's staff may touch, None: any."""
    units = units_on(session, day)
    areas = session.execute(select(Area.name, Unit.name).join(Area.headquarters))
    own = None if own_units is None else frozenset(unit.name for unit in units if unit.id in set(own_units))
    return Known(day, frozenset(unit.name for unit in units), dict(areas.all()), own)


def ledger(session: Session, *, q: str = "", street: str = "", space_type: str = "", unit_id: int | None = None,
           stale_before: datetime | None = None, undesignated: bool = False, in_ledger: bool | None = None) -> Select:
    """The spaces that match, without order or limit; "" and None do not filter."""
    query = _with_names(select(Space))
    if q:
        like = "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(or_(*(column.ilike(like, escape="\\") for column in (Space.number, Space.name, Space.address))))
    if street:
        lies_there = select(space_streets.c.space_id).join(Unit, Unit.id == space_streets.c.unit_id).where(Unit.street == street)
        query = query.where(Space.id.in_(lies_there))
    if space_type:
        query = query.where(Space.space_type == space_type)
    if unit_id:
        query = query.where(or_(Space.promoting_unit_id == unit_id, Space.initiating_unit_id == unit_id))
    if stale_before:
        query = query.where(Space.updated_at < stale_before)
    if undesignated:
        query = query.where(Space.promoting_unit_id.is_(None))
    return query if in_ledger is None else query.where(Space.in_ledger == in_ledger)


def stale_before(now: datetime, days: int) -> datetime:
    """Spaces last confirmed before this instant need looking at (an internal setting)."""
    return now - timedelta(days=days)


def all_values(session: Session) -> dict[str, SpaceValues]:
    """The whole ledger as plain words, by number."""
    return {space.number: values_of(space) for space in session.scalars(_with_names(select(Space)).order_by(Space.number))}


def history(session: Session, space: Space) -> list[SpaceChange]:
    """Every change of a space with who made it, newest first."""
    query = select(SpaceChange).where(SpaceChange.space_id == space.id).options(selectinload(SpaceChange.by))
    return list(session.scalars(query.order_by(SpaceChange.id.desc())))


def areas(session: Session) -> list[Area]:
    """Every area with its headquarters, streets and spaces, by name."""
    options = (selectinload(Area.headquarters), selectinload(Area.streets), selectinload(Area.spaces))
    return list(session.scalars(select(Area).options(*options).order_by(Area.name)))


def area_named(session: Session, name: str) -> Area | None:
    """The area of that name, or None."""
    return session.scalar(select(Area).where(Area.name == name))


def _with_names(query: Select) -> Select:
    return query.options(selectinload(Space.streets), selectinload(Space.area), selectinload(Space.promoting_unit),
                         selectinload(Space.initiating_unit))
