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
from tests.settings import TODAY, settings_in


@dataclass
class District:
    """The served app, its world, and `restore`, which undoes whatever was done to it."""

    app: Flask
    world: district.World
    restore: Callable[[], None]


@pytest.fixture(scope="session")
def built(template_database, tmp_path_factory):
    """The district, its database kept aside."""
    folder, clock = tmp_path_factory.mktemp("district"), FixedClock(TODAY)
    live, kept = folder / "portal.sqlite", folder / "kept.sqlite"
    shutil.copy(template_database, live)
    app = create_app(settings_in(folder), clock)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        world = district.build(session, clock, lambda: write_transaction(session, clock), app.extensions["storage"])
    engine.dispose()
    shutil.copy(live, kept)

    def restore():
        engine.dispose()
        shutil.copy(kept, live)

    return District(app, world, restore)
