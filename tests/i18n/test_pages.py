"""Whoever asks for English meets English, whoever asks for Traditional Chinese meets that: the demo district read page by
page, in every role, from link to link."""

from io import BytesIO

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.app import create_app
from portal.clock import FixedClock
from portal.complaints.models import Complaint
from portal.demo.data import demo_district
from portal.extensions import db
from portal.proposals.models import Proposal
from tests.browser import demo
from tests.databases import make_tables
from tests.i18n.catalogue import catalogue, in_english
from tests.i18n_check import chinese_outside, simplified_outside
from tests.ledger.files import ROW, as_csv, changed
from tests.reader import Reader
from tests.settings import TODAY, settings_in

START = ("/en/", "/en/desk", "/en/requests", "/en/my/opinions", "/en/account", "/en/style", "/en/sign-in")
ANONYMOUS = None
WITH_A_DRAFT, THEIR_UNIT = "shichahai-sh", "什刹海阜景指挥部"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The portal with the demo district in it, speaking its languages."""
    settings = settings_in(tmp_path_factory.mktemp("english"))
    make_tables(settings)
    app = create_app(settings, FixedClock(TODAY))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    demo.load(app)
    with in_english():
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def client_of(app):
    """`client_of(login)` — a browser in which the owner of this account, or nobody, is signed in."""
    with app.app_context():
        ids = {user.login: user.get_id() for user in db.session.scalars(select(User))}

    def client(login):
        browser = app.test_client()
        if login is not ANONYMOUS:
            with browser.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = ids[login], True
        return browser

    return client


@pytest.fixture(scope="module")
def readers(app, client_of):
    """One reader for each role, after reading, by login."""
    in_table = [account.login for account in demo_district().accounts if account.in_table]
    starts = [f"/en{address}" for address in demo.unlinked(app)]
    return {login: Reader(app, client_of(login), "/en").read(*START, *starts, *more_for(login, app, client_of(login)))
            for login in [ANONYMOUS, *in_table, WITH_A_DRAFT]}


@pytest.fixture(scope="module")
def traditional_pages(app, client_of):
    """The pages a resident, an office and 区商务局 meet in Traditional Chinese: (endpoint, who, address, text)."""
    starts = [f"/zh-hant{address}" for address in ("/", "/desk", "/my/opinions", "/account", *demo.unlinked(app))]
    readers = {login: Reader(app, client_of(login), "/zh-hant").read(*starts) for login in (ANONYMOUS, "shangwu", "bangongshi")}
    return [(endpoint, login, address, text) for login, reader in readers.items() for endpoint, address, text in reader.pages]


@pytest.fixture(scope="module")
def pages(readers):
    """Every page the readers met: (endpoint, who read it, address, text)."""
    return [(endpoint, login, address, text) for login, reader in readers.items() for endpoint, address, text in reader.pages]


def more_for(login, app, client) -> list[str]:
    """Pages that are easily missed: a receipt somebody keeps, a revised proposal, a draft, an import in the middle."""
    with app.app_context():
        proposals = db.session.scalars(select(Proposal)).all()
        if login is ANONYMOUS:
            revised = [each.number for each in proposals if len(each.versions) > 1]
            receipt = db.session.scalar(select(Complaint.receipt).limit(1))
            return ["/en/search?q=牛街", f"/en/complaints/receipts/{receipt}", f"/en/proposals/{revised[0]}/versions"]
        if login == WITH_A_DRAFT:
            return [f"/en/desk/proposals/{each.number}" for each in proposals
                    if not each.published and each.initiating_unit.name == THEIR_UNIT]
    if login == "shangwu":
        client.post("/en/desk/reply-texts", data={"title": "施工时间", "text": "施工只在白天进行。"})
        rows = as_csv(ROW, changed(ROW, c0="XC-2", c3="没有这一类", c6="很大"))
        return [client.post("/en/desk/ledger/import", data={"file": (BytesIO(rows), "台账.csv")}).location]
    return []


def test_english_pages_have_no_chinese_outside_elements_that_say_so(pages):
    found = {}
    for endpoint, login, address, text in pages:
        for each in chinese_outside(text):
            found.setdefault((endpoint, each), (login, address))
    assert not found, "mark data with chinese(), sentences with _(): " + "\n".join(map(str, found.items()))


def test_traditional_pages_have_no_simplified_words_outside_elements_that_say_so(traditional_pages):
    written = "".join(message.string for message in catalogue("zh_Hant"))
    letters = "".join(sorted({letter for message in catalogue("zh_Hant") for letter in message.id or ""} - set(written)))
    found = {}
    for endpoint, login, address, text in traditional_pages:
        for each in simplified_outside(text, letters):
            found.setdefault((endpoint, each), (login, address))
    assert len(traditional_pages) > 100
    assert not found, "mark data with chinese(), sentences with _(): " + "\n".join(map(str, found.items()))


def test_every_page_of_the_portal_was_among_them(app, pages):
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - demo.NO_PAGES
    unread = routes - {endpoint for endpoint, *_ in pages}
    assert not unread, f"let more_for() lead to {sorted(unread)}"


def test_no_link_leads_to_a_page_that_refuses_its_reader(readers):
    assert {login: reader.refused for login, reader in readers.items() if reader.refused} == {}


REFUSED = [
    (ANONYMOUS, "/en/sign-in", {"login": "没有这个人", "password": "x"}),
    (ANONYMOUS, "/en/register", {"login": "一", "name": "", "password": "1", "again": "2"}),
    (ANONYMOUS, "/en/receipts", {"receipt": "不是回执"}),
    (ANONYMOUS, "/en/complaints/receipts", {"receipt": "不是回执"}),
    (ANONYMOUS, "/en/complaints/new", {"text": "　", "place": "牛街"}),
    ("shangwu", "/en/desk/proposals/new", {"title": ""}),
    ("shangwu", "/en/desk/ledger/new", {"number": "有 空格", "size_m2": "很大", "space_type": "文物", "vacated_on": "昨天"}),
    ("shangwu", "/en/desk/ledger/import", {"file": (BytesIO(b"\xff\xfe"), "台账.bin")}),
    ("bangongshi", "/en/desk/business-forms/new", {"name": "便利店"}),
    ("bangongshi", "/en/desk/areas/new", {"name": ""}),
    ("bangongshi", "/en/desk/meetings", {"held_on": "明天"}),
    ("guanliyuan", "/en/desk/users/new", {"login": "jumin", "name": "张三", "password": "短"}),
    ("guanliyuan", "/en/desk/calendar", {"holidays": "正月初一"}),
]


@pytest.mark.parametrize(("login", "address", "typed"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_refused_is_explained_in_english(client_of, login, address, typed):
    answer = client_of(login).post(address, data=typed)
    assert 400 <= answer.status_code < 500
    assert chinese_outside(answer.text) == []


def test_an_address_nobody_knows_is_answered_in_english(client_of):
    answer = client_of(ANONYMOUS).get("/en/proposals/没有")
    assert (answer.status_code, chinese_outside(answer.text)) == (404, [])
