"""What travels and what is kept: public pages by their ETag, files for ever, private pages nowhere, all of it small."""

import gzip
import re

import pytest

from portal.consultations.queries import consultation_of
from portal.opinions.actions import give_opinion
from portal.permissions import Role
from tests.builders import a_handler, a_published_proposal, a_user

PACKED = {"Accept-Encoding": "gzip"}
SHEET = re.compile(r'href="(/static/css/base\.css\?v=\w+)"')


@pytest.fixture
def proposal(session, write):
    """A proposal the public can read."""
    with write() as now:
        return a_published_proposal(session, now)


@pytest.mark.parametrize("path", ["/", "/proposals", "/spaces", "/help", "/rules/all", "/proposals/{number}"])
def test_a_public_page_that_did_not_change_is_not_sent_again(client, proposal, path):
    address = path.format(number=proposal.number)
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache" and "Cookie" in first.vary
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_public_page_that_changed_is_sent_again(client, session, write, proposal):
    before = client.get("/proposals").headers["ETag"]
    with write() as now:
        a_published_proposal(session, now, title="又一个方案")
    again = client.get("/proposals", headers={"If-None-Match": before})
    assert again.status_code == 200 and "又一个方案" in again.text


def test_the_large_print_is_another_answer(client, proposal):
    plain = client.get("/").headers["ETag"]
    client.get("/display?size=26")
    assert client.get("/", headers={"If-None-Match": plain}).status_code == 200


def test_what_belongs_to_one_person_is_kept_nowhere(client, sign_in, session, write, proposal):
    with write() as now:
        handler, resident = a_handler(session, now), a_user(session, now, Role.RESIDENT)
        receipt = give_opinion(session, consultation_of(session, proposal), stance="suggest", text="多放几盏灯",
                               relation="neighbour", token="t1", now=now).receipt
    addresses = [(sign_in(handler), "/desk"), (sign_in(resident), "/my/opinions"), (sign_in(resident), "/"),
                 (client, f"/receipts/{receipt}")]
    for browser, address in addresses:
        answer = browser.get(address)
        assert answer.headers["Cache-Control"] == "no-store" and "ETag" not in answer.headers, address


def test_a_form_is_kept_by_its_own_browser_only(app, client, proposal):
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.get(f"/proposals/{proposal.number}/opinions/new").headers["Cache-Control"] == "private, no-cache"


def test_a_refusal_is_not_taken_for_the_page(client):
    answer = client.get("/proposals/XC-0000-000")
    assert answer.status_code == 404 and "ETag" not in answer.headers


def test_a_file_under_its_fingerprint_is_kept_for_ever(client):
    address = SHEET.search(client.get("/").text).group(1)
    kept = client.get(address, headers={"Cookie": "session=somebody"})
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable" and "Cookie" not in kept.vary
    assert SHEET.search(client.get("/en/").text).group(1) == address, "English pages fetch the same file"


@pytest.mark.parametrize("address", ["/static/css/base.css", "/static/css/base.css?v=0123456789ab"])
def test_a_file_under_another_address_is_asked_about(client, address):
    first = client.get(address)
    assert "immutable" not in first.headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/static/css/pieces.css", "/proposals"])
def test_words_travel_packed_to_whoever_unpacks_them(client, proposal, path):
    plain, packed = client.get(path), client.get(path, headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.vary
    assert gzip.decompress(packed.data) == plain.data and len(packed.data) == packed.content_length < len(plain.data)
    assert "Content-Encoding" not in plain.headers


def test_a_packed_page_is_asked_about_like_a_plain_one(client, proposal):
    tag = client.get("/", headers=PACKED).headers["ETag"]
    again = client.get("/", headers=PACKED | {"If-None-Match": tag})
    assert again.status_code == 304 and "Content-Encoding" not in again.headers


def test_a_proxy_that_packs_gets_plain_answers(app, client):
    settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(update={"compress": False})
    assert "Content-Encoding" not in client.get("/", headers=PACKED).headers
