"""The index of what opinions say: terms of search.py by consultation and number, filled in batches after the receipt.

Texts never change and numbers are never given twice, so an entry is written once. Where an entry is missing, the list
reads the text itself.
"""

from sqlalchemy import DDL, ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base
from portal.opinions.models.core import Opinion

TABLE = "opinion_words"
HIGH = 32  # in SQLite, rowid = consultation id · 2³² + number: one consultation is one range, in the order of the numbers


class IndexedWords(Base):
    """How far a consultation is indexed: every opinion up to number `through`."""

    __tablename__ = "indexed_words"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    through: Mapped[int] = mapped_column(default=0)


MADE = {
    "sqlite": [f"CREATE VIRTUAL TABLE {TABLE} USING fts5 (terms, content='', columnsize=0, detail=none, tokenize='ascii')"],
    "postgresql": [
        f"CREATE TABLE {TABLE} (consultation_id integer NOT NULL, number integer NOT NULL, terms tsvector NOT NULL, "
        f"CONSTRAINT pk_{TABLE} PRIMARY KEY (consultation_id, number))",
        f"CREATE INDEX ix_{TABLE}_terms ON {TABLE} USING gin (terms)",
    ],
}
GONE = f"DROP TABLE IF EXISTS {TABLE}"
for _dialect, _statements in MADE.items():
    for _statement in _statements:
        event.listen(Opinion.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))
event.listen(Opinion.__table__, "before_drop", DDL(GONE))
