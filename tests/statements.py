"""Counting the SQL statements a block of code sends."""

from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counted():
    """`with counted() as statements:` — a list that holds every SQL statement sent meanwhile, on any database."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
