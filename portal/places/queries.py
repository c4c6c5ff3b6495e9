"""Reading where things lie."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.files.models import StoredFile
from portal.geo import Box, Point, point_of
from portal.ledger.models import Space
from portal.places.models import Boundary, BoundaryFile
from portal.places.rules import COMMUNITY, STREET
from portal.places.shapes import Shape, shape_of

KEPT = 8
_atlases: dict[tuple, "Atlas"] = {}
_STANDING = select(
    BoundaryFile.id, BoundaryFile.imported_at, BoundaryFile.is_sketch, BoundaryFile.approval_number, StoredFile.sha256,
).join(BoundaryFile.file).where(
    BoundaryFile.id.in_(select(func.max(BoundaryFile.id)).group_by(BoundaryFile.kind)),
).order_by(BoundaryFile.id)  # one file of each kind: the newest


def boundary_files(session: Session) -> list[BoundaryFile]:
    """Every file that was taken in, newest first."""
    options = (joinedload(BoundaryFile.importer), joinedload(BoundaryFile.file))
    return list(session.scalars(select(BoundaryFile).options(*options).order_by(BoundaryFile.id.desc())))


class Atlas:
    """The streets and communities as the standing files draw them; read from the database once for each set of files."""

    def __init__(self, shapes: dict[str, tuple[Shape, ...]], files: tuple):
        self.streets = shapes.get(STREET, ())
        self.communities = shapes.get(COMMUNITY, ())
        self.is_sketch = any(each.is_sketch for each in files)
        self.approval_numbers = tuple(dict.fromkeys(each.approval_number for each in files if each.approval_number))
        self.version = "-".join(str(each.id) for each in files)

    def street(self, name: str) -> Shape | None:
        """The street of that name."""
        return next((each for each in self.streets if each.name == name), None)

    def communities_of(self, street: str) -> list[Shape]:
        """The communities of a street."""
        return [each for each in self.communities if each.street == street]

    def community(self, street: str, name: str) -> Shape | None:
        """The community of that name in a street."""
        return next((each for each in self.communities_of(street) if each.name == name), None)

    def streets_at(self, point: Point) -> list[str]:
        """The streets a point lies in: one, two on a border, none outside."""
        return [each.name for each in self.streets if each.holds(point)]


def atlas(session: Session) -> Atlas:
    """The boundaries as they stand."""
    files = tuple(session.connection().execute(_STANDING).all())
    if files not in _atlases:
        while len(_atlases) >= KEPT:
            _atlases.pop(next(iter(_atlases)), None)
        _atlases[files] = _read(session, files)
    return _atlases[files]


def spaces_within(session: Session, shape: Shape) -> list[int]:
    """The ids of the spaces whose place is known and lies in `shape`."""
    box: Box = shape.box
    query = select(Space.id, Space.longitude, Space.latitude).where(
        Space.longitude.between(box.west, box.east), Space.latitude.between(box.south, box.north))
    return [row.id for row in session.execute(query) if shape.holds(point_of(row.longitude, row.latitude))]


def placed_spaces(session: Session) -> list[Space]:
    """Every space whose place is known, with its streets."""
    return list(session.scalars(select(Space).where(Space.longitude.is_not(None)).options(selectinload(Space.streets))))


def _read(session: Session, files: tuple) -> Atlas:
    found: dict[str, list[Shape]] = {}
    for each in session.scalars(select(Boundary).order_by(Boundary.street, Boundary.name)):
        found.setdefault(each.kind, []).append(shape_of(each.name, each.street, each.geometry))
    return Atlas({kind: tuple(shapes) for kind, shapes in found.items()}, files)
