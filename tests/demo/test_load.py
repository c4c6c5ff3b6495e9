"""The demo district as it stands after it was loaded: through the real actions, in every state, nothing lost."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import journal
from portal.accounts.models import Unit, User
from portal.accounts.passwords import verify
from portal.app import create_app
from portal.clock import FixedClock
from portal.complaints.models import Complaint
from portal.consultations.queries import consultation_of
from portal.demo.data import demo_district
from portal.demo.load import load_demo
from portal.demo.people import PASSWORD
from portal.extensions import db
from portal.ledger.models import Space
from portal.meetings.models import AgendaItem
from portal.opinions.models import Opinion
from portal.proposals.models import Proposal
from portal.reports.models import ReportSnapshot
from tests.databases import make_tables
from tests.settings import TODAY, settings_in

DISTRICT = demo_district()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The portal with the demo district in it."""
    settings = settings_in(tmp_path_factory.mktemp("demo"))
    make_tables(settings)
    app = create_app(settings, FixedClock(TODAY))
    with app.app_context():
        assert load(app)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def district(app):
    """A session over the loaded district."""
    with Session(db.engine, expire_on_commit=False) as session:
        yield session


def load(app) -> bool:
    return load_demo(db.session, app.extensions["clock"], app.extensions["storage"], password_cost=1)


def proposal_called(session, title: str) -> Proposal:
    return next(each for each in session.scalars(select(Proposal)) if each.latest.title == title)


def stands(session, proposal: Proposal) -> str:
    """How far a proposal has come, read from its records."""
    consultation = consultation_of(session, proposal)
    item = session.scalar(select(AgendaItem).where(AgendaItem.proposal_id == proposal.id))
    if proposal.withdrawn_at:
        return "withdrawn"
    if item:
        return {"scheduled": "received", "pending": "reported", "published": "decided"}.get(item.state, item.state)
    if consultation is None:
        return "draft"
    if consultation.public_round is None:
        return "asked"
    return "open" if consultation.public_round.closes_at > TODAY else "compiling"


@pytest.mark.parametrize("told", DISTRICT.proposals, ids=lambda told: told.key)
def test_every_proposal_has_come_as_far_as_its_story_says(district, told):
    assert stands(district, proposal_called(district, told.title)) == told.state


@pytest.mark.parametrize("told", [each for each in DISTRICT.proposals if each.published], ids=lambda told: told.key)
def test_every_opinion_is_in_its_place_of_the_count(district, told):
    consultation = consultation_of(district, proposal_called(district, told.title))
    of_the_public = Opinion.consultation_id == consultation.id, Opinion.request_id.is_(None)
    heard = district.scalars(select(Opinion).where(*of_the_public)).all()
    assert Counter(opinion.bucket for opinion in heard) == Counter(opinion.mark or "counted" for opinion in told.opinions)
    assert sorted(opinion.text for opinion in heard) == sorted(opinion.text for opinion in told.opinions)


def test_a_revised_proposal_was_published_again_and_keeps_its_round(district):
    for told in (each for each in DISTRICT.proposals if each.revision):
        proposal = proposal_called(district, told.title)
        assert [version.publication is not None for version in proposal.versions] == [True, True]
        assert len([each for each in consultation_of(district, proposal).rounds if each.kind == "public"]) == 1


def test_one_consultation_closes_within_two_days(district):
    published = [each for each in district.scalars(select(Proposal)) if each.published]
    closings = [consultation_of(district, each).public_round.closes_at for each in published]
    assert any(TODAY < closing <= TODAY + timedelta(days=2) for closing in closings)


def test_the_ledger_holds_every_space_and_some_are_long_unchecked(district):
    spaces = district.scalars(select(Space)).all()
    assert len(spaces) == len(DISTRICT.spaces)
    assert any(space.updated_at < TODAY - timedelta(days=100) for space in spaces)
    assert [space.name for space in spaces if space.promoting_unit_id is None] == ["原白纸坊印刷机件厂二车间"]


def test_complaints_went_where_they_belong(district):
    stand = {complaint.token.removeprefix("demo-"): complaint.state for complaint in district.scalars(select(Complaint))}
    assert stand == {complaint.key: complaint.state for complaint in DISTRICT.complaints}
    accusations = district.scalars(select(Complaint).where(Complaint.category == "accusation")).all()
    assert all(complaint.unit_id != complaint.accused_unit_id for complaint in accusations)


def test_reports_are_compiled_for_what_was_sent_and_what_is_being_compiled(district):
    reported = district.scalar(select(func.count(func.distinct(ReportSnapshot.consultation_id))))
    assert reported == sum(each.submission is not None or each.state == "compiling" for each in DISTRICT.proposals)


def test_every_unit_has_one_liaison(district):
    assert [unit.name for unit in district.scalars(select(Unit)) if unit.liaison is None] == []


def test_everybody_signs_in_with_the_password_that_is_printed(district):
    users = district.scalars(select(User)).all()
    assert {user.login for user in users} == {account.login for account in DISTRICT.accounts}
    assert len({user.password_hash for user in users}) == 1 and verify(PASSWORD, users[0].password_hash)


def test_the_journal_is_whole_and_knows_who_did_what(district):
    assert journal.broken_at(district) is None
    entries = district.scalars(select(journal.JournalEntry).order_by(journal.JournalEntry.id)).all()
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert max(entry.at for entry in entries) < TODAY


def test_loading_again_changes_nothing(app, district):
    before = district.scalar(select(func.count(journal.JournalEntry.id)))
    assert load(app) is False
    assert district.scalar(select(func.count(journal.JournalEntry.id))) == before


def test_the_commands_print_one_account_for_each_role(app):
    printed = app.test_cli_runner().invoke(args=["demo", "accounts"]).output
    assert PASSWORD in printed
    assert all(account.login in printed for account in DISTRICT.accounts)


def test_the_command_says_so_when_there_is_nothing_to_load(app):
    assert "没有载入演示数据" in app.test_cli_runner().invoke(args=["demo", "load"]).output
