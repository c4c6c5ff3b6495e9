"""Entering, changing and confirming spaces; defining areas; taking a confirmed file in."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.db import Base, check_revision
from portal.errors import N_, InvalidInput
from portal.ledger.models import Area, Space, SpaceChange
from portal.ledger.queries import area_named, space_by_number, values_of
from portal.ledger.values import SpaceValues, changes

FORM_LIMIT, USE_LIMIT = 40, 100


def enter_space(session: Session, values: SpaceValues, *, actor: User | None, now: datetime) -> Space:
    """Enter a new space; `values` as read by ledger.rules.read_space. Raises InvalidInput for a taken number."""
    if session.scalar(select(Space.id).where(Space.number == values.number)):
        raise InvalidInput(N_("编号“%(number)s”已经有了，请换一个，或去修改原来那一处。"), field="number", number=values.number)
    return enter_spaces(session, [values], source="form", actor=actor, now=now)[0]


def enter_spaces(session: Session, many: Iterable[SpaceValues], *, source: str, actor: User | None, now: datetime) -> list[Space]:
    """Enter new spaces whose numbers are known to be free; `source` is "form" or "import"."""
    many, names = list(many), named_rows(session)
    spaces = [Space(number=values.number, streets=[]) for values in many]
    for space, values in zip(spaces, many, strict=True):
        _fill(space, values, names, now)
    session.add_all(spaces)
    session.flush()
    for space, values in zip(spaces, many, strict=True):
        _note(session, space, "space.enter", changes(None, values), source, actor, now)
    return spaces


def change_space(session: Session, space: Space, values: SpaceValues, *, seen_revision: int, actor: User | None, now: datetime,
                 source: str = "form", names: Mapping[str, Base] | None = None) -> dict[str, list[str]]:
    """Change a space to `values`; returns field → [old, new]. With nothing changed nothing is stored.

    Raises EditedMeanwhile when somebody saved the space since `seen_revision`; InvalidInput for a taken number.
    """
    check_revision(space, seen_revision)
    found = changes(values_of(space), values)
    if "number" in found and space_by_number(session, values.number):
        raise InvalidInput(N_("编号“%(number)s”已经有了，请换一个，或去修改原来那一处。"), field="number", number=values.number)
    if found:
        _fill(space, values, names or named_rows(session), now)
        _note(session, space, "space.change", found, source, actor, now)
    return found


def confirm_space(session: Session, space: Space, *, actor: User, now: datetime) -> None:
    """Note that somebody checked a space and found it still right: it counts as updated (指导意见 五(二))."""
    space.updated_at = now
    _note(session, space, "space.confirm", {}, "form", actor, now)


def follow_decision(session: Session, space: Space, form: str, *, actor: User, now: datetime) -> None:
    """Note the business form the joint meeting decided for a space; it changes by another decision only (四2)."""
    _follow(session, space, "approved_form", form[:FORM_LIMIT], "space.follow_decision", actor, now)


def put_to_use(session: Session, space: Space, current_use: str, *, actor: User, now: datetime) -> None:
    """Note that a decided reuse has begun: the ledger's present use follows. Raises InvalidInput without words."""
    words = current_use.strip()
    if not words or len(words) > USE_LIMIT:
        raise InvalidInput(N_("请写明现在用来做什么，不超过%(limit)s个字。"), field="current_use", limit=USE_LIMIT)
    _follow(session, space, "current_use", words, "space.put_to_use", actor, now)


def _follow(session: Session, space: Space, field: str, value: str, action: str, actor: User, now: datetime) -> None:
    found = {field: [getattr(space, field) or "", value]}
    setattr(space, field, value)
    space.updated_at = now
    _note(session, space, action, found, "decision", actor, now)


def define_area(session: Session, name: str, headquarters: Unit, streets: Iterable[Unit], *, description: str = "",
                actor: User | None, now: datetime) -> Area:
    """Define an area of a headquarters, in one or more streets. Raises InvalidInput for a taken name or a wrong unit."""
    if not name.strip() or area_named(session, name.strip()):
        raise InvalidInput(N_("请给片区起一个还没有用过的名称。"), field="name")
    area = Area(streets=[], spaces=[])
    _describe(area, name, headquarters, streets, description, now)
    session.add(area)
    session.flush()
    journal.record(session, "area.define", area, actor=actor, now=now, unit_id=headquarters.id)
    return area


def change_area(session: Session, area: Area, name: str, headquarters: Unit, streets: Iterable[Unit], *, description: str,
                seen_revision: int, actor: User, now: datetime) -> None:
    """Change an area; raises like `define_area`, and EditedMeanwhile when somebody saved it since `seen_revision`."""
    check_revision(area, seen_revision)
    other = area_named(session, name.strip())
    if not name.strip() or other not in (None, area):
        raise InvalidInput(N_("请给片区起一个还没有用过的名称。"), field="name")
    _describe(area, name, headquarters, streets, description, now)
    journal.record(session, "area.change", area, actor=actor, now=now, unit_id=headquarters.id)


def named_rows(session: Session) -> dict[str, Base]:
    """Units by name, subdistrict units also by street, and areas by name."""
    units = session.scalars(select(Unit)).all()
    return {
        **{area.name: area for area in session.scalars(select(Area))},
        **{unit.street: unit for unit in units if unit.street},
        **{unit.name: unit for unit in units},
    }


def _fill(space: Space, values: SpaceValues, names: Mapping[str, Base], now: datetime) -> None:
    for field in ("number", "name", "address", "space_type", "space_subtype", "size_m2", "owner_name", "owner_nature",
                  "planned_use", "current_use", "vacated_on", "in_ledger", "longitude", "latitude"):
        setattr(space, field, getattr(values, field))
    space.secondary_types = list(values.secondary_types)
    space.streets = [names[street] for street in values.streets]
    for field in ("area", "promoting_unit", "initiating_unit"):
        word = getattr(values, field)
        setattr(space, field, names[word] if word else None)
    space.updated_at = now


def _note(session: Session, space: Space, action: str, found: dict, source: str, actor: User | None, now: datetime) -> None:
    session.add(SpaceChange(space_id=space.id, at=now, by_id=getattr(actor, "id", None), source=source, changes=found))
    journal.record(session, action, space, actor=actor, now=now, unit_id=space.promoting_unit_id, fields=sorted(found))


def _describe(area: Area, name: str, headquarters: Unit, streets: Iterable[Unit], description: str, now: datetime) -> None:
    streets = list(streets)
    if headquarters.kind != "headquarters":
        raise InvalidInput(N_("片区要属于一个指挥部，请选择指挥部。"), field="headquarters")
    if not streets:
        raise InvalidInput(N_("请至少选择一个街道。"), field="streets")
    area.name, area.headquarters, area.streets, area.description = name.strip(), headquarters, streets, description
    area.updated_at = now
