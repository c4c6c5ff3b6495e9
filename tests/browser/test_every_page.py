"""No page has a barrier: what each reader of the demo district can reach is shown to axe-core, on a screen and on a phone.

A view is shown once for every kind of piece it is made of; a new page is found by the link that leads to it.
"""

import pytest

from portal.demo.people import PASSWORD
from tests.browser import axe, demo
from tests.browser.chromium import Device
from tests.browser.person import Person

pytestmark = pytest.mark.xdist_group("demo in a browser")
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}


@pytest.mark.parametrize("login", demo.READERS, ids=lambda login: login or "anybody")
def test_no_page_has_a_barrier(demo_district, browsers, login):
    reader = Person(browsers(Device()), demo_district.site)
    addresses = demo_district.news_for(login)
    if login and addresses:
        reader.signs_in(login, PASSWORD)
    found = {address: barriers(reader.opens(address).driver) for address in addresses}
    assert not {address: barrier for address, barrier in found.items() if barrier}


def test_what_goes_wrong_has_no_barrier_either(demo_district, browsers):
    visitor = Person(browsers(Device()), demo_district.site)
    assert barriers(visitor.opens("/nowhere").driver) == []
    assert barriers(visitor.opens("/complaints/new").clicks("提交投诉").sees("有几处需要改一改").driver) == []
    assert barriers(visitor.opens("/sign-in").clicks("登录", within="main").sees("有几处需要改一改").driver) == []


def test_every_page_of_the_portal_is_found_by_somebody(demo_district):
    for login in demo.READERS:
        demo_district.news_for(login)
    pages = {rule.endpoint for rule in demo_district.app.url_map.iter_rules() if "GET" in rule.methods} - demo.NO_PAGES
    missing = sorted(pages - demo_district.reached)
    assert not missing, f"no link leads to {missing}: link them, or name them in tests/browser/demo.py"


def barriers(driver) -> list[str]:
    """What axe finds on the open page on a screen and on a phone, and whether the phone must scroll sideways."""
    found = axe.violations(driver)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        found += axe.violations(driver)
        width = driver.execute_script("return document.documentElement.scrollWidth")
        return found + ([f"{width} pixels wide on a phone of 390"] if width > 390 else [])
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
