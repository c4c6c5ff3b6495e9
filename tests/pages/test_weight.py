"""Pages light enough for a bad connection: HTML, styles and scripts packed as they travel, and no heavier with more data."""

import re
from urllib.parse import urljoin

import pytest

from portal.consultations.queries import consultation_of
from portal.opinions.actions import give_opinion
from tests.builders import a_published_proposal

LIMIT = 60 * 1024  # bytes, before pictures
PART = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
MODULE = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")
PACKED = {"Accept-Encoding": "gzip"}
MORE = 1.05  # other numbers and names pack a little better or worse


def weight(client, address: str) -> int:
    """What travels for a page before its pictures: the page, its styles, its scripts and those they import."""
    page = client.get(address)
    assert page.status_code == 200
    parts = {style or script for style, script in PART.findall(page.text)}
    for script in (each for each in list(parts) if ".js" in each):
        parts |= imported(client, script)
    return sum(len(client.get(each, headers=PACKED).data) for each in (address, *parts))


def imported(client, script: str) -> set[str]:
    """The scripts a script imports, and those they import."""
    direct = {urljoin(script, name) for name in MODULE.findall(client.get(script).text)}
    return direct.union(*(imported(client, each) for each in direct))


def test_home_is_light_and_stays_so(client, session, write, finish, count_statements):
    finish({"电梯": 3, "树荫": 2, "长椅": 1})
    publish(session, write, 7)
    light, few = weight(client, "/"), len(count_statements(client, "/"))
    publish(session, write, 7)
    assert weight(client, "/") <= min(LIMIT, MORE * light)
    assert len(count_statements(client, "/")) <= few


def publish(session, write, count: int) -> None:
    """So many more proposals before the public."""
    with write() as now:
        for number in range(count):
            a_published_proposal(session, now, title=f"第{number}处地下室改为社区菜店")


def test_an_open_proposal_is_light_however_many_speak(client, session, write, count_statements):
    with write() as now:
        proposal = a_published_proposal(session, now)
    address = f"/proposals/{proposal.number}"
    speak(session, write, proposal, 10)
    light, few = weight(client, address), len(count_statements(client, address))
    speak(session, write, proposal, 90)
    assert weight(client, address) <= min(LIMIT, MORE * light)
    assert len(count_statements(client, address)) <= few


def speak(session, write, proposal, count: int) -> None:
    """So many more opinions about a proposal."""
    with write() as now:
        consultation = consultation_of(session, proposal)
        for number in range(count):
            give_opinion(session, consultation, stance="suggest", text=f"第{number}条：多放几盏灯", relation="neighbour",
                         token=f"{count}-{number}", now=now)


def test_an_answered_proposal_is_light(client, finish):
    themes = {f"第{number}个要求：电梯、坡道、扶手都要方便老人": 1 for number in range(20)}
    proposal = finish(themes)
    assert weight(client, f"/proposals/{proposal.number}") <= LIMIT


@pytest.mark.parametrize("path", ["/proposals", "/spaces", "/outcomes", "/data", "/api", "/help", "/complaints/new"])
def test_the_other_public_pages_are_light_too(client, session, write, path):
    publish(session, write, 14)
    assert weight(client, path) <= LIMIT


def test_every_style_and_script_is_named_by_its_fingerprint(client, session, write):
    publish(session, write, 1)
    parts = [style or script for style, script in PART.findall(client.get("/").text)]
    assert parts and all("?v=" in each for each in parts)
