"""A portal that really serves, and people with browsers in front of it."""

from datetime import datetime

import pytest

from portal.app import create_app
from portal.clock import BEIJING, FixedClock
from tests.browser import chromium, demo
from tests.browser.chromium import Device
from tests.browser.district import settle
from tests.browser.person import Person
from tests.browser.serving import Connection, served
from tests.builders import PASSWORD
from tests.databases import make_tables
from tests.settings import TODAY, settings_in


@pytest.fixture(scope="session")
def browsers(tmp_path_factory):
    """`browsers(device)` — one running browser per kind of device, shared by all tests."""
    running = {}

    def browser(device: Device):
        if device not in running:
            running[device] = chromium.start(device, tmp_path_factory.mktemp("chromium"))
        return running[device]

    yield browser
    for driver in running.values():
        driver.quit()


@pytest.fixture(scope="module")
def demo_district(tmp_path_factory):
    """The demo district, served to all readers."""
    settings = settings_in(tmp_path_factory.mktemp("demo"))
    make_tables(settings)
    app = create_app(settings, FixedClock(TODAY))
    demo.load(app)
    with served(app) as site:
        yield demo.Demo(app, site)


@pytest.fixture
def connection(app):
    """The connection to this test's own portal; `connection.is_lost()` until it `comes_back()`."""
    connection = Connection(app)
    connection.comes_back()
    yield connection
    connection.is_lost()


@pytest.fixture
def site(connection):
    """The address of this test's own portal."""
    return connection.address


@pytest.fixture
def person(browsers, site, clock):
    """`person(kind, phone=…, scripts=…)` — somebody new in front of the portal, signed in as nobody."""

    def come(kind=Person, *, phone=False, scripts=True):
        return kind(browsers(Device(phone, scripts)), site, clock)

    return come


@pytest.fixture
def district(session, write):
    """The district's units and the people of the stories, with nothing proposed yet."""
    with write() as now:
        settle(session, now)


@pytest.fixture
def staff(district, person):
    """`staff(kind, login)` — somebody who works with the portal, signed in, at a screen or (`phone=True`) on a phone."""
    return lambda kind, login, **device: person(kind, **device).signs_in(login, PASSWORD)


@pytest.fixture
def it_is(clock):
    """`it_is(6, 18, 9)` — time goes on until that hour of 2026 in Beijing."""
    return lambda month, day, hour: clock.advance(datetime(2026, month, day, hour, tzinfo=BEIJING) - clock.now())
