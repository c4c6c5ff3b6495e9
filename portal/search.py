"""Finding words in text, the same way on both databases: exactly, so that one Chinese character is enough."""

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class contains(FunctionElement):  # noqa: N801  (it reads as an SQL function)
    """SQL: contains(column, words), true where the words stand in the column; faster than LIKE, and nothing to escape."""

    type = Boolean()
    inherit_cache = True


@compiles(contains, "sqlite")
def _in_sqlite(element: ColumnElement, compiler, **options) -> str:
    return f"instr({compiler.process(element.clauses, **options)}) > 0"


@compiles(contains, "postgresql")
def _in_postgresql(element: ColumnElement, compiler, **options) -> str:
    return f"strpos({compiler.process(element.clauses, **options)}) > 0"
