"""Switching the language keeps the page, and days are written as each language writes them."""

import re
from contextvars import ContextVar
from datetime import date, datetime
from html import unescape
from urllib.parse import unquote

import pytest

from portal import i18n
from portal.clock import BEIJING
from portal.display import closing, day, moment, time_left
from tests.i18n.catalogue import in_english

SWITCH = re.compile(r'<a href="([^"]*)" lang="([\w-]+)" hreflang')
CODES = ("zh-hant", "en")
PAGES = [
    "/", "/help", "/proposals?street=牛街街道&state=open", "/rules?kind=cellar&use=餐饮&use=便利店", "/rules/clauses/附件四1",
    "/spaces?q=a%26b+c", "/spaces?q=%FF", "/sign-in?next=/desk%3Fa%3D1",
]


def other_language(page, tag: str) -> str:
    """The address behind the link to the language `tag`."""
    return next(unescape(address) for address, said in SWITCH.findall(page.text) if said.lower() == tag)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", PAGES)
def test_the_same_page_with_the_same_question_in_the_other_language_and_back(client, address, code):
    with in_english():
        in_chinese = client.get(address)
        in_the_other = client.get(other_language(in_chinese, code))
    assert in_the_other.status_code == 200 and f'<html lang="{code}"' in in_the_other.text.lower()
    assert unquote(in_the_other.request.full_path.rstrip("?")) == f"/{code}" + unquote(address)
    assert unquote(other_language(in_the_other, "zh-hans")) == unquote(address)


def test_bytes_that_are_no_text_do_not_break_the_link(client):
    assert client.get("/", environ_overrides={"QUERY_STRING": "q=\xff"}).status_code == 200


def test_a_form_answers_and_leads_on_in_its_language(client):
    assert client.get("/en/account").location.startswith("/en/sign-in")


NOON = datetime(2026, 6, 10, 12, 0, tzinfo=BEIJING)
MIDNIGHT = datetime(2026, 6, 11, 0, 0, tzinfo=BEIJING)
DAYS = [
    (lambda: day(date(2026, 6, 1)).striptags(), "2026年6月1日", "2026年6月1日", "1 June 2026"),
    (lambda: moment(NOON).striptags(), "2026年6月10日 12:00", "2026年6月10日 12:00", "10 June 2026 12:00"),
    (lambda: closing(MIDNIGHT).striptags(), "6月10日（周三） 24:00", "6月10日（週三） 24:00", "Wed 10 Jun 24:00"),
    (lambda: closing(NOON).striptags(), "6月10日（周三） 12:00", "6月10日（週三） 12:00", "Wed 10 Jun 12:00"),
    (lambda: time_left(datetime(2026, 6, 16, tzinfo=BEIJING)), "还有5天", "還有5天", "5 days left"),
    (lambda: time_left(datetime(2026, 6, 12, tzinfo=BEIJING)), "明天截止", "明天截止", "Closes tomorrow"),
]


@pytest.mark.parametrize(("said", "chinese", "traditional", "english"), DAYS, ids=[row[1] for row in DAYS])
def test_days_follow_the_language(app, monkeypatch, said, chinese, traditional, english):
    with in_english():
        for language, expected in (("zh", chinese), ("zh-hant", traditional), ("en", english)):
            monkeypatch.setattr(i18n, "_language", ContextVar("language", default=language))
            with app.test_request_context("/"):
                assert said() == expected
