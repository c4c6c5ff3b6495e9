"""The demo district as its readers meet it: which pages each of them can open, and what is new on them."""

import re
from collections import defaultdict

from sqlalchemy import select

from portal.accounts.models import User
from portal.complaints.models import Complaint
from portal.demo.data import demo_district
from portal.demo.load import load_demo
from portal.extensions import db
from portal.ledger.imports import keep_upload
from portal.opinions.models import Opinion
from portal.proposals.models import Proposal
from portal.transaction import write_transaction
from tests.ledger.files import ROW, SECOND, as_csv, changed
from tests.reader import Reader

DRAFTING = {proposal.initiating_unit for proposal in demo_district().proposals if proposal.state == "draft"}
READERS = [None, *(account.login for account in demo_district().accounts
                   if account.in_table or (account.role == "reviewer" and DRAFTING & set(account.units)))]
PIECE = re.compile(r'<(\w+)\b(?:[^>]*?\bclass="([^"]*)")?')  # what a page is made of: tags and their classes
TYPED = ["/style", "/proposals?q=没有这样的词", "/rules?kind=basement&use=菜店&street=牛街街道"]


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
        db.session.remove()


def unlinked(app) -> list[str]:
    """Pages only their owner knows the way to, and every proposal on the desk."""
    with app.app_context():
        numbers = db.session.scalars(select(Proposal.number)).all()
        opinions = db.session.scalars(select(Opinion.receipt).where(Opinion.channel == "web").limit(3)).all()
        complaints = db.session.scalars(select(Complaint.receipt)).all()
        db.session.remove()
    return [
        *(f"/desk/proposals/{number}" for number in numbers), *(f"/proposals/{number}" for number in numbers),
        *(f"/receipts/{receipt}" for receipt in opinions),
        *(f"/complaints/receipts/{receipt}" for receipt in complaints), "/desk/ledger/imports/1",
    ]
