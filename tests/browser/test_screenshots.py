"""The pictures in docs/ are those of the pages there are, small enough to be looked through, and can be taken again."""

from io import BytesIO

import pytest
from PIL import Image

from tests.browser import screenshots
from tests.browser.chromium import Device
from tests.browser.person import Person

AGAIN = "run `make screenshots`"


def test_every_sight_has_its_pictures_and_nothing_else_lies_there():
    assert {path.name for path in screenshots.FOLDER.iterdir()} == {*screenshots.names(), "README.md"}, AGAIN


@pytest.mark.parametrize("name", screenshots.names())
def test_a_picture_is_small_and_as_wide_as_its_screen(name):
    path = screenshots.FOLDER / name
    with Image.open(path) as picture:
        assert picture.width == screenshots.LOOKS[path.stem.rpartition("-")[2]].width, AGAIN
        assert len(picture.convert("RGB").getcolors(2**24)) > 50, "an empty page"
    assert path.stat().st_size <= screenshots.MOST_BYTES


def test_the_index_leads_through_all_of_them():
    text = (screenshots.FOLDER / "README.md").read_text()
    assert text == screenshots.index(), AGAIN
    assert all(f'src="{name}"' in text for name in screenshots.names())


@pytest.mark.xdist_group("demo for everyone")
@pytest.mark.parametrize("look", ["phone", "elder", "contrast", "english"])
def test_pictures_can_be_taken_again(demo_district, browsers, look):
    found = screenshots.numbers(demo_district.app)
    person = Person(browsers(Device()), demo_district.site).opens("/healthz")
    try:
        taken = screenshots.take(person, screenshots.SIGHTS["proposal"], screenshots.LOOKS[look], found)
    finally:
        person.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        person.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert Image.open(BytesIO(taken)).width == screenshots.LOOKS[look].width
    assert person.language == ("en" if look == "english" else "zh-Hans")
