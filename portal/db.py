"""The database: one declarative base, UTC instants, encrypted text, closed sets of words, and revisions."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from sqlalchemy import ColumnElement, DateTime, Engine, Enum, LargeBinary, MetaData, event, literal, true, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from portal.errors import N_, EditedMeanwhile


class Base(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class UTCDateTime(TypeDecorator):
    """An aware instant; stored in UTC, read back aware. A naive value is a mistake and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NEVER = literal(datetime(9999, 1, 1, tzinfo=UTC), UTCDateTime())


def beyond(place: Sequence[ColumnElement], shown: Sequence | None) -> ColumnElement[bool]:
    """Rows that come after the one `shown` in the ascending order of the columns `place`; all rows after None."""
    if shown is None:
        return true()
    return tuple_(*place) > tuple_(*(literal(value, column.type) for value, column in zip(shown, place, strict=True)))


class Encrypted(TypeDecorator):
    """Text kept encrypted at rest (contact data). The key is set once at start by `use_key`."""

    impl = LargeBinary
    cache_ok = True
    _box: Fernet | None = None
    _key = b""

    @classmethod
    def use_key(cls, key: str) -> None:
        """Set the Fernet key (urlsafe base64 of 32 bytes) for every encrypted column."""
        cls._box, cls._key = Fernet(key), key.encode()

    @classmethod
    def fingerprint(cls, value: str) -> str:
        """What finds the same value again without telling it: nobody without the key can try values out."""
        return hmac.digest(cls._key, value.encode(), hashlib.sha256).hex()

    def process_bind_param(self, value, dialect):
        return None if value is None else self._box.encrypt(value.encode())

    def process_result_value(self, value, dialect):
        return None if value is None else self._box.decrypt(value).decode()


def code(*words: str) -> Enum:
    """A column type for one of a closed set of ASCII words, held by a CHECK constraint."""
    return Enum(*words, native_enum=False, create_constraint=True, validate_strings=True, length=32)


EDITED_MEANWHILE = N_("您打开此页之后，别人已经保存了修改。请核对下面的最新内容，再决定是否保存您的内容。")


class Revised:
    """A record two people may edit: `revision` counts its saves, and the database refuses a lost update."""

    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls):  # noqa: N805
        return {"version_id_col": cls.revision}


def check_revision(record: Revised, seen: int) -> None:
    """Refuse an edit made over somebody else's newer save; `seen` is the revision the form was drawn from."""
    if record.revision != seen:
        raise EditedMeanwhile(EDITED_MEANWHILE)


_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_if_new(session: Session, model: type[Base], **values) -> int | None:
    """Insert a row unless a unique column already has its value; gives its id, or None, and never fails for that reason.

    Somebody else's insert of the same value under way is waited for.
    """
    statement = _INSERTS[session.get_bind().dialect.name](model).values(**values)
    return session.scalar(statement.on_conflict_do_nothing().returning(model.id))


def insert_missing(session: Session, table, rows: list[dict]) -> None:
    """Insert the rows whose unique columns are not there yet, all at once."""
    if rows:
        session.execute(_INSERTS[session.get_bind().dialect.name](table).on_conflict_do_nothing(), rows)


@contextmanager
def roomy(session: Session) -> Iterator[None]:
    """On SQLite, keep the indexes in memory while a great many rows are stored: the others wait half as long."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql("PRAGMA cache_size=-65536")  # KiB
    yield
    connection.exec_driver_sql(f"PRAGMA cache_size={usual:d}")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection, _record) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # transactions begin where we say, see _begin
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection) -> None:
    if connection.dialect.name == "sqlite":
        mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {mode}")
