"""The map and the ledger: invented boundaries, areas and spaces as their units entered and last checked them."""

from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.demo.data import FOLDER
from portal.demo.timeline import Timeline
from portal.demo.values import Space
from portal.demo.world import World
from portal.ledger.actions import confirm_space, define_area, enter_space
from portal.ledger.queries import known
from portal.ledger.rules import read_space
from portal.places.actions import Brought, import_boundaries
from portal.places.rules import COMMUNITY, STREET

DAYS_TO_ENTER = 3


def define_areas(world: World, session: Session, now: datetime) -> None:
    """Define the courtyard areas."""
    for area in world.district.areas:
        world.areas[area.key] = define_area(
            session, area.name, world.unit(area.unit), [world.street(street) for street in area.streets],
            description=area.description, actor=world.staff(area.unit), now=now,
        )


def draw_boundaries(world: World, session: Session, now: datetime) -> None:
    """Take in the streets and communities, whose lines are invented: every map says that they are a sketch."""
    for kind, name in ((STREET, "streets.geojson"), (COMMUNITY, "communities.geojson")):
        brought = Brought((FOLDER / name).read_bytes(), name, kind, source="演示数据：边线是虚构的", is_sketch=True)
        import_boundaries(session, world.storage, brought, actor=world.office(), now=now)


def enter(timeline: Timeline, world: World, space: Space, beginning: int) -> None:
    """Enter a space some days after it was vacated, at the earliest when the ledger began; check it on its day."""
    entered = max(beginning, space.vacated + DAYS_TO_ENTER)
    timeline.at(entered, "10:30", partial(_enter, world, space, timeline.day(space.vacated)))
    if space.confirmed is not None:
        timeline.at(space.confirmed, "11:10", partial(_confirm, world, space))


def _enter(world: World, space: Space, vacated_on: date, session: Session, now: datetime) -> None:
    areas = {area.key: area.name for area in world.district.areas}
    texts = {
        "number": space.number, "name": space.name, "address": space.address, "space_type": space.type,
        "space_subtype": space.subtype, "secondary_types": "、".join(space.secondary), "streets": "、".join(space.streets),
        "area": areas.get(space.area, ""), "size_m2": str(space.size), "owner_name": space.owner, "owner_nature": space.ownership,
        "planned_use": space.planned_use, "current_use": space.current_use, "vacated_on": vacated_on.isoformat(),
        "longitude": _degrees(space.longitude), "latitude": _degrees(space.latitude),
        "promoting_unit": space.unit, "in_ledger": "是" if space.in_ledger else "否",
    }
    values = read_space(texts, known(session, beijing_date(now)))
    actor = (world.staff_or_none(space.unit) if space.unit else None) or world.office()
    world.spaces[space.key] = enter_space(session, values, actor=actor, now=now)


def _degrees(number: float | None) -> str:
    return "" if number is None else str(number)


def _confirm(world: World, space: Space, session: Session, now: datetime) -> None:
    confirm_space(session, world.spaces[space.key], actor=world.staff(space.unit), now=now)
