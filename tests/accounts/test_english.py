"""The desk pages of units, people, calendar and ledger in English: no Chinese that is not announced."""

import pytest

from portal.accounts.actions import grant
from portal.accounts.seed import GUIDELINE_DATE
from portal.permissions import Role
from portal.workdays.actions import seed_calendar
from tests.builders import a_space, a_unit, a_user, an_area
from tests.i18n_check import chinese_outside, everything_translated

PAGES = (
    "/sign-in", "/register", "/account", "/desk/units", "/desk/units?former=1", "/desk/units/new", "/desk/units/{unit}",
    "/desk/users", "/desk/users/new", "/desk/users/{user}", "/desk/journal", "/desk/calendar", "/desk/calendar?year=2027",
    "/spaces", "/spaces/XC-1", "/desk/ledger", "/desk/ledger/new", "/desk/ledger/import", "/desk/ledger/filings",
    "/desk/ledger/spaces/XC-1", "/desk/ledger/spaces/XC-1/edit", "/desk/areas", "/desk/areas/new", "/desk/areas/{area}",
)


@pytest.fixture
def world(session, write):
    """An administrator who also works in the office, a space, an area, and their ids."""
    with write() as now:
        seed_calendar(session, now)
        office = a_unit(session, now, "区发展改革委")
        user = a_user(session, now, Role.ADMIN, name="荀管")
        grant(session, user, Role.OFFICE, office, valid_from=GUIDELINE_DATE, actor=None, now=now)
        a_space(session, now, "XC-1", subtype="参照适用")
        area = an_area(session, now, spaces=1)
        return user, {"unit": office.id, "user": user.id, "area": area.id}


def test_english_pages_have_no_chinese_that_is_not_announced(sign_in, world):
    user, ids = world
    client = sign_in(user)
    with everything_translated():
        pages = {path: client.get("/en" + path.format(**ids)) for path in PAGES}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    assert {path: found for path, page in pages.items() if (found := chinese_outside(page.text))} == {}
