"""How `flask db …` runs: on the app's own database, all or nothing, on SQLite as on PostgreSQL."""

from contextlib import contextmanager

from alembic import context
from flask import current_app

from portal.db import Base, Encrypted, UTCDateTime


def render_item(kind, item, _autogen) -> str | bool:
    """Write our column types as plain ones: a migration must not depend on today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Encrypted):
        return "sa.LargeBinary()"
    return False


def is_ours(_item, name, kind, _reflected, _counterpart) -> bool:
    """Leave out what SQLite's full-text search keeps by itself: no model describes it."""
    return not (kind == "table" and name.startswith("opinion_words"))


@contextmanager
def foreign_keys_at_rest(connection):
    """SQLite changes a table by making it anew: references are not followed meanwhile, and checked afterwards."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration left rows that refer to nothing: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Bring the database to the revision asked for, in one transaction."""
    with current_app.extensions["migrate"].db.engine.connect() as connection, foreign_keys_at_rest(connection):
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True,
            compare_type=True, render_item=render_item, include_object=is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
