"""The databases of the tests: SQLite by default; tests that speak to rows without HTTP run on PostgreSQL as well."""

import shutil
from itertools import count

import pytest
from flask_migrate import upgrade

from portal.app import create_app
from portal.clock import FixedClock
from portal.extensions import db
from tests import postgres
from tests.settings import TODAY, settings_in

TEMPLATE = "template_portal"
BOTH = ["sqlite", "postgresql"]
OVER_HTTP = {"client", "sign_in", "site"}
_numbers = count(1)


def runs_on_both(fixtures: list[str]) -> bool:
    """Whether a test with these fixtures is one of the data layer: it uses rows, and no browser."""
    return "session" in fixtures and not OVER_HTTP & set(fixtures)


def a_name() -> str:
    """A database name nobody has used in this run."""
    return f"test_{next(_numbers)}"


def make_tables(settings) -> None:
    """Every table, made by the migrations, in the database of `settings`."""
    app = create_app(settings, FixedClock(TODAY))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def template_database(tmp_path_factory):
    """One empty SQLite database with all tables, copied for every test."""
    folder = tmp_path_factory.mktemp("template")
    make_tables(settings_in(folder))
    return folder / "portal.sqlite"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """One PostgreSQL server for the run, with an empty database with all tables, copied for every test."""
    with postgres.server() as address:
        make_tables(settings_in(tmp_path_factory.mktemp("keys"), database_url=postgres.make_database(address, TEMPLATE)))
        yield address


@pytest.fixture
def database(request):
    """Which database this test runs on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def settings(request, database, tmp_path):
    """Settings that point to a fresh database with all tables."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("template_database"), tmp_path / "portal.sqlite")
        yield settings_in(tmp_path)
        return
    address, name = request.getfixturevalue("postgres_server"), a_name()
    yield settings_in(tmp_path, database_url=postgres.make_database(address, name, TEMPLATE))
    postgres.drop_database(address, name)
