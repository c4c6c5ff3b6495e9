"""The counter of SQL statements counts what is sent, and only while it watches."""

from sqlalchemy import text

from tests.statements import counted


def test_each_statement_is_counted_once(session):
    with counted() as statements:
        session.execute(text("SELECT 1"))
        session.execute(text("SELECT 2"))
    session.execute(text("SELECT 3"))
    assert statements == ["SELECT 1", "SELECT 2"]


def test_a_page_tells_its_statements(client, count_statements):
    assert count_statements(client, "/healthz") == ["SELECT 1"]
