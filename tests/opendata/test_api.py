"""The interface for programs: what it gives, what it refuses, and that its description is true."""

import pytest

from portal.opendata.values import DATASETS
from tests.builders import a_draft, a_published_proposal, a_space

NARROWED = {
    "outcomes?verdict=adopted": 1, "outcomes?verdict=partly": 0, "outcomes?outcome=passed": 1, "outcomes?outcome=rejected": 0,
    "outcomes?year=2026": 1, "outcomes?year=2025": 0, "outcomes?q=卸货": 1, "outcomes?q=卸货 电梯": 0, "verdicts?q=电梯": 0,
    "outcomes?street=广安门外街道": 1, "outcomes?street=牛街街道": 0, "outcomes?type=地下": 1, "outcomes?type=文物": 0,
    "verdicts?verdict=adopted": 1, "verdicts?q=卸货": 1, "verdicts?number=XC": 0, "spaces?type=地下": 1,
    "spaces?street=牛街街道": 0,
}


def test_a_program_reads_on_until_the_end(client, session, write):
    with write() as now:
        numbers = [a_published_proposal(session, now, title=f"第{each}个").number for each in range(5)]
    read, address = [], "/api/v1/proposals?limit=2"
    while address:
        page = client.get(address).json
        read += [each["number"] for each in page["records"]]
        address = page["next"] and page["next"].removeprefix("http://localhost")
    assert read == numbers[::-1]


def test_one_record_is_the_one_of_the_list(client, finish):
    finish()
    for name, dataset in DATASETS.items():
        listed = client.get(f"/api/v1/{name}").json["records"][0]
        assert client.get(f"/api/v1/{name}/{listed[dataset.key]}").json == listed


@pytest.mark.parametrize("narrowed", ["q=地下室", "street=广安门外街道", "type=地下", "state=open"])
def test_a_list_is_narrowed(client, session, write, narrowed):
    with write() as now:
        a_published_proposal(session, now)
    assert len(client.get(f"/api/v1/proposals?{narrowed}").json["records"]) == 1
    other = {"q": "q=游泳池", "street": "street=牛街街道", "type": "type=文物", "state": "state=decided"}[narrowed.split("=")[0]]
    assert client.get(f"/api/v1/proposals?{other}").json == {"records": [], "next": None}


def test_outcomes_verdicts_and_spaces_are_narrowed_too(client, finish):
    finish()
    for asked, found in NARROWED.items():
        assert len(client.get(f"/api/v1/{asked}").json["records"]) == found, asked


@pytest.mark.parametrize("asked", [
    "limit=0", "limit=101", "limit=x", "limit=１", "after=x", "after=-1", f"after={'9' * 30}", "after=9999999999",
    "state=draft", "state=", "q=",
    "q=%00", f"q={'长' * 61}", "page=2", "limit=1&limit=2",
])
def test_what_is_not_understood_is_refused_with_a_sentence(client, asked):
    answer = client.get(f"/api/v1/proposals?{asked}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["status"] == 400 and answer.json["title"].endswith("。")


def test_the_sentence_is_in_the_readers_language(client):
    assert client.get("/en/api/v1/proposals?page=2").json["title"].startswith("There is no parameter “page”")


def test_what_is_not_public_is_missing(client, session, write):
    with write() as now:
        draft = a_draft(session, now)
    for address in (f"/api/v1/proposals/{draft.number}", f"/api/v1/outcomes/{draft.number}", "/api/v1/spaces/XC-9", "/api/v2/x"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(client, method):
    answer = getattr(client, method)("/api/v1/proposals")
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_what_did_not_change_is_not_sent_again(client, session, write):
    with write() as now:
        a_space(session, now)
    tag = client.get("/api/v1/spaces").headers["ETag"]
    assert client.get("/api/v1/spaces", headers={"If-None-Match": tag}).status_code == 304


def test_page_and_interface_close_at_the_same_instant(client, clock, session, write):
    with write() as now:
        proposal = a_published_proposal(session, now)
    closes_at = client.get(f"/api/v1/proposals/{proposal.number}").json["closes_at"]
    assert closes_at == "2026-06-18T00:00:00+08:00"
    assert f'datetime="{closes_at[:16]}+08:00"' in client.get(f"/proposals/{proposal.number}").text


def test_the_handbook_names_every_address_and_parameter(client):
    page = client.get("/api").text
    for dataset in DATASETS.values():
        assert f"/api/v1/{dataset.name}" in page and all(field.name in page for field in dataset.narrowing)
