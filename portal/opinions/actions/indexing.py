"""Keeping the index of what opinions say, in batches and outside the transaction that receives them."""

from collections.abc import Sequence

from sqlalchemy import Row, bindparam, insert, literal_column, select, text, update
from sqlalchemy.orm import Session

from portal.consultations.models import Consultation
from portal.opinions.models import IndexedWords, Opinion
from portal.opinions.models.indexed import HIGH, TABLE
from portal.search import facet, terms

FACETS = ("party", "stance", "channel")
_INSERT = {
    "sqlite": text(f"INSERT INTO {TABLE} (rowid, terms) VALUES ((:consultation << {HIGH}) + :number, :terms)"),
    "postgresql": text(f"INSERT INTO {TABLE} (consultation_id, number, terms) "
                       "VALUES (:consultation, :number, array_to_tsvector(string_to_array(:terms, ' ')))"),
}
_NEW = (
    select(Opinion.number, Opinion.text, *(getattr(Opinion, name) for name in FACETS))
    .where(Opinion.consultation_id == bindparam("consultation"), Opinion.number > bindparam("through"))
    .order_by(Opinion.number).limit(bindparam("most"))
)


def index_new_opinions(session: Session, most: int = 2000) -> int:
    """Index up to `most` opinions that are not indexed yet; how many were. Call again until it is less than `most`."""
    done = 0
    for consultation_id, last, through in _behind(session):
        if done == most:
            break
        rows = session.execute(_NEW, {"consultation": consultation_id, "through": through, "most": most - done}).all()
        done += len(rows)
        _write(session, consultation_id, rows, through=rows[-1].number if done == most else last)
    return done


def _behind(session: Session) -> list[Row]:
    """The consultations with opinions that are not indexed (id, last number, how far it is indexed), held until the end."""
    missing = select(Consultation.id, literal_column("0")).where(
        Consultation.last_number > 0, Consultation.id.not_in(select(IndexedWords.consultation_id)))
    session.execute(insert(IndexedWords).from_select(["consultation_id", "through"], missing))
    query = select(Consultation.id, Consultation.last_number, IndexedWords.through).join(
        IndexedWords, IndexedWords.consultation_id == Consultation.id).where(Consultation.last_number > IndexedWords.through)
    return list(session.execute(query.with_for_update(of=IndexedWords, skip_locked=True)))


def _write(session: Session, consultation_id: int, rows: Sequence[Row], through: int) -> None:
    entries = [{"consultation": consultation_id, "number": row.number, "terms": " ".join(_terms(row))} for row in rows]
    if entries:
        session.connection().execute(_INSERT[session.get_bind().dialect.name], entries)
    session.execute(update(IndexedWords).where(IndexedWords.consultation_id == consultation_id).values(through=through))


def _terms(row: Row) -> set[str]:
    return terms(row.text) | {facet(name, getattr(row, name)) for name in FACETS}
