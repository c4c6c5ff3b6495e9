"""Boundaries brought by the tests."""

import pytest

from portal.places.actions import Brought, import_boundaries
from portal.places.rules import STREET


@pytest.fixture
def bring(app, session, write):
    """`bring(data, kind, …)` takes a file in, in a transaction of its own."""

    def taken(data, kind=STREET, **more):
        with write() as now:
            brought = Brought(data, "边界.geojson", kind, **more)
            return import_boundaries(session, app.extensions["storage"], brought, actor=None, now=now)

    return taken
