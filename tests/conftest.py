"""What every test may ask for: an app on a fresh database, a clock that stands still, people who can sign in."""

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.clock import FixedClock
from portal.extensions import db
from portal.transaction import write_transaction
from tests.databases import BOTH, database, postgres_server, runs_on_both, settings, template_database  # noqa: F401
from tests.finished import finished
from tests.settings import TODAY
from tests.statements import counted

# The same examples on every machine, and no verdict about how fast it is.
hypothesis_settings.register_profile("portal", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portal")


def pytest_generate_tests(metafunc):
    """The data layer's tests run on each database."""
    if runs_on_both(metafunc.fixturenames):
        metafunc.parametrize("database", BOTH, indirect=True)


def pytest_make_parametrize_id(val):
    """Name a case by what stays the same: bytes may hold the second at which they were made."""
    return "bytes" if isinstance(val, bytes) else None


class CompiledTemplates(BytecodeCache):
    """Every template compiled once for the whole run, not once for every test's app."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket) -> None:
        """Take a template compiled by an earlier test."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket) -> None:
        """Keep what this test compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture
def clock():
    """The app's clock: Wednesday 2026-06-10 10:00 in Beijing until a test moves it."""
    return FixedClock(TODAY)


@pytest.fixture
def app(settings, clock):  # noqa: F811
    """The portal on a database of its own."""
    app = create_app(settings, clock)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = COMPILED
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app):
    """A database session of the test's own; `session.rollback()` makes it see what a request has stored since."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def write(session, clock):
    """`with write() as now:` — the write transaction the views use."""
    return lambda: write_transaction(session, clock)


@pytest.fixture
def client(app):
    """A browser without JavaScript, not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app):
    """`sign_in(user)` gives a client in which that user is signed in."""

    def as_(user):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = user.get_id()
            cookie["_fresh"] = True
        return client

    return as_


@pytest.fixture
def count_statements():
    """`count_statements(client, address)` — opens a page and gives the SQL statements it took."""

    def of(client, address):
        with counted() as statements:
            response = client.get(address)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        return statements

    return of


@pytest.fixture
def finish(session, write, clock, app):
    """`finish(themes={title: voices}, **draft)` — a proposal heard, answered theme by theme, decided and published."""
    storage = app.extensions["storage"]
    return lambda themes=None, **draft: finished(session, write, clock, storage, themes or {}, **draft)
