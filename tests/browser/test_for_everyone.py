"""What axe cannot see: where the focus goes and whether it shows, text at twice the size, stillness, words beside colours,
and that pages are read aloud in the order in which they are seen."""

import re
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from portal.demo.people import PASSWORD
from tests.browser import eyes
from tests.browser.chromium import Device, start
from tests.browser.person import Person

pytestmark = pytest.mark.xdist_group("demo for everyone")
PUBLIC = ["/", "/proposals", "{open}", "{open}/opinions/new", "{done}", "/rules?kind=basement&use=菜店", "/receipts",
          "/complaints/new", "/sign-in", "/display", "/help"]
DESK = ["/desk", "/desk/proposals", "/desk/ledger", "/desk/proposals/new", "/desk/complaints"]
SHEETS = sorted((Path(__file__).parents[2] / "static/css").glob("*.css"))
MOST_STOPS = 40


@pytest.fixture(scope="module")
def addresses(demo_district):
    """`addresses(path)` — a path with the numbers of an open and a decided proposal filled in."""
    client = demo_district.app.test_client()

    def first(state: str) -> str:
        return re.search(r'href="(/proposals/[^"/?]+)"', client.get(f"/proposals?state={state}").text)[1]

    return lambda path: path.format(open=first("open"), done=first("decided"))


@pytest.fixture
def visitor(demo_district, browsers):
    """Somebody at a screen."""
    return Person(browsers(Device()), demo_district.site)


@pytest.fixture
def clerk(visitor):
    """Somebody of 区商务局 at a screen."""
    return visitor.signs_in("shangwu", PASSWORD)


def stops(person) -> list[dict]:
    """Where Tab leads from the top of the page, one stop after the other, until it leaves the page or after MOST_STOPS."""
    seen = []
    for _ in range(MOST_STOPS):
        ActionChains(person.driver).send_keys(Keys.TAB).perform()
        stop = person.driver.execute_script(eyes.FOCUS)
        if stop is None or (seen and stop["at"] == seen[0]["at"]):
            break
        seen.append(stop)
    return seen


def assert_focus_leads_through(person):
    """Every stop shows its ring and lies open to the eye; the stops come in the order of the page."""
    found = stops(person)
    assert len(found) > 8
    assert [stop["html"] for stop in found if not stop["ring"]] == [], "no ring"
    assert [stop["html"] for stop in found if not stop["seen"]] == [], "covered"
    order = [stop["at"] for stop in found]
    assert order == sorted(order)


@pytest.mark.parametrize("path", PUBLIC)
def test_the_focus_shows_and_follows_the_page(visitor, addresses, path):
    assert_focus_leads_through(visitor.opens(addresses(path)))


@pytest.mark.parametrize("path", DESK)
def test_the_focus_shows_and_follows_the_page_at_the_desk(clerk, path):
    assert_focus_leads_through(clerk.opens(path))


def test_the_first_stop_skips_to_the_text(visitor):
    visitor.opens("/").driver.switch_to.active_element.send_keys(Keys.TAB)
    visitor.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert visitor.driver.switch_to.active_element.get_attribute("id") == "main"


@pytest.fixture(scope="module")
def far_sighted(tmp_path_factory):
    """A browser whose owner asked for letters twice as large as usual, at 1280 pixels."""
    driver = start(Device(letters=32), tmp_path_factory.mktemp("chromium"))
    yield driver
    driver.quit()


@pytest.mark.parametrize("path", PUBLIC)
def test_text_twice_as_large_is_neither_cut_nor_pushed_out(far_sighted, demo_district, addresses, path):
    driver = Person(far_sighted, demo_district.site).opens(addresses(path)).driver
    assert driver.execute_script("return parseFloat(getComputedStyle(document.body).fontSize)") >= 36
    assert eyes.sideways(driver) + eyes.clipped(driver) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_the_page_zoomed_to_200_percent_needs_no_sideways_scrolling(visitor, addresses, path):
    half = {"width": 640, "height": 450, "deviceScaleFactor": 2, "mobile": False}
    visitor.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", half)
    try:
        assert eyes.sideways(visitor.opens(addresses(path)).driver) == []
    finally:
        visitor.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize(("wish", "longest"), [("reduce", 0), ("no-preference", 0.15)])
@pytest.mark.parametrize("path", ["/", "{open}", "{open}/opinions/new"])
def test_nothing_moves_for_long_and_nothing_at_all_where_stillness_is_asked_for(visitor, addresses, path, wish, longest):
    features = [{"name": "prefers-reduced-motion", "value": wish}]
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        moving = visitor.opens(addresses(path)).driver.execute_script(eyes.MOVES)
    finally:
        visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert {html: seconds for html, seconds in moving if seconds > longest} == {}


@pytest.mark.parametrize("path", [*PUBLIC, "/spaces", "/outcomes"])
def test_no_colour_speaks_without_a_word(visitor, addresses, path):
    assert visitor.opens(addresses(path)).driver.execute_script(eyes.WORDLESS) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_shows_things_in_another_order_than_they_are_read(sheet):
    assert re.findall(r"(?:^|[;{\s])order:|-reverse\b|float: right", sheet.read_text()) == []


def test_no_template_sets_an_order_of_its_own_for_the_keyboard():
    templates = Path(__file__).parents[2] / "templates"
    assert [path.name for path in templates.rglob("*.html") if re.search(r'tabindex="[1-9]', path.read_text())] == []
