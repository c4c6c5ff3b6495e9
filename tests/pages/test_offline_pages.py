"""What makes the site installable and lets the form open without a connection."""

import io
import json

import pytest
from PIL import Image

from tests.builders import a_published_proposal, a_user


@pytest.mark.parametrize(("prefix", "name"), [("", "西城区腾退空间再利用意见征集"), ("/en", "Consultations on the reuse")])
def test_the_manifest_names_the_site_and_icons_that_exist(client, prefix, name):
    answer = client.get(f"{prefix}/manifest.webmanifest")
    said = json.loads(answer.text)
    assert answer.mimetype == "application/manifest+json" and name in said["name"]
    assert said["start_url"] == f"{prefix}/" and said["scope"] == "/" and said["display"] == "standalone"
    for icon in said["icons"]:
        with Image.open(io.BytesIO(client.get(icon["src"]).data)) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)
    assert {each["purpose"] for each in said["icons"]} == {"any", "maskable"}


def test_the_service_worker_lies_above_all_pages_and_is_asked_for_again(client):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript" and "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_say_what_may_be_kept_and_only_to_those_who_are_not_signed_in(client, sign_in, session, write, prefix):
    assert f'<meta name="keep" content="{prefix}/offline">' in client.get(f"{prefix}/help").text
    with write() as now:
        user = a_user(session, now)
    assert 'name="keep"' not in sign_in(user).get(f"{prefix}/help").text


def test_a_proposal_that_is_open_keeps_its_form(client, session, write):
    with write() as now:
        number = a_published_proposal(session, now).number
    assert f" /proposals/{number}/opinions/new /proposals/{number}\">" in client.get(f"/proposals/{number}").text
