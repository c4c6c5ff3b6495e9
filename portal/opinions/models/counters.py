"""Counter rows, so that no page counts a million opinions: the database keeps them itself, in the transaction of the change.

What counts is decided in rules.bucket; the triggers here repeat it, and a property test holds the two together.
"""

from sqlalchemy import DDL, ForeignKey, Index, event, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, code
from portal.opinions.models import core  # noqa: F401  (the tables the triggers stand on)
from portal.opinions.rules import BUCKETS


class Uncounted(Base):
    """An opinion outside the count, and its bucket; every other opinion counts. Written by triggers only."""

    __tablename__ = "uncounted_opinions"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinions.id", ondelete="CASCADE"), unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    bucket: Mapped[str] = mapped_column(code(*(each for each in BUCKETS if each != "counted")))

    __table_args__ = (Index("ix_uncounted_opinions_bucket", "consultation_id", "bucket", "opinion_id"),)


class PointCount(Base):
    """How many points of counted opinions a theme holds, and of how many opinions (`voices`): a row for every theme, and one
    without a theme for the points nobody has grouped yet. Points without a demand are not counted. Written by triggers only."""

    __tablename__ = "point_counts"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id", ondelete="CASCADE"), unique=True)
    points: Mapped[int] = mapped_column(default=0)
    voices: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index("ix_point_counts_consultation", "consultation_id"),
        Index("uq_point_counts_loose", "consultation_id", unique=True, sqlite_where=text("theme_id IS NULL"),
              postgresql_where=text("theme_id IS NULL")),
    )


_LAST_DAY = {  # of an exclusive closing instant, on the Beijing calendar
    "sqlite": "date(rounds.closes_at, '+8 hours', '-0.001 seconds')",
    "postgresql": "CAST((rounds.closes_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai' AS date)",
}
_OUTSIDE = (
    "INSERT INTO uncounted_opinions (opinion_id, consultation_id, bucket) "
    "SELECT opinions.id, opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' "
    "ELSE coalesce(marks.kind, 'late') END "
    "FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = opinions.id "
    "WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL "
    "OR (opinions.request_id IS NULL AND opinions.received_on > {last_day}))"
)
_FORGET = "DELETE FROM uncounted_opinions WHERE opinion_id"
_COUNTS = "NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = {row}.opinion_id)"
_ANOTHER = (
    "EXISTS (SELECT 1 FROM points WHERE points.opinion_id = {row}.opinion_id AND points.id <> {row}.id "
    "AND points.theme_id IS NOT DISTINCT FROM {row}.theme_id AND NOT points.no_demand)"
)
_ROOM = "INSERT INTO point_counts (consultation_id, theme_id, points, voices) {rows} ON CONFLICT DO NOTHING"
_ONE = (
    "UPDATE point_counts SET points = points {sign} 1, voices = voices {sign} CASE WHEN " + _ANOTHER + " THEN 0 ELSE 1 END "
    "WHERE consultation_id = {row}.consultation_id AND theme_id IS NOT DISTINCT FROM {row}.theme_id "
    "AND NOT {row}.no_demand AND " + _COUNTS
)
_OWN = "FROM points WHERE points.opinion_id = {row}.opinion_id AND NOT points.no_demand"
_ALL = (
    "UPDATE point_counts SET voices = voices {sign} 1, points = points {sign} (SELECT count(*) " + _OWN +
    " AND points.theme_id IS NOT DISTINCT FROM point_counts.theme_id) WHERE consultation_id = {row}.consultation_id "
    "AND EXISTS (SELECT 1 " + _OWN + " AND points.theme_id IS NOT DISTINCT FROM point_counts.theme_id)"
)
_ROOM_FOR_ONE = _ROOM.format(rows="VALUES (NEW.consultation_id, NEW.theme_id, 0, 0)")
_ROOM_FOR_ALL = _ROOM.format(rows=f"SELECT DISTINCT points.consultation_id, points.theme_id, 0, 0 {_OWN}").format(row="OLD")

# PostgreSQL counts the points of a statement together: one by one, the thousandth change of a counter in a transaction
# has to pass the nine hundred and ninety-nine before it. `came` and `went` are the rows as they are and as they were.
_PAIR = "{other}.opinion_id = {row}.opinion_id AND {other}.theme_id IS NOT DISTINCT FROM {row}.theme_id AND NOT {other}.no_demand"
_STILL_THERE = "EXISTS (SELECT 1 FROM points WHERE " + _PAIR.format(other="points", row="went") + ")"
_THERE_BEFORE = (
    "EXISTS (SELECT 1 FROM points WHERE " + _PAIR.format(other="points", row="came") +
    " AND points.id NOT IN (SELECT id FROM came))"
)
_WAS_THERE = "EXISTS (SELECT 1 FROM went WHERE " + _PAIR.format(other="went", row="came") + ")"
_SUM = (
    "SELECT consultation_id, theme_id, {sign}count(*) AS points, {sign}count(DISTINCT opinion_id) FILTER (WHERE NOT {known}) "
    "AS voices FROM {row} WHERE NOT no_demand AND " + _COUNTS + " GROUP BY consultation_id, theme_id"
)
_CAME, _CAME_ANEW, _WENT = (
    _SUM.format(sign="", known=_THERE_BEFORE, row="came"),
    _SUM.format(sign="", known=f"({_THERE_BEFORE} OR {_WAS_THERE})", row="came"),
    _SUM.format(sign="-", known=_STILL_THERE, row="went"),
)
_TOGETHER = (
    "UPDATE point_counts SET points = point_counts.points + more.points, voices = point_counts.voices + more.voices FROM "
    "(SELECT consultation_id, theme_id, sum(points) AS points, sum(voices) AS voices FROM ({sums}) AS parts "
    "GROUP BY consultation_id, theme_id) AS more WHERE point_counts.consultation_id = more.consultation_id "
    "AND point_counts.theme_id IS NOT DISTINCT FROM more.theme_id AND (more.points <> 0 OR more.voices <> 0)"
)
_ROOM_FOR_CAME = _ROOM.format(rows="SELECT DISTINCT consultation_id, theme_id, 0, 0 FROM came")
TOGETHER = {
    "points_added": ("INSERT ON points", "NEW TABLE AS came", (_ROOM_FOR_CAME, _TOGETHER.format(sums=_CAME))),
    "points_moved": ("UPDATE ON points", "OLD TABLE AS went NEW TABLE AS came",
                     (_ROOM_FOR_CAME, _TOGETHER.format(sums=f"{_CAME_ANEW} UNION ALL {_WENT}"))),
    "points_removed": ("DELETE ON points", "OLD TABLE AS went", (_TOGETHER.format(sums=_WENT),)),
}


def _triggers(dialect: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name → (event, statements) of every trigger."""
    outside = _OUTSIDE.format(last_day=_LAST_DAY[dialect])
    again = lambda key: (f"{_FORGET} = {key}", f"{outside} AND opinions.id = {key}")  # noqa: E731
    of_round = "(SELECT id FROM opinions WHERE round_id = NEW.id)"
    return {
        "opinions_received": ("INSERT ON opinions", (f"{outside} AND opinions.id = NEW.id",)),
        "opinions_withdrawn": ("UPDATE OF withdrawn_at ON opinions", again("NEW.id")),
        "marks_set": ("INSERT ON marks", again("NEW.opinion_id")),
        "marks_changed": ("UPDATE ON marks", again("NEW.opinion_id")),
        "marks_removed": ("DELETE ON marks", again("OLD.opinion_id")),
        "themes_made": ("INSERT ON themes", (_ROOM.format(rows="VALUES (NEW.consultation_id, NEW.id, 0, 0)"),)),
        "rounds_moved": ("UPDATE OF closes_at ON rounds",
                         (f"{_FORGET} IN {of_round}", f"{outside} AND opinions.round_id = NEW.id")),
        "uncounted_left": ("INSERT ON uncounted_opinions", (_ALL.format(sign="-", row="NEW"),)),
        "uncounted_back": ("DELETE ON uncounted_opinions", (_ROOM_FOR_ALL, _ALL.format(sign="+", row="OLD"))),
        "points_added": ("INSERT ON points", (_ROOM_FOR_ONE, _ONE.format(sign="+", row="NEW"))),
        "points_moved": ("UPDATE OF theme_id, no_demand ON points",
                         (_ONE.format(sign="-", row="OLD"), _ROOM_FOR_ONE, _ONE.format(sign="+", row="NEW"))),
        "points_removed": ("DELETE ON points", (_ONE.format(sign="-", row="OLD"),)),
    }


def _sqlite(name: str, when: str, statements: tuple[str, ...]) -> list[str]:
    return [f"CREATE TRIGGER {name} AFTER {when} FOR EACH ROW BEGIN {'; '.join(statements)}; END"]


def _postgresql(name: str, when: str, statements: tuple[str, ...]) -> list[str]:
    each = "FOR EACH ROW"
    if name in TOGETHER:
        when, tables, statements = TOGETHER[name]
        each = f"REFERENCING {tables} FOR EACH STATEMENT"
    body = f"$$ BEGIN {'; '.join(statements)}; RETURN NULL; END $$"
    return [f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}",
            f"CREATE TRIGGER {name} AFTER {when} {each} EXECUTE FUNCTION {name}()"]


def _written(dialect: str) -> list[tuple[str, str]]:
    """(table, statement) of everything that keeps the counters, in order."""
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[dialect]
    return [(when.rpartition(" ")[2], statement) for name, (when, statements) in _triggers(dialect).items()
            for statement in write(name, when, statements)]


def counting(dialect: str) -> list[str]:
    """Every statement that makes the triggers on a database that has the tables."""
    return [statement for _table, statement in _written(dialect)]


def counting_no_more(dialect: str) -> list[str]:
    """Every statement that takes the triggers away."""
    events = {name: when.rpartition(" ")[2] for name, (when, _statements) in _triggers(dialect).items()}
    if dialect == "sqlite":
        return [f"DROP TRIGGER {name}" for name in events]
    return [statement for name, table in events.items()
            for statement in (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()")]


def counted_anew(dialect: str) -> list[str]:
    """Statements that fill empty counters from the rows; with the triggers off."""
    return [
        _OUTSIDE.format(last_day=_LAST_DAY[dialect]),
        "INSERT INTO point_counts (consultation_id, theme_id, points, voices) "
        "SELECT points.consultation_id, points.theme_id, count(*), count(DISTINCT points.opinion_id) FROM points "
        f"WHERE NOT points.no_demand AND {_COUNTS.format(row='points')} GROUP BY points.consultation_id, points.theme_id",
        _ROOM.format(rows="SELECT consultation_id, id, 0, 0 FROM themes WHERE true"),
    ]


for _dialect in ("sqlite", "postgresql"):
    for _table, _statement in _written(_dialect):
        _ddl = DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect)
        event.listen(Base.metadata.tables[_table], "after_create", _ddl)
