"""A proposal handed on: as a link with a picture, and on paper."""

from io import BytesIO

import pytest
from PIL import Image

from portal.proposals.actions import withdraw_proposal
from tests.builders import a_handler, a_published_proposal


@pytest.fixture
def proposal(session, write):
    """A published proposal with a rare character and a long title."""
    with write() as now:
        return a_published_proposal(session, now, title="红莲南里3号地下室改为社区菜店、理发店、修鞋摊的便民服务点（𠮷）")


def test_a_shared_link_names_the_proposal_by_its_whole_address(app, client, proposal):
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"site_address": "https://www.example.gov.cn/"})
    page = client.get(f"/proposals/{proposal.number}").text
    here = f"https://www.example.gov.cn/proposals/{proposal.number}"
    for name, told in (("og:url", here), ("og:image", f"{here}/card.png"), ("og:title", proposal.latest.title),
                       ("og:description", "把闲置的地下室收拾出来，开一家社区菜店。")):
        assert f'<meta property="{name}" content="{told}">' in page
    in_english = client.get(f"/en/proposals/{proposal.number}").text
    assert f'content="https://www.example.gov.cn/en/proposals/{proposal.number}"' in in_english


def test_the_picture_is_small_and_fetched_again_only_when_it_has_changed(session, write, client, proposal):
    address = f"/proposals/{proposal.number}/card.png"
    first = client.get(address)
    assert (first.mimetype, Image.open(BytesIO(first.data)).size) == ("image/png", (1200, 630))
    assert len(first.data) < 60_000
    unchanged = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    with write() as now:
        withdraw_proposal(session, proposal, "产权有争议", actor=a_handler(session, now), now=now)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_on_paper_everything_is_open_and_every_address_is_written_out(app, client, proposal):
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"site_address": "https://www.example.gov.cn"})
    usual = client.get(f"/proposals/{proposal.number}").text
    printed = client.get(f"/proposals/{proposal.number}?print=1").text
    assert f'href="/proposals/{proposal.number}?print=1"' in usual
    assert "<details>" in usual and "<details>" not in printed and printed.count(" open>") == 2
    addresses = printed.partition('class="paper-only"')[2]
    for path in (f"/proposals/{proposal.number}", f"/proposals/{proposal.number}/opinions/new", "/receipts", "/rules"):
        assert f"<dd>https://www.example.gov.cn{path}</dd>" in addresses
    assert f"/proposals/{proposal.number}/versions</dd>" not in addresses
