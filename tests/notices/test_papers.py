"""What is printed for the notice board and for those who write by hand."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal import formnumbers
from portal.consultations.actions import publish
from portal.files.actions import attach
from portal.files.intake import prepare
from tests.builders import a_handler, a_published_proposal, a_reviewed_draft
from tests.files.samples import picture
from tests.press.reading import MM, lines_on


@pytest.fixture
def proposal(session, write):
    """A proposal before the public until the end of 17 June."""
    with write() as now:
        return a_published_proposal(session, now)


def opened(answer) -> PdfReader:
    assert answer.content_type == "application/pdf", answer.text
    return PdfReader(BytesIO(answer.data))


def words(reader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_the_poster_says_what_where_until_when_and_how(client, proposal):
    text = words(opened(client.get(f"/proposals/{proposal.number}/poster.pdf")))
    for expected in ("红莲南里3号地下室改为社区菜店", "广安门外街道", "把闲置的地下室收拾出来，开一家社区菜店。",
                     "买菜少走十分钟", "6月17日（周三）24:00以前", "再利用科010-00000000", f"http://127.0.0.1:8000/proposals/{proposal.number}",
                     "请张贴到6月17日", "提请部门：区房管局", "纸质意见表"):
        assert expected in text, expected


@pytest.mark.parametrize(("size", "millimetres"), [("A4", (210, 297)), ("A3", (297, 420)), ("a3", (297, 420))])
def test_the_poster_is_one_page_of_the_size_asked_for(client, proposal, size, millimetres):
    [page] = opened(client.get(f"/proposals/{proposal.number}/poster.pdf?size={size}")).pages
    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == millimetres


@pytest.mark.parametrize("texts", [
    {"title": "长" * 120}, {"summary": "说明。" * 2000, "meaning": "影响" * 3000},
    {"title": "改", "summary": "改。", "meaning": "无"},
    {"summary": "#import <b> *x* $y$", "location": "红莲南里" * 40, "public_contact": "再利用科" * 20},
], ids=["long title", "long texts", "short", "marks"])
def test_any_text_fits_one_page(session, write, client, texts):
    with write() as now:
        proposal = a_published_proposal(session, now, **texts)
    assert len(opened(client.get(f"/proposals/{proposal.number}/poster.pdf")).pages) == 1
    assert len(opened(client.get(f"/proposals/{proposal.number}/form.pdf")).pages) == 1


def test_long_words_end_above_the_band_that_says_until_when(session, write, app, client):
    with write() as now:
        draft = a_reviewed_draft(session, now, summary="一段很长的说明。" * 400, meaning="影响" * 3000)
        handler = a_handler(session, now)
        attach(session, app.extensions["storage"], draft.latest, prepare("平面.jpg", picture(size=(400, 200))), purpose="plan",
               visibility="public", actor=handler, now=now)
        publish(session, draft.latest, period_value=5, period_unit="working_day", actor=handler, now=now)
    lines = lines_on(opened(client.get(f"/proposals/{draft.number}/poster.pdf")).pages[0])
    told = [down for _, down, words in lines if "说明" in words or "影响" in words]
    assert max(told) < next(down for _, down, words in lines if "以前，请您说说" in words)


def test_a_public_picture_of_the_plan_is_on_the_poster(session, write, app, client):
    with write() as now:
        draft, handler = a_reviewed_draft(session, now), a_handler(session, now)
        attach(session, app.extensions["storage"], draft.latest, prepare("平面.jpg", picture(size=(400, 200))), purpose="plan",
               visibility="public", actor=handler, now=now)
        publish(session, draft.latest, period_value=5, period_unit="working_day", actor=handler, now=now)
    assert len(opened(client.get(f"/proposals/{draft.number}/poster.pdf")).pages[0].images) == 1


def test_the_same_poster_is_not_sent_twice(client, proposal):
    address = f"/proposals/{proposal.number}/poster.pdf"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_every_form_has_a_number_of_its_own_that_staff_can_enter(client, proposal, session):
    reader = opened(client.get(f"/proposals/{proposal.number}/form.pdf?copies=3"))
    numbers = {re.search(r"\d{4} \d{4} \d{4}\s+\d{4} \d{4}", page.extract_text())[0] for page in reader.pages}
    assert len(numbers) == 3 == len({formnumbers.read("test-secret", each).digits for each in numbers})


def test_the_form_asks_what_the_page_asks_and_says_who_sees_the_name(client, proposal):
    text = words(opened(client.get(f"/proposals/{proposal.number}/form.pdf")))
    for expected in ("您怎么看这个方案", "有条件支持", "本院居民", "只有经办人看得到", "都可以不填",
                     "请在6月17日（周三）24:00以前交回", "再利用科010-00000000"):
        assert expected in text, expected


@pytest.mark.parametrize(("file", "status", "said"), [
    ("poster.pdf?size=A0", 422, "只有 A4 和 A3"), ("form.pdf?copies=0", 422, "1到100张"),
    ("form.pdf?copies=101", 422, "1到100张"),
])
def test_what_cannot_be_printed_is_said(client, proposal, file, status, said):
    answer = client.get(f"/proposals/{proposal.number}/{file}")
    assert answer.status_code == status and said in answer.text


@pytest.mark.parametrize("file", ["poster.pdf", "form.pdf"])
def test_after_the_closing_nothing_is_printed_any_more(client, clock, proposal, file):
    clock.instant = proposal.latest.publication.published_at.replace(month=7)
    answer = client.get(f"/proposals/{proposal.number}/{file}")
    assert answer.status_code == 409 and "6月17日截止" in answer.text


def test_whoever_looks_at_an_open_proposal_finds_both_and_so_does_the_desk(session, write, sign_in, client, proposal):
    with write() as now:
        handler = a_handler(session, now)
    page, desk = client.get(f"/proposals/{proposal.number}").text, sign_in(handler).get(f"/desk/proposals/{proposal.number}").text
    for file in ("poster.pdf", "form.pdf"):
        assert f"/proposals/{proposal.number}/{file}" in page and f"/proposals/{proposal.number}/{file}" in desk
