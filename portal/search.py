"""Finding words in text, the same way on both databases and exactly, so that one Chinese character is enough.

A text is indexed by its characters and its pairs of neighbours (bigrams); the databases' own tokenizers know no Chinese.
The index names the few texts that may say the words, `contains` decides.
"""

import re
from collections.abc import Iterable

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_FACET = re.compile("[a-z_]+")


def terms(text: str) -> set[str]:
    """The index terms of a text: each character and each pair of neighbours, in letters that no tokenizer changes."""
    codes = [f"{ord(each):x}" for each in text]
    return {*codes, *(f"{first}g{second}" for first, second in zip(codes, codes[1:], strict=False))}


def terms_of_words(words: str) -> list[str]:
    """The terms every text that contains `words` has; a text that has them all need not contain the words."""
    codes = [f"{ord(each):x}" for each in words]
    pairs = [f"{first}g{second}" for first, second in zip(codes, codes[1:], strict=False)]
    return list(dict.fromkeys(pairs or codes))


def facet(name: str, code: str) -> str:
    """The index term of a fixed property, such as the stance; it cannot be mistaken for one of a text."""
    if not (_FACET.fullmatch(name) and _FACET.fullmatch(code)):
        raise ValueError(f"not a code: {name} {code}")
    return f"{name}_{code}".replace("_", "z")


def fts5_query(asked: Iterable[str]) -> str:
    """What FTS5 is asked for all of these terms."""
    return " AND ".join(f'"{each}"' for each in asked)


def tsquery(asked: Iterable[str]) -> str:
    """What PostgreSQL is asked for all of these terms."""
    return " & ".join(f"'{each}'" for each in asked)


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
