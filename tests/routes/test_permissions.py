"""Role × route × whose object: every route of the app, for everybody, own objects and other people's."""

import pytest

from portal.app import create_app
from tests.routes.table import ANONYMOUS, ROWS
from tests.routes.world import PEOPLE
from tests.settings import settings_in

EVERYBODY = (ANONYMOUS, *PEOPLE)


def outcome(response) -> str:
    """What happened, in one word: in, sign in, refused or missing."""
    assert response.status_code < 500, f"the page broke: {response.status}"
    if response.status_code in (302, 303) and response.location.startswith("/sign-in"):
        return "sign in"
    return {403: "refused", 404: "missing"}.get(response.status_code, "in")


def expected(row, name: str) -> str:
    """What the table says for a person."""
    if name in row.allowed:
        return "in"
    return row.unsigned if name == ANONYMOUS else row.otherwise


def client_of(district, name: str):
    client = district.app.test_client()
    if name != ANONYMOUS:
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = district.world.people[name].get_id(), True
    return client


def rule_of(app, row):
    return next((rule for rule in app.url_map.iter_rules() if rule.rule == row.rule and row.method in rule.methods), None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.rule} {row.variant}".strip())
def test_a_route_opens_to_whom_the_table_says(built, row):
    rule = rule_of(built.app, row)
    assert rule, f"{row.method} {row.rule} is in the table but not in the app: take the row out"
    built.restore()
    wrong = []
    for name in EVERYBODY:
        response = client_of(built, name).open(built.world.address(rule, row.variant), method=row.method)
        if outcome(response) != expected(row, name):
            wrong.append(f"{name}: {outcome(response)} ({response.status_code}), the table says {expected(row, name)}")
        if outcome(response) == "in":
            built.restore()
    assert not wrong, f"{row.method} {row.rule}: " + "; ".join(wrong)


def test_every_route_is_in_the_table(tmp_path):
    app = create_app(settings_in(tmp_path))
    routes = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}
    missing = sorted(routes - {(row.method, row.rule) for row in ROWS})
    assert not missing, f"add a row for each to tests/routes/table.py, saying who may open it: {missing}"
