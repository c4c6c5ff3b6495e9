"""A matter to speak about, made once for each kind of database and copied with it."""

import shutil

import pytest

from portal.app import create_app
from portal.clock import FixedClock
from portal.extensions import db
from portal.transaction import write_transaction
from tests import postgres
from tests.databases import TEMPLATE, a_name
from tests.opinions.matter import a_matter, the_matter
from tests.settings import TODAY, settings_in

WITH_A_MATTER = "template_matter"


def publish_one(settings) -> None:
    """One published proposal, in the database of `settings`."""
    clock = FixedClock(TODAY)
    with create_app(settings, clock).app_context():
        with write_transaction(db.session, clock) as now:
            a_matter(db.session, now)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_with_a_matter(template_database, tmp_path_factory):
    """An SQLite database with one published proposal, copied for every test here."""
    folder = tmp_path_factory.mktemp("matter")
    shutil.copy(template_database, folder / "portal.sqlite")
    publish_one(settings_in(folder))
    return folder / "portal.sqlite"


@pytest.fixture(scope="session")
def postgres_with_a_matter(postgres_server, tmp_path_factory):
    """The address of a PostgreSQL server that holds the same, copied for every test here."""
    publish_one(settings_in(tmp_path_factory.mktemp("keys"),
                            database_url=postgres.make_database(postgres_server, WITH_A_MATTER, TEMPLATE)))
    return postgres_server


@pytest.fixture
def settings(request, database, tmp_path):
    """Settings that point to a fresh database with one published proposal."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_with_a_matter"), tmp_path / "portal.sqlite")
        yield settings_in(tmp_path)
        return
    address, name = request.getfixturevalue("postgres_with_a_matter"), a_name()
    yield settings_in(tmp_path, database_url=postgres.make_database(address, name, WITH_A_MATTER))
    postgres.drop_database(address, name)


@pytest.fixture
def matter(session):
    """The 区商务局 asks the public about a market hall in 牛街街道, for ten days from today."""
    return the_matter(session)


@pytest.fixture
def staff(sign_in, matter):
    """The browser of a handler of the asking unit."""
    return sign_in(matter.handler)
