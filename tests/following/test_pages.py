"""The pages of following: without an account, without JavaScript, and safe to be opened by somebody else."""

from datetime import timedelta

import pytest

from portal.complaints.actions import file_complaint
from portal.following.models import Follow
from portal.following.queries.lookup import by_address
from portal.workdays.actions import seed_calendar
from tests.builders import a_published_proposal, a_space, a_unit
from tests.following.conftest import WANG, link_in

STREET = "广安门外街道"


@pytest.fixture
def proposal(session, write):
    """A proposal before the public."""
    with write() as now:
        return a_published_proposal(session, now)


@pytest.fixture
def fill(client, clock):
    """`fill("proposal=…", address=…)` — open the form for that, take a while, and send it."""

    def form(about, **typed):
        page = client.get(f"/follow/new?{about}")
        assert page.status_code == 200, page.text
        token = page.text.split('name="token" type="hidden" value="')[1].split('"')[0]
        clock.advance(timedelta(seconds=30))
        values = {"token": token, "address": WANG, "pace": "at_once", "radius": "500"} | typed
        return client.post(f"/follow/new?{about}", data=values, follow_redirects=True)

    return form


@pytest.fixture
def link(fill, send, server, proposal):
    """The path of the link in the mail that asks about the proposal."""
    fill(f"proposal={proposal.number}")
    send()
    return link_in(server.mails[-1][1])


def test_following_a_proposal_from_its_page_to_the_first_mail_and_one_click_to_stop(client, proposal, link, forgotten, rows):
    assert f"/follow/new?proposal={proposal.number}" in client.get(f"/proposals/{proposal.number}").text
    page = client.get(link)
    assert "等您确认" in page.text and proposal.latest.title in page.text
    assert page.headers["Cache-Control"] == "no-store" and page.headers["X-Robots-Tag"] == "noindex"
    follow = rows(Follow)[0]
    assert follow.confirmed_at is None, "opening the link, as mail programs do, changes nothing"
    assert "已经开始跟踪" in client.post(f"{link}/confirm", data={"only": follow.id}, follow_redirects=True).text
    assert rows(Follow)[0].confirmed_at
    stopped = client.post(f"{link}/stop?only={follow.id}", data={"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200 and "您的地址已经从这里删除" in stopped.text
    assert forgotten()


def test_one_click_needs_no_cookie_and_no_token(app, client, link, forgotten):
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"{link}/confirm", data={"only": "1"}).status_code == 400, "a person's button does"
    assert client.post(f"{link}/stop", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert forgotten()


def test_stopping_twice_is_stopping(client, link):
    for _ in range(2):
        assert client.post(f"{link}/stop").status_code == 200


def test_a_link_that_is_over_says_so_and_says_what_to_do(client, link):
    client.post(f"{link}/stop")
    for path in (link, f"{link}/stop", "/follows/nobody"):
        page = client.get(path)
        assert page.status_code == 404 and "这个链接已经失效" in page.text and "跟踪与订阅" in page.text


def test_a_link_opened_by_somebody_else_shows_nothing_private(session, client, write, link, fill, send, server):
    with write() as now:
        seed_calendar(session, now)
        space = a_space(session, now, longitude="116.3661", latitude="39.9001")
        complaint = file_complaint(session, category="nuisance", text="夜里卸货太吵", token="c", space=space, now=now)
    fill(f"complaint={complaint.receipt}")
    fill(f"space={space.number}")
    page = client.get(link).text
    assert "不要点下面的按钮" in page
    assert not [word for word in (WANG, "wang", complaint.receipt, complaint.number, "116.36", space.name) if word in page]
    assert "一件投诉的办理进展" in page and "500米" in page


def test_the_list_says_which_to_stop_and_how_often_one_is_told(client, link, fill, rows):
    fill(f"street={STREET}", pace="weekly")
    for follow in rows(Follow):
        client.post(f"{link}/confirm", data={"only": follow.id})
    page = client.get(link).text
    assert page.count("停止跟踪") >= 2 and "广安门外街道" in page
    client.post(f"{link}/pace", data={"pace": "daily"})
    assert {each.pace for each in rows(Follow)} == {"daily"}
    assert client.post(f"{link}/pace", data={"pace": "hourly"}).status_code == 422
    first, second = (each.id for each in rows(Follow))
    assert "您还跟踪着别的事" in client.post(f"{link}/stop", data={"only": first}).text
    assert [each.id for each in rows(Follow)] == [second]


def test_the_same_page_whoever_the_address_belongs_to(proposal, fill, link, session, write):
    again = fill(f"proposal={proposal.number}").text
    other = fill(f"proposal={proposal.number}", address="nobody@example.com").text
    assert "还差一步：请去确认" in again and again == other
    assert by_address(session, "nobody@example.com")


@pytest.mark.parametrize(("about", "status", "words"), [
    ("proposal=XC-2026-999", 404, "没有找到这个方案"), ("street=不存在街道", 404, "没有找到这个街道"),
    ("complaint=AAAA", 404, "没有找到这个回执编号"), ("space=TT-404", 404, "没有找到这个空间"),
    ("at=116.6,39.9", 422, "您选的地方不在西城区"), ("at=39.9,116.36", 422, "您选的地方不在西城区"),
    ("at=here", 422, "这个位置读不出来"), ("at=nan,nan", 422, "您选的地方不在西城区"), ("at=1,2,3", 422, "这个位置读不出来"),
])
def test_what_cannot_be_followed_is_said_in_plain_words(client, about, status, words):
    page = client.get(f"/follow/new?{about}")
    assert (page.status_code, words in page.text) == (status, True)


def test_an_accusation_is_not_followed_by_mail(session, client, write):
    with write() as now:
        seed_calendar(session, now)
        unit = a_unit(session, now, "区房管局")
        made = file_complaint(session, category="accusation", text="收了好处", token="a", accused=unit, now=now)
    page = client.get(f"/follow/new?complaint={made.receipt}")
    assert page.status_code == 409 and "不发任何通知" in page.text
    assert "follow/new" not in client.get(f"/complaints/receipts/{made.receipt}").text


@pytest.mark.parametrize(("typed", "words"), [
    ({"address": "wang@"}, "电子邮箱写得不完整"), ({"address": "1234"}, "11位的手机号码"), ({"address": ""}, "11位的手机号码"),
    ({"pace": ""}, "请从列出的选项里选一项"), ({"website": "x"}, "请留空"),
])
def test_what_was_typed_stays_with_what_is_wrong(proposal, fill, rows, typed, words):
    page = fill(f"proposal={proposal.number}", **typed)
    assert page.status_code == 422 and words in page.text
    assert f'value="{typed.get("address", WANG)}"' in page.text
    assert not rows(Follow)


def test_a_place_is_kept_to_about_a_hundred_metres(fill, rows, client):
    fill("at=116.366123,39.900987", radius="1000")
    kept, = rows(Follow)
    assert (str(kept.longitude), str(kept.latitude), kept.radius) == ("116.366", "39.901", 1000)


def test_nothing_chosen_leads_to_what_can_be_followed(client, session, write):
    with write() as now:
        a_unit(session, now)
    page = client.get("/follow/new", follow_redirects=True).text
    assert "跟踪与订阅" in page and "/feeds/streets/" in page and "/follow/new?street=" in page
