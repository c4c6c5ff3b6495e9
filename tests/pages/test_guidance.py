"""Beside every page of the desk stands the clause that asks for what is done there."""

import pytest

from portal.guidance import CLAUSES
from portal.permissions import Role
from portal.rulebook.book import current_book
from tests.builders import a_published_proposal, a_unit, a_user


@pytest.mark.parametrize(("place", "clause"), CLAUSES.items())
def test_the_clause_is_in_the_rulebook_and_the_place_in_the_portal(app, place, clause):
    assert clause in current_book().clauses
    assert any(rule.rule == place or rule.rule.startswith(f"{place}/") for rule in app.url_map.iter_rules())


@pytest.mark.parametrize(("role", "place", "words"), [
    (Role.HANDLER, "/desk/ledger", "各类腾退资源推动部门要明晰台账"),
    (Role.HANDLER, "/desk/proposals", "明确位置、规模、产权、规划用途、联系人等基本情况"),
    (Role.HANDLER, "/desk/proposals/{number}/papers", "每月 15 日前将申报材料"),
    (Role.HANDLER, "/desk/proposals/{number}/versions", "重新征求受影响的各方"),
    (Role.OFFICE, "/desk/meetings", "联席会议一般每月召开一次"),
])
def test_it_stands_beside_the_page(sign_in, session, write, role, place, words):
    with write() as now:
        proposal = a_published_proposal(session, now)
        person = a_user(session, now, role, a_unit(session, now, "区房管局" if role is Role.HANDLER else "区发展改革委"))
    page = sign_in(person).get(place.format(number=proposal.number)).text
    assert words in page[page.index('class="desk-aside"'):]
