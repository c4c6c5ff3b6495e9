"""Taking boundaries in, and telling where a space lies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import User
from portal.errors import N_, InvalidInput, Several
from portal.files.actions import store_bytes
from portal.files.storage import FolderStorage
from portal.geo import Point, point_of
from portal.ledger.actions import change_space
from portal.ledger.degrees import Place, outside
from portal.ledger.models import Space
from portal.ledger.queries import values_of
from portal.places.comparison import found_datum
from portal.places.models import Boundary, BoundaryFile
from portal.places.queries import Atlas, atlas, placed_spaces
from portal.places.rules import COMMUNITY, GCJ02, MOST_TOLD, STREET, Outline, read_boundaries, settled_datum
from portal.places.shapes import Shape, geometry_of, kept
from portal.rulebook.book import current_book

MEDIA_TYPE = "application/geo+json"


@dataclass(frozen=True)
class Brought:
    """A file of boundaries as it was brought: its bytes and name, its kind (STREET or COMMUNITY), the coordinates somebody
    chose ("": find out), where it comes from, its map approval number, and whether it is only a sketch."""

    data: bytes
    filename: str
    kind: str
    datum: str = ""
    source: str = ""
    approval_number: str = ""
    is_sketch: bool = False


def import_boundaries(session: Session, storage: FolderStorage, brought: Brought, *, actor: User | None,
                      now: datetime) -> BoundaryFile:
    """Take a file in; it replaces all boundaries of its kind. Returns the record of the file.

    Raises InvalidInput, or Several, for a file that cannot be taken as it is; nothing changes then.
    """
    known = atlas(session)
    read = read_boundaries(brought.data, brought.kind)
    as_they_are = _shapes(read.outlines, brought.kind, known)
    moved = _shapes([each.moved() for each in read.outlines], brought.kind, known)
    datum = settled_datum(read.declared, brought.datum, _compared(session, as_they_are, moved, brought, known))
    file = BoundaryFile(
        file=store_bytes(session, storage, brought.data, MEDIA_TYPE, now), filename=brought.filename[:200], kind=brought.kind,
        datum=datum, source=brought.source, approval_number=brought.approval_number, is_sketch=brought.is_sketch,
        imported_by=actor and actor.id, imported_at=now)
    session.add(file)
    session.flush()
    _replace(session, file, moved if datum == GCJ02 else as_they_are)
    journal.record(session, "boundary.import", file, actor=actor, now=now, kind=file.kind, datum=datum, sha256=file.file.sha256)
    return file


def place_space(session: Session, space: Space, place: Place | None, *, seen_revision: int, actor: User,
                now: datetime) -> list[str]:
    """Note where a space lies, or (None) that nobody knows; returns the streets the point lies in when they are not those
    of the ledger, for a word of caution. Raises InvalidInput for a point outside the district, EditedMeanwhile."""
    longitude, latitude = place or (None, None)
    known = atlas(session)
    there = known.streets_at(point_of(*place)) if place else []
    if place and known.streets and not there and not known.is_sketch:
        raise outside(place)
    values = replace(values_of(space), longitude=longitude, latitude=latitude)
    change_space(session, space, values, seen_revision=seen_revision, actor=actor, now=now)
    return [] if set(there) & set(values.streets) else there


def _shapes(outlines: Iterable[Outline], kind: str, known: Atlas) -> list[Shape]:
    """The outlines as shapes under their official names. Raises Several with every one that cannot be."""
    shapes, problems = [], []
    for outline in outlines:
        try:
            shapes.append(_shape(outline, kind, known))
        except InvalidInput as problem:
            problem.field = "file"
            problems.append(problem)
    if problems:
        raise Several(problems[:MOST_TOLD])
    return shapes


def _shape(outline: Outline, kind: str, known: Atlas) -> Shape:
    geometry = geometry_of(outline)
    if kind == STREET:
        name = current_book().catalogue.street(outline.name).name
        return Shape(name, name, geometry)
    shape = Shape(outline.name, "", geometry)
    return replace(shape, street=_street_of(outline, shape, known))


def _street_of(outline: Outline, shape: Shape, known: Atlas) -> str:
    """The street a community says it lies in, else the one its middle lies in."""
    if outline.street:
        return current_book().catalogue.street(outline.street).name
    there = known.streets_at(shape.middle)
    if not there:
        raise InvalidInput(N_("“%(name)s”没有写明属于哪个街道，也不在已经导入的街道边界里。"), name=outline.name)
    return there[0]


def _compared(session: Session, as_they_are: list[Shape], moved: list[Shape], brought: Brought, known: Atlas) -> str | None:
    """What known spaces and known boundaries say; a sketch proves nothing."""
    if brought.is_sketch:
        return None
    spaces = [(point_of(each.longitude, each.latitude), [street.street for street in each.streets])
              for each in placed_spaces(session)]
    trusted = () if known.is_sketch else (known.communities if brought.kind == COMMUNITY else known.streets)
    middles: dict[tuple[str, str], Point] = {(each.street, each.name): each.middle for each in trusted}
    return found_datum(as_they_are, moved, spaces, middles)


def _replace(session: Session, file: BoundaryFile, shapes: Iterable[Shape]) -> None:
    session.execute(delete(Boundary).where(Boundary.kind == file.kind))
    session.add_all(Boundary(file_id=file.id, kind=file.kind, name=each.name, street=each.street, geometry=kept(each.geometry))
                    for each in shapes)
    session.flush()
