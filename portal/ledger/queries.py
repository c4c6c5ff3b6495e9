"""Reading the ledger."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.models import Unit
from portal.accounts.queries import units_on
from portal.ledger.models import Area, LedgerImport, Space, SpaceChange, space_streets
from portal.ledger.rules import Known
from portal.ledger.values import SpaceValues


def space_by_number(session: Session, number: str) -> Space | None:
    """The space of that number with its streets, area and units, or None."""
    return session.scalar(with_names(select(Space)).where(Space.number == number))


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
        longitude=space.longitude, latitude=space.latitude,
    )


def known(session: Session, day: date, own_units: Iterable[int] | None = None) -> Known:
    """What rows of the ledger are read against on `day`; `own_units` are the ids a unit's staff may touch, None: any."""
    units = units_on(session, day)
    areas = session.execute(select(Area.name, Unit.name).join(Area.headquarters))
    own = None if own_units is None else frozenset(unit.name for unit in units if unit.id in set(own_units))
    return Known(day, frozenset(unit.name for unit in units), dict(areas.all()), own)


def ledger(*, q: str = "", street: str = "", space_type: str = "", unit_id: int | None = None,
           stale_before: datetime | None = None, undesignated: bool = False, in_ledger: bool | None = None) -> Select:
    """The spaces that match, without order or limit; "" and None do not filter."""
    query = with_names(select(Space))
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


def page(session: Session, query: Select, *, after: str, limit: int) -> tuple[list[Space], str | None]:
    """Up to `limit` spaces of a query by number, after one; and the number to go on after, or None at the end."""
    found = list(session.scalars(query.where(Space.number > after).order_by(Space.number).limit(limit + 1)))
    return found[:limit], found[limit - 1].number if len(found) > limit else None


def stale_before(now: datetime, days: int) -> datetime:
    """Spaces last confirmed before this instant need looking at (an internal setting)."""
    return now - timedelta(days=days)


def history(session: Session, space: Space) -> list[SpaceChange]:
    """Every change of a space with who made it, newest first."""
    query = select(SpaceChange).where(SpaceChange.space_id == space.id).options(joinedload(SpaceChange.by))
    return list(session.scalars(query.order_by(SpaceChange.id.desc())))


class Filing(NamedTuple):
    """How up to date a promoting unit's part of the ledger is; `unit` None: spaces nobody promotes yet."""

    unit: str | None
    spaces: int
    stale: int
    oldest: datetime
    filed_at: datetime | None


def filings(session: Session, before: datetime) -> list[Filing]:
    """Every promoting unit's part of the ledger, the ones with most stale spaces first (按时进行台账的报送和更新, 五(二))."""
    stale = func.sum(case((Space.updated_at < before, 1), else_=0))
    last = func.max(LedgerImport.confirmed_at).label("at")
    filed = select(LedgerImport.unit_id, last).group_by(LedgerImport.unit_id).subquery()
    query = (select(Unit.name, func.count(Space.id), stale, func.min(Space.updated_at), filed.c.at).select_from(Space)
             .outerjoin(Unit, Unit.id == Space.promoting_unit_id).outerjoin(filed, filed.c.unit_id == Unit.id)
             .group_by(Unit.id, Unit.name, filed.c.at).order_by(stale.desc(), Unit.name))
    return [Filing(*row) for row in session.execute(query)]


def areas(session: Session) -> list[Area]:
    """Every area with its headquarters, streets and spaces, by name."""
    options = (joinedload(Area.headquarters), selectinload(Area.streets), selectinload(Area.spaces))
    return list(session.scalars(select(Area).options(*options).order_by(Area.name)))


def area_named(session: Session, name: str) -> Area | None:
    """The area of that name, or None."""
    return session.scalar(select(Area).where(Area.name == name))


def with_names(query: Select) -> Select:
    """A query of spaces that also loads what their plain words need."""
    return query.options(selectinload(Space.streets), joinedload(Space.area), joinedload(Space.promoting_unit),
                         joinedload(Space.initiating_unit))
