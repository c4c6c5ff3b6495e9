"""Every page, as each reader chose to read it: in large print at 320 pixels, in each choice of colours, simple, in each language.

The pages are those of test_every_page. What a choice changes is the root's classes and the sheets of colours: they are changed on
the open page, by the same words as the server uses.
"""

import pytest

from portal.demo.people import PASSWORD
from portal.reading import COLOURS, Reading
from tests.browser import axe, demo, eyes
from tests.browser.chromium import Device
from tests.browser.person import Person

NARROW = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
WIDE = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
STILL = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
STANDARD, LARGEST, SIMPLE = Reading(), Reading(size="30"), Reading(layout="simple")
LEAST = {STANDARD: 44, LARGEST: 60}


@pytest.fixture
def reader(demo_district, browsers):
    """`reader(login)` — somebody before a screen that can change its width, in front of the pages that are new to them."""
    driver = browsers(Device())
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", STILL)
    yield lambda login: _signed_in(Person(driver, demo_district.site), login, demo_district.news_for(login))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def _signed_in(person, login, addresses):
    if login and addresses:
        person.signs_in(login, PASSWORD)
    return person, addresses


def screen(driver, metrics) -> None:
    """Hold another device."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.xdist_group("demo in every mode: sizes")
@pytest.mark.parametrize("login", demo.READERS, ids=lambda login: login or "anybody")
def test_pages_fit_and_can_be_pressed_in_every_size(reader, login):
    person, addresses = reader(login)
    found = {(address, *where): wrong for address in addresses for where, wrong in fits(person, address) if wrong}
    assert not found


def fits(person, address):
    """What is wrong with a page's sizes: on a phone of 320 pixels and on a screen, in the standard and the largest print."""
    driver = person.driver
    screen(driver, NARROW)
    person.opens(address)
    for width, metrics in ((320, NARROW), (1280, WIDE)):
        screen(driver, metrics)
        for reading, least in LEAST.items():
            eyes.wears(driver, reading)
            yield (width, reading.size), eyes.sideways(driver) + eyes.too_small(driver, least) + eyes.clipped(driver)


@pytest.mark.xdist_group("demo in every mode: colours")
@pytest.mark.parametrize("login", demo.READERS, ids=lambda login: login or "anybody")
def test_no_choice_of_colours_size_or_layout_raises_a_barrier(reader, login):
    person, addresses = reader(login)
    screen(person.driver, NARROW)
    found = {(address, mode): wrong for address in addresses for mode, wrong in barriers(person, address) if wrong}
    assert not found


def barriers(person, address):
    """What axe finds on a page in each mode beside the standard one."""
    person.opens(address)
    for colours in COLOURS[2:]:
        eyes.wears(person.driver, Reading(colours=colours))
        yield colours, axe.violations(person.driver, "color-contrast", "link-in-text-block")
    for reading in (LARGEST, SIMPLE):
        eyes.wears(person.driver, reading)
        yield reading.cookie, axe.violations(person.driver)


@pytest.mark.xdist_group("demo in every mode: languages")
@pytest.mark.parametrize("language", ["/en", "/zh-hant"])
@pytest.mark.parametrize("login", demo.READERS, ids=lambda login: login or "anybody")
def test_no_language_raises_a_barrier(reader, login, language):
    person, addresses = reader(login)
    screen(person.driver, NARROW)
    found = {address: wrong for address in addresses if (wrong := spoken(person, language + address))}
    assert not found


def spoken(person, address) -> list[str]:
    """What is wrong with a page in another language, in the standard and in the largest print."""
    person.opens(address)
    wrong = axe.violations(person.driver) + eyes.sideways(person.driver)
    eyes.wears(person.driver, LARGEST)
    return wrong + eyes.sideways(person.driver)
