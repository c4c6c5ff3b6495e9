"""The files of open data: everything public and nothing else, written safely, described field by field."""

import csv
import io
import json

import pytest

from portal.opendata.values import DATASETS
from portal.opendata.writing import write
from portal.permissions import Role
from tests.builders import a_draft, a_handler, a_published_proposal, a_space, a_unit, a_user, an_area
from tests.finished import PHONE
from tests.statements import counted

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1+1", "\t=1+1", "'=1+1"]
FILES = [(each.name, kind) for each in DATASETS.values() for kind in each.kinds]


def table(client, address):
    """The rows of a CSV file."""
    data = client.get(address).data
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheet programs take UTF-8 by its mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_file_holds_the_declared_fields_and_nothing_else(client, finish):
    finish()
    for name, kind in FILES:
        rows, declared = read(client, name, kind), [field.name for field in DATASETS[name].fields]
        assert rows and all(list(row) == declared for row in rows), (name, kind)


def read(client, name, kind):
    """The records of a file, whatever its kind."""
    if kind == "csv":
        return table(client, f"/data/{name}.csv")
    told = json.loads(client.get(f"/data/{name}.{kind}").text)
    assert told["licence"] == "CC BY 4.0" and told["made_at"].endswith("+08:00")
    return told["records"] if kind == "json" else [each["properties"] for each in told["features"]]


@pytest.mark.parametrize("name", ["proposals", "outcomes", "verdicts"])
def test_what_is_not_public_is_in_no_file(client, session, write, name):
    with write() as now:
        a_draft(session, now, title="还在起草的方案")
        if name != "proposals":
            a_published_proposal(session, now, title="还没有结果的方案")
    assert table(client, f"/data/{name}.csv") == []


def test_an_outcome_adds_up_and_names_its_verdicts(client, finish):
    proposal = finish({"电梯": 7})
    row, = table(client, "/data/outcomes.csv")
    parts = [int(row[name]) for name in ("repeated", "withdrawn", "invalid", "late", "counted")]
    assert row["number"] == proposal.number and int(row["received"]) == sum(parts)
    assert (row["adopted"], row["not_adopted"], row["outcome"]) == ("2", "0", "passed")


def test_small_groups_are_not_told_and_cannot_be_worked_out(client, finish):
    finish({"电梯": 2, "树荫": 9})
    told = {row["theme"]: row["voices"] for row in table(client, "/data/verdicts.csv")}
    assert told == {"错开卸货时间": "", "电梯": "", "树荫": "9"}, "one hidden number alone would follow from the sum"


def test_personal_data_that_staff_wrote_into_an_answer_is_left_out(client, finish):
    finish()
    for address in ("/data/verdicts.csv", "/data/verdicts.json", "/api/v1/verdicts"):
        assert PHONE not in client.get(address).text and "〔略〕" in client.get(address).text


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_is_taken_for_a_formula(typed):
    _head, row = write_csv([{field.name: typed for field in DATASETS["spaces"].fields} | {"streets": [typed]}])
    cells, = csv.reader([row])
    assert set(cells) == {"'" + typed, "http://localhost" + typed}


def test_a_space_lies_where_the_ledger_says(client, session, write):
    with write() as now:
        space = a_space(session, now)
        space.longitude, space.latitude = 116.35, 39.89
        a_space(session, now, "XC-DX-0002")
    placed, nowhere = json.loads(client.get("/data/spaces.geojson").text)["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [116.35, 39.89]} and nowhere["geometry"] is None


def test_the_plan_of_an_area_lies_at_its_spaces(client, session, write):
    with write() as now:
        area = an_area(session, now, spaces=2)
        for number, space in enumerate(area.spaces):
            space.longitude, space.latitude = 116.38, 39.93 + number / 100
        a_published_proposal(session, now, area=area)
    feature, = json.loads(client.get("/data/proposals.geojson").text)["features"]
    assert feature["geometry"] == {"type": "MultiPoint", "coordinates": [[116.38, 39.93], [116.38, 39.94]]}
    assert feature["properties"]["area"] == area.name and feature["properties"]["space"] is None


def test_a_part_can_be_asked_for_by_the_same_conditions(client, session, write):
    with write() as now:
        a_space(session, now, "XC-1", street="牛街街道")
        a_space(session, now, "XC-2", street="天桥街道")
    assert [row["number"] for row in table(client, "/data/spaces.csv?street=牛街街道")] == ["XC-1"]
    assert client.get("/data/spaces.csv?strete=牛街街道").status_code == 400


def test_there_is_no_map_of_what_lies_nowhere(client):
    assert client.get("/data/verdicts.geojson").status_code == 404


def test_a_file_is_written_while_it_is_read(app, session, write, client):
    with write() as now:
        for number in range(3):
            a_space(session, now, f"XC-{number}")
    answer = client.get("/data/spaces.csv", buffered=False)
    assert answer.is_streamed and "attachment" in answer.headers["Content-Disposition"]
    assert answer.text.count("\n") == 4

    def endless():
        while True:
            yield {field.name: "" for field in DATASETS["spaces"].fields}

    pieces = write_csv(endless())
    assert [next(pieces).count("\r\n") for _ in range(3)] == [1, 1, 1]


def write_csv(records):
    return write("csv", DATASETS["spaces"], records, {}, "http://localhost")


def test_a_longer_file_takes_more_batches_not_more_statements_a_record(client, session, write, monkeypatch):
    monkeypatch.setattr("portal.opendata.views.AT_ONCE", 2)
    with write() as now:
        for number in range(5):
            a_space(session, now, f"XC-{number}")
    with counted() as statements:
        assert len(table(client, "/data/spaces.csv")) == 5
    assert len(statements) <= 6, "three batches, each with its streets"


def test_every_field_is_explained_and_every_file_offered(client):
    for dataset in DATASETS.values():
        page = client.get(f"/data/{dataset.name}").text
        assert all(field.name in page for field in (*dataset.fields, *dataset.narrowing))
        assert all(f"/data/{dataset.name}.{kind}" in client.get("/data").text for kind in dataset.kinds)


def test_the_dictionary_for_machines_says_the_same(client):
    package = client.get("/data/datapackage.json").json
    assert package["licenses"][0]["name"] == "CC BY 4.0"
    assert {each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]} == {
        each.name: [field.name for field in each.fields] for each in DATASETS.values()}


def test_another_site_may_read_it_and_no_cookie_matters(client, sign_in, session, write):
    with write() as now:
        handler = a_handler(session, now)
        a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
        a_draft(session, now)
    for address in ("/data/proposals.csv", "/api/v1/proposals", "/openapi.json"):
        answer = client.get(address)
        assert answer.headers["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in answer.headers
    assert sign_in(handler).get("/data/proposals.csv").data == client.get("/data/proposals.csv").data
