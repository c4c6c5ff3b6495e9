"""How a reader wants pages: chosen once, remembered by the browser, on every page, in every language."""

import re

import pytest

from portal.reading import COLOURS, LAYOUTS, SIZES, Reading

ROOT = re.compile(r'<html lang="[^"]*"(?: class="([^"]*)")?>')
SHEET = re.compile(r'/static/css/((?:dark|contrast)[a-z-]*)\.css[^"]*"(?: media="([^"]*)")?')


def classes(page) -> set[str]:
    """The classes of the page's root."""
    return set((ROOT.search(page.text)[1] or "").split())


def test_large_print_is_one_click_remembered_and_leads_back(client):
    switch = re.search(r'href="([^"]*)">大字版', client.get("/proposals?q=a").text)[1].replace("&amp;", "&")
    assert client.get(switch).location == "/proposals?q=a"
    assert classes(client.get("/help")) == {"elder", "size-22"}
    client.get("/display?size=")
    assert classes(client.get("/help")) == set()


def test_large_print_grows_step_by_step_to_the_largest(client):
    for size in SIZES[1:]:
        assert f"size={size}" in client.get("/").text
        client.get(f"/display?size={size}")
        assert f"size-{size}" in classes(client.get("/"))
    assert "字再大些" not in client.get("/").text


CHOICES = [
    ({"size": "30"}, {"elder", "size-30"}), ({"colours": "dark"}, {"dark"}), ({"layout": "simple"}, {"simple"}),
    ({"size": "26", "colours": "contrast-dark", "layout": "simple"}, {"elder", "size-26", "contrast-dark", "simple"}),
    ({"size": "9999", "colours": "red", "layout": "<script>"}, set()),
]


@pytest.mark.parametrize(("chosen", "expected"), CHOICES, ids=[" ".join(chosen.values()) for chosen, _ in CHOICES])
def test_what_is_chosen_is_on_every_page_in_every_language(client, chosen, expected):
    client.get("/display", query_string=chosen)
    assert [classes(client.get(path)) for path in ("/", "/en/help", "/zh-hant/help", "/nowhere")] == [expected] * 4


def test_a_new_choice_leaves_the_others_as_they_were(client):
    client.get("/display?size=22")
    client.get("/display?colours=dark")
    assert classes(client.get("/")) == {"elder", "size-22", "dark"}


@pytest.mark.parametrize(("colours", "sheets"), [
    ("", ["dark", "contrast", "contrast-dark"]), ("light", []), ("dark", ["dark"]), ("contrast", ["contrast"]),
    ("contrast-dark", ["dark", "contrast", "contrast-dark"]),
])
def test_chosen_colours_do_not_wait_for_the_device(client, colours, sheets):
    client.get("/display", query_string={"colours": colours})
    found = SHEET.findall(client.get("/").text)
    assert [name for name, _ in found] == sheets
    assert all(bool(media) == (colours == "") for _, media in found)


def test_the_page_of_choices_shows_what_is_chosen_and_leads_back(client):
    client.get("/display?size=26&colours=contrast")
    page = client.get("/display?next=/help").text
    ticked = [re.search(r'value="([^"]*)"', tag)[1] for tag in re.findall("<input[^>]*>", page) if "checked" in tag]
    assert ticked == ["26", "contrast", ""]
    assert 'value="/help"' in page


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"])
def test_a_choice_never_leads_to_another_site(client, address):
    assert client.get("/display", query_string={"size": "22", "next": address}).location == "/"


def test_the_simple_version_names_only_the_places_everybody_needs(client):
    client.get("/display?layout=simple")
    assert "/rules" not in re.search(r'<nav class="site-nav".*?</nav>', client.get("/").text, re.DOTALL)[0]


@pytest.mark.parametrize("cookie", ["", "..", "26.dark", "x.y.z", "a" * 4000, "....", "30.contrast.simple.more"])
def test_a_cookie_of_any_kind_is_read_as_allowed_words(cookie):
    kept = Reading.kept(cookie)
    assert kept.size in SIZES and kept.colours in COLOURS and kept.layout in LAYOUTS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_kept_is_what_was_chosen(size, colours, layout):
    chosen = Reading(size, colours, layout)
    assert Reading.kept(chosen.cookie) == chosen
