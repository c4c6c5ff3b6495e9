"""The same tests on SQLite and on PostgreSQL: here `app` is the portal on either."""

import shutil
from itertools import count

import pytest

from portal.app import create_app
from portal.extensions import db
from tests import postgres
from tests.conftest import make_tables, settings_in

NUMBERS = count(1)
TEMPLATE = "template_portal"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """One server for the run, with a migrated database to copy."""
    with postgres.server() as address:
        make_tables(settings_in(tmp_path_factory.mktemp("keys"), database_url=postgres.make_database(address, TEMPLATE)))
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    """Settings that point to a fresh database with all tables."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("template_database"), tmp_path / "portal.sqlite")
        return settings_in(tmp_path)
    address = request.getfixturevalue("postgres_server")
    return settings_in(tmp_path, database_url=postgres.make_database(address, f"test_{next(NUMBERS)}", TEMPLATE))


@pytest.fixture
def app(settings, clock):
    """The portal on either database."""
    app = create_app(settings, clock)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.engine.dispose()
