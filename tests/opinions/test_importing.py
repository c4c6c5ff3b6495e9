"""Taking sheets in: whole or not at all, once, with everything an opinion entered by hand has too."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.errors import InvalidInput, Refusal
from portal.files.intake import prepare
from portal.files.queries import attachments_of
from portal.jobs.models import Job
from portal.journal import JournalEntry, broken_at
from portal.opinions.actions import add_papers, settle_consultation, withdraw
from portal.opinions.actions.imports import keep_sheet
from portal.opinions.models import ImportMapping, Opinion, OpinionContact, OpinionImport, Point
from portal.opinions.queries import open_matters, public_figures
from portal.opinions.queries.imports import remembered
from portal.outbox import Message
from tests.files.samples import picture
from tests.jobs.worker import run_all
from tests.opinions.matter import an_opinion
from tests.opinions.sheets import FIRST, HEADS, SECOND, as_csv, as_xlsx, ask, changed


@pytest.fixture
def take_in(app, session, write, matter):
    """Take a sheet in; gives its row as it stands afterwards."""
    def of(data, kind="opinions.import", **plan):
        with write() as now:
            upload = ask(session, app, matter, data, kind, now, **plan)
        run_all(app)
        session.expire_all()
        return upload
    return of


@pytest.fixture
def look_through(take_in):
    return lambda data, **plan: take_in(data, "opinions.check", **plan).findings


def opinions(session):
    session.expire_all()
    return session.scalars(select(Opinion).order_by(Opinion.number)).all()


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("data", [as_csv(FIRST, SECOND), as_csv(FIRST, SECOND, encoding="gb18030"), as_xlsx(FIRST, SECOND)],
                         ids=["utf-8", "gb18030", "xlsx"])
def test_rows_become_opinions(session, matter, take_in, data):
    upload = take_in(data)
    assert (upload.added, upload.known) == (2, 0)
    first, second = opinions(session)
    assert (first.number, first.stance, first.text, first.channel, first.party) == (
        1, "suggest", "二层应当有电梯。", "meeting", "resident")
    assert (first.received_on.isoformat(), first.source) == ("2026-06-10", "社区议事厅（议事厅.xlsx 第2行）")
    assert (first.contact.name, first.contact.phone, first.contact.email) == ("王女士", "13812345678", None)
    assert (first.recorded_by, first.bucket, len(first.receipt)) == (matter.handler.id, "counted", 19)
    assert second.contact is None
    assert [(each.opinion_id, each.no_demand) for each in session.scalars(select(Point).order_by(Point.id))] == [
        (first.id, False), (second.id, True)]


def test_they_stand_beside_the_others_in_every_count(session, write, matter, take_in):
    with write() as now:
        an_opinion(session, matter, now, "t1")
    take_in(as_csv(FIRST, SECOND))
    assert [each.number for each in opinions(session)] == [1, 2, 3]
    figures = public_figures(session, matter.consultation)
    assert (figures.received, figures.stances["suggest"], figures.stances["support"]) == (3, 2, 1)
    assert open_matters(session, matter.consultation).loose == 2
    with write() as now:
        an_opinion(session, matter, now, "t2")
    assert opinions(session)[-1].number == 4


def test_the_same_sheet_again_adds_nothing_and_says_so(session, take_in):
    for data in (as_xlsx(FIRST, SECOND), as_csv(FIRST, SECOND)):
        upload = take_in(data)
    assert (upload.added, upload.known) == (0, 2)
    assert count(session, Opinion) == 2
    upload = take_in(as_csv(FIRST, changed(FIRST, A="3", F="再要个食堂"), SECOND))
    assert (upload.added, upload.known) == (1, 2)


def test_without_numbers_the_words_tell_and_how_often_they_were_said(session, take_in):
    heads, rows = HEADS[1:], [FIRST[1:], FIRST[1:], SECOND[1:]]
    assert take_in(as_csv(*rows, heads=heads)).added == 3
    assert take_in(as_csv(*rows[::-1], heads=heads)).added == 0
    assert take_in(as_csv(*rows, FIRST[1:], heads=heads)).added == 1
    assert count(session, Opinion) == 4


def test_a_withdrawn_row_does_not_come_back(session, write, take_in):
    take_in(as_csv(FIRST))
    with write() as now:
        withdraw(session, opinions(session)[0], now=now)
    assert (take_in(as_csv(FIRST)).known, count(session, Opinion), count(session, OpinionContact)) == (1, 1, 0)


def test_a_number_that_says_something_else_now_stops_the_sheet(session, take_in, look_through):
    take_in(as_csv(FIRST))
    other = as_csv(changed(FIRST, F="别的话"), SECOND)
    findings = look_through(other)
    assert (findings["wrong"], findings["problems"][0]["cell"]) == (1, "2")
    assert take_in(other).imported_at is None
    job = session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert (job.state, "第 %(lines)s 行" in job.error["sentence"], count(session, Opinion)) == ("failed", True, 1)


def test_one_wrong_row_and_nothing_at_all_is_stored(session, take_in, look_through):
    data = as_csv(FIRST, changed(SECOND, D="2026-02-30"), changed(SECOND, A="3", E="随便", C="12"))
    findings = look_through(data)
    assert (findings["rows"], findings["wrong"], findings["words"]) == (3, 2, {"stance": ["随便"]})
    assert [problem["cell"] for problem in findings["problems"]] == ["D3", "E4", "C4"]
    assert take_in(data).imported_at is None
    assert (count(session, Opinion), count(session, OpinionContact)) == (0, 0)


def test_late_ones_are_kept_as_late(session, clock, take_in):
    clock.advance(timedelta(days=12))
    take_in(as_csv(FIRST, changed(SECOND, D="2026-06-21")))
    assert [each.bucket for each in opinions(session)] == ["counted", "late"]


def test_one_entry_in_the_journal_and_no_message_to_anybody(session, take_in):
    upload = take_in(as_csv(FIRST, SECOND))
    entry = session.scalars(select(JournalEntry).where(JournalEntry.action == "sheet.import")).one()
    assert entry.details == {"added": 2, "known": 0, "sha256": upload.file.sha256}
    assert broken_at(session) is None
    assert count(session, Message) == 0


def test_no_name_or_number_stands_readable_in_what_is_kept(session, look_through):
    findings = look_through(as_csv(changed(FIRST, C="138123", B="王秀英" * 20)))
    assert "王秀英" not in str(findings) and "138123" not in str(findings)


def test_what_was_told_about_the_columns_is_remembered(session, matter, take_in):
    take_in(as_csv(FIRST), words={"stance": {"随便": "suggest"}})
    take_in(as_csv(SECOND), words={"stance": {"随便": "support"}})
    assert count(session, ImportMapping) == 1
    assert remembered(session, matter.unit.id, ("其他", *HEADS)).words == {"stance": {"随便": "support"}}
    assert remembered(session, matter.unit.id, HEADS[1:]) is None


def test_after_the_end_no_sheet_is_taken(app, session, write, clock, matter, take_in):
    clock.advance(timedelta(days=12))
    with write() as now:
        settle_consultation(session, matter.consultation, actor=matter.handler, now=now)
    with pytest.raises(Refusal, match="已经办结"), write() as now:
        keep_sheet(session, app.extensions["storage"], matter.consultation, "x.csv", as_csv(FIRST), actor=matter.handler, now=now)
    assert count(session, OpinionImport) == 0


def test_a_scan_is_hung_on_an_imported_opinion_later(app, session, write, matter, take_in):
    take_in(as_csv(changed(FIRST, F="见附件")))
    opinion, storage = opinions(session)[0], app.extensions["storage"]
    for _retry in range(2):
        with write() as now:
            add_papers(session, storage, opinion, [prepare("登记表.jpg", picture())], actor=matter.handler, now=now)
    with write() as now:
        add_papers(session, storage, opinion, [prepare("背面.png", picture("PNG"))], actor=matter.handler, now=now)
    assert [(each.filename, each.visibility) for each in attachments_of(session, opinion)] == [
        ("登记表.jpg", "internal"), ("背面.png", "internal")]
    with pytest.raises(InvalidInput, match="请选择文件"), write() as now:
        add_papers(session, storage, opinion, [], actor=matter.handler, now=now)
