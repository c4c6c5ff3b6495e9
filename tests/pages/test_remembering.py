"""Lists of the desk remember how each person last narrowed and sorted them, and forget when asked."""

from datetime import timedelta

import pytest

from portal.permissions import Role
from tests.builders import a_draft, a_handler, a_published_proposal, a_unit, a_user

LIST = "/desk/proposals"


@pytest.fixture
def handler(session, write):
    """An 经办人 of the unit that brings the cellar to the meeting."""
    with write() as now:
        return a_handler(session, now)


@pytest.fixture
def proposals(session, write, handler, clock):
    """Two published proposals of which the older closes first, and a draft; their numbers in that order."""
    with write() as now:
        first = a_published_proposal(session, now).number
    clock.advance(timedelta(days=2))
    with write() as now:
        second, draft = a_published_proposal(session, now).number, a_draft(session, now).number
    return first, second, draft


def in_order(page: str, *numbers: str) -> list[str]:
    return sorted(numbers, key=page.index)


def test_what_was_chosen_is_there_again_tomorrow(sign_in, handler, proposals):
    staff = sign_in(handler)
    assert staff.get(f"{LIST}?keep=1&state=draft&q=机密").status_code == 200
    again = staff.get(LIST)
    assert (again.status_code, again.headers["Location"]) == (302, f"{LIST}?state=draft")
    assert staff.get(f"{LIST}?all=1").headers["Location"] == LIST
    assert staff.get(LIST).status_code == 200


def test_a_link_that_narrows_for_once_is_not_remembered(sign_in, handler, proposals):
    staff = sign_in(handler)
    staff.get(f"{LIST}?keep=1&sort=closing")
    staff.get(f"{LIST}?state=draft")
    assert staff.get(LIST).headers["Location"] == f"{LIST}?sort=closing"


def test_choosing_everything_again_forgets(sign_in, handler, proposals):
    staff = sign_in(handler)
    staff.get(f"{LIST}?keep=1&state=draft")
    staff.get(f"{LIST}?keep=1&state=&sort=&q=")
    assert staff.get(LIST).status_code == 200


@pytest.mark.parametrize("cookie", ["{", "[]", '{"person": 0, "lists": 3}', "null"])
def test_a_cookie_that_is_not_ours_is_nothing(sign_in, handler, proposals, cookie):
    staff = sign_in(handler)
    staff.set_cookie("lists", cookie)
    assert staff.get(LIST).status_code == 200


def test_the_next_person_at_the_machine_begins_anew(client, sign_in, session, write, handler, proposals):
    staff = sign_in(handler)
    staff.get(f"{LIST}?keep=1&state=draft")
    kept = staff.get_cookie("lists").value
    with write() as now:
        other = sign_in(a_user(session, now, Role.REVIEWER, a_unit(session, now, "区房管局")))
    other.set_cookie("lists", kept)
    assert other.get(LIST).status_code == 200


def test_a_list_shows_what_closes_first_on_top_and_goes_on_from_there(sign_in, handler, proposals):
    first, second, draft = proposals
    staff = sign_in(handler)
    assert in_order(staff.get(LIST).text, *proposals) == [draft, second, first]
    assert in_order(staff.get(f"{LIST}?sort=closing").text, *proposals) == [first, second, draft]


@pytest.mark.parametrize("address", ["/desk/complaints", "/desk/ledger"])
def test_other_lists_remember_too(sign_in, handler, address):
    staff = sign_in(handler)
    chosen = "sort=due" if "complaints" in address else "flag=stale"
    assert staff.get(f"{address}?keep=1&{chosen}").status_code == 200
    assert staff.get(address).headers["Location"] == f"{address}?{chosen}"


def test_the_shortcuts_can_be_turned_off_on_this_machine(sign_in, handler):
    staff = sign_in(handler)
    assert "keys.js" in staff.get("/desk").text
    staff.get("/desk/keys?on=0")
    assert "keys.js" not in staff.get("/desk").text and "已经在这台电脑上关闭" in staff.get("/desk/keys").text
    staff.get("/desk/keys?on=1")
    assert "keys.js" in staff.get("/desk").text
