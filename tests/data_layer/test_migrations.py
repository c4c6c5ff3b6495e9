"""The migrations make exactly the tables the code knows, and lead down and up again over a used database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.db import Base
from portal.extensions import db
from portal.opinions.models.indexed import TABLE as WORDS
from portal.transaction import write_transaction
from tests import postgres
from tests.builders import a_published_proposal
from tests.databases import BOTH, a_name
from tests.settings import settings_in


@pytest.fixture(params=BOTH)
def app(request, tmp_path, clock):
    """The portal on a database without any table."""
    if request.param == "sqlite":
        settings = settings_in(tmp_path)
    else:
        address = request.getfixturevalue("postgres_server")
        settings = settings_in(tmp_path, database_url=postgres.make_database(address, a_name()))
    app = create_app(settings, clock)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def is_known(name, kind, _parents=None) -> bool:
    """The index of words is written by hand, each database has its own kind."""
    return kind != "table" or not name.startswith(WORDS)


def tables() -> set[str]:
    return {each for each in inspect(db.engine).get_table_names() if is_known(each, "table")} - {"alembic_version"}


def publish_something(clock) -> None:
    with Session(db.engine) as session, write_transaction(session, clock) as now:
        a_published_proposal(session, now)


def test_the_migrations_make_the_tables_the_code_knows(app):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_known})
        differences = compare_metadata(context, Base.metadata)
    assert not differences, f"models and migrations differ: `flask --app wsgi db migrate` writes what is missing: {differences}"


def checks() -> dict[str, list]:
    inspector = inspect(db.engine)
    return {table: sorted((each["name"] or "", each["sqltext"]) for each in inspector.get_check_constraints(table))
            for table in tables()}


def test_the_migrations_hold_the_same_bounds(app):
    upgrade()
    migrated = checks()
    downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == checks()


def test_a_used_database_goes_down_and_up_again(app, clock):
    upgrade()
    publish_something(clock)
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    publish_something(clock)
    assert tables() == set(Base.metadata.tables)


@pytest.mark.parametrize(("statement", "sentence"), [
    ("DELETE FROM journal", "append-only"),
    ("UPDATE proposal_versions SET title = 'another'", "sealed version"),
])
def test_what_is_closed_to_changes_is_closed_after_a_migration(app, clock, statement, sentence):
    upgrade()
    publish_something(clock)
    with pytest.raises(DatabaseError, match=sentence), db.engine.begin() as connection:
        connection.execute(text(statement))


def triggers() -> set[str]:
    if db.engine.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with db.engine.connect() as connection:
        return set(connection.scalars(text(query)))


def test_the_migrations_hold_the_same_triggers(app):
    upgrade()
    migrated = triggers()
    downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == triggers()


def test_references_are_followed_again_after_a_migration(app):
    upgrade()
    with pytest.raises(DatabaseError), db.engine.begin() as connection:
        connection.execute(text("INSERT INTO points (opinion_id, consultation_id, no_demand) VALUES (999, 999, false)"))
