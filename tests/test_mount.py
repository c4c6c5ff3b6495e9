"""The site as a part of another one: under a path, between that portal's header and footer."""

import re
from html import unescape

import pytest

from portal.app import create_app
from portal.clock import FixedClock
from portal.demo.people import PASSWORD
from portal.mount import fragment
from tests.browser import demo
from tests.databases import make_tables
from tests.reader import Reader
from tests.settings import TODAY, settings_in

PATH = "/zhuanlan/tengtui"
ADDRESS = re.compile(r'\b(?:(?:href|src|action|formaction|srcset|poster)="(?=/)|data-[a-z-]+="(?=/\w))([^"]*)"')


@pytest.fixture(scope="module")
def mounted(tmp_path_factory):
    """The demo district under the path, with a header and a footer of the host portal."""
    folder = tmp_path_factory.mktemp("mounted")
    (folder / "header.html").write_text('<nav><a href="https://www.example.gov.cn/">首页</a><script>alert(1)</script></nav>')
    (folder / "footer.html").write_text('<p onclick="x()">主办</p>')
    settings = settings_in(folder, site_address="https://www.example.gov.cn" + PATH, site_header=folder / "header.html",
                           site_footer=folder / "footer.html", site_filing_icp="京ICP备00000000号")
    make_tables(settings)
    app = create_app(settings, FixedClock(TODAY))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    demo.load(app)
    return app


@pytest.mark.parametrize("asked", ["/help", f"{PATH}/help"], ids=["path taken away by the proxy", "path left"])
@pytest.mark.parametrize("language", ["", "/en", "/zh-hant"])
def test_pages_answer_whether_the_proxy_takes_the_path_away_or_not(mounted, asked, language):
    client, path = mounted.test_client(), asked.replace("/help", f"{language}/help")
    page = client.get(path, environ_overrides={"SCRIPT_NAME": ""})
    assert page.status_code == 200
    assert f'href="{PATH}{language}/proposals"' in page.text and f'href="{PATH}/static/css/base.css' in page.text


@pytest.mark.parametrize("login", [None, "jumin", "shangwu", "guanliyuan"])
def test_no_address_on_any_page_leads_out_of_the_path(mounted, login):
    client = mounted.test_client()
    if login:
        client.post("/sign-in", data={"login": login, "password": PASSWORD})
    reader = Reader(mounted, client, PATH).read(*(PATH + each for each in ("/", "/desk", "/my/opinions", "/account", "/display")))
    astray = {(endpoint, address) for endpoint, _, html in reader.pages for address in ADDRESS.findall(html)
              if not unescape(address).startswith((PATH + "/",)) and address != PATH}
    assert len(reader.pages) > 10 and astray == set()


def test_redirects_and_cookies_stay_under_the_path(mounted):
    client = mounted.test_client()
    chosen = client.get("/display?size=22&next=/help")
    signed_in = client.post("/sign-in", data={"login": "shangwu", "password": PASSWORD})
    assert (chosen.location, signed_in.location) == (f"{PATH}/help", f"{PATH}/desk")
    cookies = chosen.headers.getlist("Set-Cookie") + signed_in.headers.getlist("Set-Cookie")
    assert cookies and all(f"Path={PATH};" in cookie + ";" for cookie in cookies)


def test_the_host_portals_header_and_footer_stand_around_every_page(mounted):
    page = mounted.test_client().get("/help").text
    header, footer = page.index('<a href="https://www.example.gov.cn/"'), page.index("<p>主办</p>")
    assert header < page.index("site-header") and footer > page.index("site-footer")
    assert "京ICP备00000000号" in page


PIECES = [
    ("<ul><li>一</li></ul>", "<ul><li>一</li></ul>"),
    ('<a href="https://a.example">一</a>', '<a href="https://a.example" rel="noopener">一</a>'),
    ("<script>x()</script><p>字</p>", "<p>字</p>"),
    ("<p onclick='x()' style='color:red'>字</p>", "<p>字</p>"),
    ("<a href='javascript:x()'>字</a>", '<a rel="noopener">字</a>'),
    ("<img src='/logo.png' alt='徽'>", '<img src="/logo.png" alt="徽">'),
    ("<iframe src='https://b.example'></iframe>", ""),
    ("<h1 id='main'>字</h1>", "字"),
]


@pytest.mark.parametrize(("html", "kept"), PIECES)
def test_what_the_host_portal_gives_is_cleaned(tmp_path, html, kept):
    (tmp_path / "header.html").write_text(html)
    assert str(fragment(tmp_path / "header.html")) == kept


def test_without_a_host_portal_there_is_nothing_around():
    assert str(fragment(None)) == ""


def test_a_header_that_is_missing_stops_the_start(tmp_path):
    with pytest.raises(FileNotFoundError):
        create_app(settings_in(tmp_path, site_header=tmp_path / "none.html"), FixedClock(TODAY))
