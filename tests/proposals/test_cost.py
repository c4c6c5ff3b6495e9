"""The SQL a page sends does not grow with the rows it shows; public pages send few statements at all."""

import pytest

from portal.consultations.actions import open_formal_round, send_required
from portal.proposals.actions import edit_version, excuse_version, new_version, publish_version, record_secrecy_review
from tests.builders import a_draft, a_handler, a_published_proposal, a_reviewer, a_space, an_area
from tests.settings import TODAY
from tests.statements import counted

PUBLIC_LIMIT = 8


def sent(browser, path):
    """How many statements one page sends."""
    with counted() as statements:
        assert browser.get(path).status_code == 200
    return len(statements)


def another_version(session, now, proposal, handler, reviewer):
    """One more published version with other words, recorded as immaterial."""
    version = new_version(session, proposal, actor=handler, now=now)
    edit_version(session, version, {"summary": f"第{version.ordinal}版的话。"}, seen_revision=version.revision, actor=handler,
                 now=now)
    excuse_version(session, version, "只改说法", actor=reviewer, now=now)
    record_secrecy_review(session, version, reviewer_name="孙", leader_name="周", reviewed_on=TODAY.date(), may_publish=True,
                          actor=reviewer, now=now)
    publish_version(session, version, actor=handler, now=now)


def test_the_list_sends_the_same_for_one_and_for_many(session, write, sign_in):
    with write() as now:
        a_draft(session, now)
        handler = a_handler(session, now)
    browser = sign_in(handler)
    few = sent(browser, "/desk/proposals")
    with write() as now:
        for _ in range(5):
            a_published_proposal(session, now)
    assert sent(browser, "/desk/proposals") == few


@pytest.mark.parametrize("path", ["", "/edit", "/versions", "/requests", "/attachments", "/waivers", "/publish"])
def test_the_pages_of_one_proposal_send_the_same_for_a_small_and_a_large_one(session, write, sign_in, path):
    with write() as now:
        areas = [an_area(session, now, name=name, spaces=count) for name, count in (("甲片区", 1), ("乙片区", 6))]
        small, large = (a_published_proposal(session, now, area=area) for area in areas)
        handler, reviewer = (make(session, now, "什刹海阜景指挥部") for make in (a_handler, a_reviewer))
        for proposal, rounds in ((small, 1), (large, 3)):
            for _ in range(rounds):
                opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
                send_required(session, opened, actor=handler, now=now)
        for _ in range(3):
            another_version(session, now, large, handler, reviewer)
        another_version(session, now, small, handler, reviewer)
    browser = sign_in(reviewer)
    assert sent(browser, f"/desk/proposals/{large.number}{path}") == sent(browser, f"/desk/proposals/{small.number}{path}")


@pytest.mark.parametrize("place", [{"space": a_space}, {"area": an_area}])
def test_the_public_page_of_versions_sends_few(session, write, client, place):
    with write() as now:
        proposal = a_published_proposal(session, now, **{kind: make(session, now) for kind, make in place.items()})
        unit = proposal.initiating_unit.name
        another_version(session, now, proposal, a_handler(session, now, unit), a_reviewer(session, now, unit))
    assert sent(client, f"/proposals/{proposal.number}/versions") <= PUBLIC_LIMIT


def test_the_list_of_letters_sends_the_same_for_one_and_for_many(session, write, sign_in):
    def a_letter(now):
        proposal, handler = a_published_proposal(session, now), a_handler(session, now)
        opened = open_formal_round(session, proposal.latest, period_value=5, actor=handler, now=now)
        send_required(session, opened, actor=handler, now=now)

    with write() as now:
        a_letter(now)
        invited = a_handler(session, now, "区商务局")
    browser = sign_in(invited)
    few = sent(browser, "/requests")
    with write() as now:
        for _ in range(4):
            a_letter(now)
    assert sent(browser, "/requests") == few
