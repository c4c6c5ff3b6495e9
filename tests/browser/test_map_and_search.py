"""Finding a place: on the zoomable map, on the drawn one, and by typing a few characters; staff mark a place by a click."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from portal.ledger.queries import space_by_number
from portal.permissions import Role
from portal.places.actions import Brought, import_boundaries
from portal.places.rules import STREET
from tests.browser import axe
from tests.builders import PASSWORD, a_published_proposal, a_space, a_unit, a_user
from tests.places.files import IN_WEST, WEST, WGS84, streets


@pytest.fixture
def places(app, session, write):
    """Two streets, a proposal in one of them, and a space nobody has placed."""
    with write() as now:
        brought = Brought(streets(crs=WGS84), "街道.geojson", STREET)
        import_boundaries(session, app.extensions["storage"], brought, actor=None, now=now)
        place = {"longitude": str(IN_WEST.longitude), "latitude": str(IN_WEST.latitude)}
        a_published_proposal(session, now, space=a_space(session, now, "XC-1", street=WEST, **place))
        a_space(session, now, "XC-2", street=WEST)
        a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"), login="office")


def shown(visitor, selector):
    """The elements of that kind, once there are some."""
    return WebDriverWait(visitor.driver, 15).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, selector))


def test_the_zoomable_map_has_the_pins_of_the_list_and_no_barrier(person, places):
    visitor = person().opens("/map")
    pin, = shown(visitor, ".map-pin")
    assert pin.text == "1" and pin.get_attribute("title") == "红莲南里3号地下室改为社区菜店"
    pin.click()
    assert "正在征集" in shown(visitor, ".leaflet-popup-content")[0].text
    assert axe.violations(visitor.driver) == []


def test_without_scripts_a_drawn_street_leads_to_what_is_there(person, places):
    visitor = person(phone=True, scripts=False).opens("/map")
    visitor.driver.find_element(By.CSS_SELECTOR, f".map-drawing a[aria-label='{WEST}']").send_keys(Keys.ENTER)
    WebDriverWait(visitor.driver, 15).until(lambda driver: "street=" in driver.current_url)
    visitor.sees("红莲南里3号地下室改为社区菜店")


def test_a_few_characters_suggest_where_to_go_and_the_keyboard_goes_there(person, places):
    visitor = person().opens("/")
    box = visitor.driver.find_element(By.ID, "home-q")
    box.send_keys("菜店")
    shown(visitor, ".suggestions a")
    assert axe.violations(visitor.driver) == []
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(visitor.driver, 15).until(lambda driver: "/proposals/" in driver.current_url)


def test_a_click_on_the_map_is_the_place_of_a_space(person, session, places):
    worker = person().signs_in("office", PASSWORD).opens("/desk/ledger/spaces/XC-2/place")
    shown(worker, ".map-zoomable .map-patch")[0].click()
    degrees = worker.driver.find_element(By.ID, "longitude").get_attribute("value")
    worker.clicks("保存位置").sees("位置已保存")
    session.rollback()
    assert f"{space_by_number(session, 'XC-2').longitude:.6f}" == degrees
