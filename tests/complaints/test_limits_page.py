"""The office sets the limits; what runs keeps the limits it began with, and a provisional one becomes firm."""

from datetime import date, datetime

import pytest

from portal.clock import BEIJING, end_of_day
from portal.complaints.models import CATEGORIES, Complaint
from portal.workdays.actions import announce_year

PAGE = "/desk/complaints/limits"


def numbers(**changes) -> dict[str, str]:
    return {f"{category}_{part}": "5" for category in CATEGORIES for part in ("accept", "handle", "extension")} | changes


def test_new_limits_hold_for_what_comes_after(town, sign_in, session, write):
    with write() as now:
        before = town.complain(session, now)
    assert sign_in(town.office).post(PAGE, data=numbers(nuisance_handle="3")).status_code == 302
    with write() as now:
        after = town.complain(session, now, text="又在卸货")
    assert (before.deadline.handle_days, after.deadline.handle_days) == (10, 3)
    assert after.deadline.due_at == end_of_day(date(2026, 6, 15))


@pytest.mark.parametrize("wrong", ["0", "", "-1", "1.5", "一", "999", "9" * 40])
def test_what_is_no_limit_is_refused_and_what_was_typed_stays(town, sign_in, wrong):
    answer = sign_in(town.office).post(PAGE, data=numbers(nuisance_accept=wrong, other_handle="17"))
    assert answer.status_code == 422
    assert "请填整数" in answer.text
    assert 'value="17"' in answer.text


def test_a_provisional_limit_is_worked_out_again_when_the_year_is_announced(town, sign_in, session, write, clock):
    clock.instant = datetime(2027, 12, 27, 10, tzinfo=BEIJING)
    with write() as now:
        announce_year(session, 2027, source="通知", holidays={date(2027, 1, 1): "元旦"}, workdays={}, seen_revision=0, actor=None,
                      now=now)
        complaint = town.complain(session, now)
    assert complaint.deadline.is_provisional
    before = complaint.deadline.due_at
    page = sign_in(town.office).post("/desk/calendar?year=2028", data={
        "revision": "0", "source": "国办通知", "holidays": "1月1日至1月4日 元旦", "workdays": ""})
    assert page.status_code == 302
    session.expire_all()
    assert session.get(Complaint, complaint.id).deadline.due_at > before
