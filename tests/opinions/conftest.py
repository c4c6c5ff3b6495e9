"""A matter to speak about, made once and copied with the database."""

import shutil

import pytest

from portal.app import create_app
from portal.clock import FixedClock
from portal.extensions import db
from portal.transaction import write_transaction
from tests.conftest import TODAY, settings_in
from tests.opinions.matter import a_matter, the_matter


@pytest.fixture(scope="session")
def template_database(template_database, tmp_path_factory):
    """The database copied for every test here: the tables and one published proposal."""
    folder = tmp_path_factory.mktemp("matter")
    shutil.copy(template_database, folder / "portal.sqlite")
    clock = FixedClock(TODAY)
    with create_app(settings_in(folder), clock).app_context():
        with write_transaction(db.session, clock) as now:
            a_matter(db.session, now)
        db.session.remove()
        db.engine.dispose()
    return folder / "portal.sqlite"


@pytest.fixture
def matter(session):
    """The 区商务局 asks the public about a market hall in 牛街街道, for ten days from today."""
    return the_matter(session)
