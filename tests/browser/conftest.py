"""A portal that really serves, and people with browsers in front of it."""

import threading

import pytest
from werkzeug.serving import make_server

from tests.browser import chromium
from tests.browser.chromium import Device
from tests.browser.person import Person


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


@pytest.fixture
def site(app):
    """The address of this test's own portal, served by threads; forms carry their CSRF token as in real life."""
    app.config.update(WTF_CSRF_ENABLED=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def person(browsers, site):
    """`person(phone=…, scripts=…)` — somebody new in front of the portal, signed in as nobody."""
    return lambda phone=False, scripts=True: Person(browsers(Device(phone, scripts)), site)
