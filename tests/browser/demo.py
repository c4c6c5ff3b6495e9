"""The demo district as its readers meet it: which pages each of them can open, and what is new on them."""

import re
from collections import defaultdict

from sqlalchemy import select

from portal.accounts.models import User
from portal.complaints.models import Complaint, TicketImport
from portal.consultations.models import Consultation
from portal.demo.data import demo_district
from portal.demo.load import load_demo
from portal.extensions import db
from portal.following.actions.following import Subject, ask_to_follow, confirm
from portal.following.models import Follower
from portal.following.queries.lookup import by_address
from portal.jobs.actions import enqueue
from portal.ledger.imports import keep_upload
from portal.meetings.jobs import announce
from portal.notices.models import Loss
from portal.opinions.actions import create_theme
from portal.opinions.actions.imports import keep_sheet, tell_columns
from portal.opinions.actions.proposing import propose_bundles
from portal.opinions.actions.replies import keep_reply
from portal.opinions.likeness.values import Found
from portal.opinions.models import Opinion
from portal.opinions.sheets.heads import guess
from portal.opinions.sheets.values import Plan
from portal.outbox import Message
from portal.proposals.models import Proposal, ProposalVersion
from portal.surveys.models import Survey
from portal.transaction import write_transaction
from tests.complaints.story import uploaded
from tests.jobs.worker import run_all
from tests.ledger.files import ROW, SECOND, as_csv, changed
from tests.opinions import sheets
from tests.reader import Reader

DRAFTING = {proposal.initiating_unit for proposal in demo_district().proposals if proposal.state == "draft"}
READERS = [None, *(account.login for account in demo_district().accounts
                   if account.in_table or (account.role == "reviewer" and DRAFTING & set(account.units)))]
PIECE = re.compile(r'<(\w+)\b(?:[^>]*?\bclass="([^"]*)")?')  # what a page is made of: tags and their classes
TYPED = ["/style", "/proposals?q=没有这样的词", "/search?q=菜店", "/search?q=牛街老年餐桌",
         "/rules?kind=basement&use=菜店&street=牛街街道"]

# files, calendars, and addresses that only lead elsewhere
NO_PAGES = {
    "static", "healthz", "pages.near", "pages.suggest", "pages.vendor", "pages.boundaries",
    "files.download", "proposals.card_picture", "reports.download", "ledger.export", "ledger.template",
    "reports.download_paper", "reports.download_letter", "wordtemplates.download", "wordtemplates.sample", "meetings.paper",
    "meetings.unit_sheet", "meetings.summary_file", "meetings.public_calendar", "meetings.own_calendar", "meetings.this_year",
    "following.proposals_feed", "following.outcomes_feed", "following.street_feed", "following.street_calendar",
    "following.closing", "opinions.ticket", "pages.service_worker", "pages.manifest",
    "complaints.bulletin_file", "complaints.ticket_results", "meetings.item_report", "notices.form_file",
    "notices.poster_file", "opinions.scanned", "surveys.download", "opendata.description", "opendata.download",
    "opendata.nothing_here", "opendata.package", "opendata.record", "opendata.records",
}


class Demo:
    """The loaded district behind `app`, served at `site`."""

    def __init__(self, app, site: str):
        self.app, self.site = app, site
        self.reached: set[str] = set()
        self._shown = defaultdict(set)
        self._news: dict[str | None, list[str]] = {}
        self._starts = [*TYPED, *(unlinked(app))]

    def news_for(self, login: str | None) -> list[str]:
        """The addresses on which this reader meets a kind of piece that no reader before met in the same view."""
        if login not in self._news:
            self._news[login] = [address for endpoint, address, html in self._pages_of(login) if self._is_news(endpoint, html)]
        return self._news[login]

    def _is_news(self, endpoint: str, html: str) -> bool:
        self.reached.add(endpoint)
        news = set(PIECE.findall(html)) - self._shown[endpoint]
        self._shown[endpoint] |= news
        return bool(news)

    def _pages_of(self, login: str | None):
        client = self.app.test_client()
        if login:
            with self.app.app_context(), client.session_transaction() as cookie:
                cookie["_user_id"] = db.session.scalars(select(User).where(User.login == login)).one().get_id()
        return Reader(self.app, client).read("/", "/desk", *self._starts).pages


def load(app) -> None:
    """The demo district, and a ledger file that waits to be confirmed."""
    clock, storage = app.extensions["clock"], app.extensions["storage"]
    with app.app_context():
        load_demo(db.session, clock, storage, password_cost=1)
        keeper = db.session.scalars(select(User).where(User.login == "shangwu")).one()
        with write_transaction(db.session, clock) as now:
            keep_upload(db.session, storage, "台账.csv", as_csv(ROW, SECOND, changed(SECOND, c0="XC-3", c5="")), actor=keeper,
                        unit=keeper.memberships[0].unit, now=now)
            _at_work(keeper, storage, now)
        db.session.remove()
    announce(app)
    run_all(app)


def _at_work(keeper, storage, now) -> None:
    """What the desk of 区商务局 has begun: a sheet to check, opinions alike, themes, a text to use again, hotline tickets."""
    unit = keeper.memberships[0].unit
    latest = select(Consultation).join(Consultation.proposal).where(Proposal.initiating_unit_id == unit.id)
    consultation = db.session.scalars(latest.order_by(Consultation.id.desc())).first()
    upload = keep_sheet(db.session, storage, consultation, "议事厅.csv", sheets.as_csv(sheets.FIRST), actor=keeper, now=now)
    tell_columns(db.session, upload, Plan(guess(list(sheets.HEADS)), fixed=sheets.FIXED), actor=keeper, now=now)
    enqueue(db.session, "opinions.check", owner=keeper, unit_id=unit.id, now=now, import_id=upload.id)
    enqueue(db.session, "opinions.suggest_themes", owner=keeper, unit_id=unit.id, now=now, consultation_id=consultation.id)
    said = list(db.session.scalars(select(Opinion.id).where(Opinion.consultation_id == consultation.id).limit(2)))
    propose_bundles(db.session, consultation, said, [Found("near", tuple((each, each) for each in said))], now=now)
    create_theme(db.session, consultation, "楼梯要有扶手", actor=keeper, now=now)
    keep_reply(db.session, unit_id=unit.id, title="施工时间", text="施工只在白天进行。", actor=keeper, now=now)
    tickets = uploaded(db.session, now, storage)
    enqueue(db.session, "complaints.check_tickets", owner=keeper, unit_id=unit.id, now=now, import_id=tickets.id)
    public = select(Proposal).join(Proposal.versions).join(ProposalVersion.publication).order_by(Proposal.id)
    for number, proposal in enumerate(db.session.scalars(public.limit(2))):
        ask_to_follow(db.session, Subject("proposal", proposal_id=proposal.id), "wang@example.com", "daily", now=now)
        follower = by_address(db.session, "wang@example.com")
        confirm(db.session, follower, [each.id for each in follower.follows if not number], now=now)


def unlinked(app) -> list[str]:
    """Pages only their owner knows the way to, and every proposal on the desk."""
    with app.app_context():
        numbers = db.session.scalars(select(Proposal.number)).all()
        opinions = db.session.scalars(select(Opinion.receipt).where(Opinion.channel == "web").limit(3)).all()
        complaints = db.session.execute(select(Complaint.id, Complaint.receipt)).all()
        asked = db.session.scalars(select(Message.secret).where(Message.kind == "complaint.follow_up")).all()
        tickets = db.session.scalars(select(TicketImport.id)).all()
        followers = db.session.scalars(select(Follower.secret)).all()
        surveys = db.session.scalars(select(Survey.id)).all()
        losses = db.session.scalars(select(Loss.id)).all()
        db.session.remove()
    return [
        *(f"/desk/proposals/{number}" for number in numbers), *(f"/proposals/{number}" for number in numbers),
        *(f"/proposals/{number}/notice" for number in numbers), *(f"/receipts/{receipt}" for receipt in opinions),
        "/surveys/1/thanks",
        *(f"/complaints/receipts/{receipt}" for _, receipt in complaints), "/desk/ledger/imports/1",
        *(f"/complaints/answers/{secret}" for secret in asked if secret),
        *(f"/desk/complaints/{complaint}/follow-up" for complaint, _ in complaints),
        *(f"/desk/complaints/tickets/{ticket}" for ticket in tickets), "/follow/sent", "/follow/sent?by=message",
        *(f"/desk/surveys/{survey}/{page}" for survey in surveys for page in ("menu", "outcome")),
        *(f"/desk/notices/{loss}" for loss in losses),
        *(f"/follows/{secret}{page}" for secret in followers for page in ("", "/stop")),
    ]
