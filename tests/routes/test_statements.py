"""How many SQL statements a page takes: few for the public, and no more when there is more to show."""

import pytest

from tests.routes.table import ANONYMOUS, ROWS
from tests.routes.test_permissions import client_of, rule_of
from tests.routes.world import PEOPLE
from tests.statements import counted

PUBLIC_LIMIT = 8
ASKED_BY = (ANONYMOUS, "handler", "reviewer", *PEOPLE)
PAGES = [row for row in ROWS if row.method == "GET" and row.allowed and not row.rule.startswith(("/static", "/healthz"))]


def reader(row) -> str:
    """Who opens the page in this test: the first of those who may."""
    return next(name for name in ASKED_BY if name in row.allowed)


def statements(district, row) -> list[str]:
    """What one opening of the page sends, once everything that is kept between requests is there."""
    district.restore()
    address = district.world.address(rule_of(district.app, row), row.variant)
    client = client_of(district, reader(row))
    client.get(address)
    with counted() as sent:
        answer = client.get(address)
    assert answer.status_code < 400, f"{address} answered {answer.status_code}"
    return sent


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row.rule} {row.variant}".strip())
def test_a_page_sends_no_more_statements_when_there_are_more_rows(built, grown, row):
    before, after = statements(built, row), statements(grown, row)
    more = [statement for statement in set(after) if after.count(statement) > before.count(statement)]
    assert len(after) <= len(before), f"{len(before)} statements became {len(after)}: load these rows together: {more}"


@pytest.mark.parametrize("row", [row for row in PAGES if ANONYMOUS in row.allowed], ids=lambda row: row.rule)
def test_a_public_page_takes_few_statements(grown, row):
    sent = statements(grown, row)
    assert len(sent) <= PUBLIC_LIMIT, f"{len(sent)} statements: {sent}"
