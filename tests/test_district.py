"""A new installation begins with one command, which may be run again."""

from sqlalchemy import func, select

from portal.accounts.models import Unit
from portal.proposals.models import BusinessForm
from portal.workdays.models import CalendarYear


def test_the_district_is_entered_once_however_often_it_is_asked(app, session):
    counts = []
    for _ in range(2):
        answer = app.test_cli_runner().invoke(args=["district", "enter"])
        assert answer.exit_code == 0, answer.output
        session.rollback()
        counts.append([session.scalar(select(func.count()).select_from(model)) for model in (Unit, BusinessForm, CalendarYear)])
    assert counts[0] == counts[1]
    assert session.scalar(select(func.count()).where(Unit.kind == "subdistrict")) == 15
    assert min(counts[0]) > 0
