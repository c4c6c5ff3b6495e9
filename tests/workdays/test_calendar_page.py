"""The calendar as the office edits it."""

from datetime import date, timedelta

import pytest

from portal.accounts.queries import unit_named
from portal.clock import beijing_midnight
from portal.consultations.queries import consultation_of
from portal.errors import InvalidInput
from portal.permissions import Role
from portal.workdays.actions import seed_calendar
from portal.workdays.notation import print_days, read_days
from portal.workdays.queries import calendar, days_of
from tests.builders import a_published_proposal, a_unit, a_user

NEW_YEAR = {date(2027, 1, 1) + timedelta(days=n): "元旦" for n in range(3)}
TYPED = {"revision": 0, "source": "国办发明电〔2026〕1号", "holidays": "1月1日至1月3日 元旦\n2月5日至12日 春节",
         "workdays": "1月31日 春节\n2月20日 春节"}


@pytest.mark.parametrize("text", [
    "1月1日至1月3日 元旦", "1月1日至3日 元旦", "2027-01-01 至 2027-01-03 元旦", "1月1日（周五）至3日（周日） 元旦",
    "2027年1月1日—3日、元旦", "\n 1月1日 元旦 \n1月2日 元旦\n\n2027/1/3 元旦", "１月１日～１月３日：元旦",
])
def test_days_may_be_written_in_several_ways(text):
    assert read_days(text, 2027) == NEW_YEAR


def test_days_are_printed_as_they_are_read():
    days = read_days(TYPED["holidays"] + "\n10月1日 国庆节\n10月2日 中秋节", 2027)
    assert print_days(days) == "1月1日至1月3日 元旦\n2月5日至2月12日 春节\n10月1日 国庆节\n10月2日 中秋节"
    assert read_days(print_days(days), 2027) == days


@pytest.mark.parametrize("line", ["春节", "2月30日 春节", "1月3日至1月1日 元旦", "1月1日至12月31日 全年", "13-45",
                                  "<script>", "=1+1"])
def test_a_line_that_is_no_day_is_told_with_its_number(line):
    with pytest.raises(InvalidInput, match="第 2 行"):
        read_days("1月1日 元旦\n" + line, 2027)


@pytest.fixture
def office(session, write, sign_in):
    with write() as now:
        seed_calendar(session, now)
        user = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
    return sign_in(user)


def test_an_announced_year_shows_its_days_and_a_later_one_that_it_is_open(office):
    page = office.get("/desk/calendar").text
    assert "2026年工作日历" in page and "2月15日至2月23日 春节" in page and "调休上班" in page
    assert "还没有公布" in office.get("/desk/calendar?year=2027").text


def test_entering_a_year_makes_it_announced(session, office):
    assert office.post("/desk/calendar?year=2027", data=TYPED).status_code == 302
    session.rollback()
    found = calendar(session)
    assert 2027 in found.announced
    assert (found.is_workday(date(2027, 2, 5)), found.is_workday(date(2027, 2, 20))) == (False, True)


def test_entering_a_year_recomputes_what_was_provisional(session, write, clock, office):
    clock.advance(timedelta(days=203))  # 30 December 2026
    with write() as now:
        proposal = a_published_proposal(session, now, period_value=5)
    round_ = proposal_round(session, proposal)
    assert (round_.is_provisional, round_.closes_at) == (True, beijing_midnight(date(2027, 1, 7)))
    answer = office.post("/desk/calendar?year=2027", data=TYPED | {"holidays": "1月1日至1月5日 元旦"}, follow_redirects=True)
    assert "重新算了1个暂定的截止时间" in answer.text
    session.rollback()
    session.refresh(round_)
    assert (round_.is_provisional, round_.closes_at) == (False, beijing_midnight(date(2027, 1, 12)))


def proposal_round(session, proposal):
    return consultation_of(session, proposal).public_round


@pytest.mark.parametrize(("change", "field", "said"), [
    ({"holidays": "过年"}, "holidays", "看不懂"),
    ({"holidays": ""}, "holidays", "请填写放假的日子"),
    ({"source": " "}, "source", "请填写依据"),
    ({"workdays": "1月1日"}, "workdays", "既填成放假又填成上班"),
    ({"workdays": "2026-02-20 春节"}, "workdays", "不在2027年里"),
])
def test_a_year_that_cannot_be_is_refused_and_keeps_what_was_typed(session, office, change, field, said):
    answer = office.post("/desk/calendar?year=2027", data=TYPED | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert "2月5日至12日 春节" in answer.text or field == "holidays"
    assert days_of(session, 2027) == []


def test_two_people_correcting_a_year_the_second_is_told(clock, office):
    office.post("/desk/calendar?year=2027", data=TYPED)
    clock.advance(timedelta(minutes=1))
    assert office.post("/desk/calendar?year=2027", data=TYPED | {"revision": 1, "workdays": ""}).status_code == 302
    answer = office.post("/desk/calendar?year=2027", data=TYPED | {"revision": 1})
    assert answer.status_code == 409
    assert "别人已经保存了修改" in answer.text


@pytest.mark.parametrize("year", ["1900", "99999"])
def test_a_year_outside_the_calendar_is_missing(office, year):
    assert office.get(f"/desk/calendar?year={year}").status_code == 404


def test_the_calendar_is_the_offices(session, write, sign_in, office):
    with write() as now:
        handler = a_user(session, now, Role.HANDLER, unit_named(session, "区商务局"))
    assert sign_in(handler).get("/desk/calendar").status_code == 403
