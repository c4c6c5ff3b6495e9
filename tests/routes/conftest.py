"""The district once per run; every request meets it as it was built."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.clock import FixedClock
from portal.extensions import db
from portal.transaction import write_transaction
from tests.routes import world as district
from tests.routes.growth import grow
from tests.settings import TODAY, settings_in


@dataclass
class District:
    """The served app, its world, and `restore`, which undoes whatever was done to it."""

    app: Flask
    world: district.World
    restore: Callable[[], None]


def a_district(template_database, folder, times: int) -> District:
    """A district with `times` of everything, its database kept aside."""
    clock = FixedClock(TODAY)
    live, kept = folder / "portal.sqlite", folder / "kept.sqlite"
    shutil.copy(template_database, live)
    app = create_app(settings_in(folder), clock)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        def write():
            return write_transaction(session, clock)

        world = district.build(session, clock, write, app.extensions["storage"])
        grow(session, write, world, times)
    engine.dispose()
    shutil.copy(live, kept)

    def restore():
        engine.dispose()
        shutil.copy(kept, live)

    return District(app, world, restore)


@pytest.fixture(scope="session")
def built(template_database, tmp_path_factory):
    """The district."""
    return a_district(template_database, tmp_path_factory.mktemp("district"), times=1)


@pytest.fixture(scope="session")
def grown(template_database, tmp_path_factory):
    """The same district with more of everything in it."""
    return a_district(template_database, tmp_path_factory.mktemp("grown"), times=5)
