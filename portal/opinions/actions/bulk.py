"""Storing many opinions at once, in as few statements as there are tables: everything slow is done before the transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, column, insert, select, table
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.consultations.models import Consultation
from portal.db import Encrypted, roomy
from portal.opinions import rules
from portal.opinions.actions.intake import count_received, round_heard
from portal.opinions.models import Opinion, Point
from portal.opinions.sheets.reading import token
from portal.opinions.sheets.values import Entry
from portal.receipts import new_receipt

_OPINIONS, _POINTS = Opinion.__table__, Point.__table__
_CONTACTS = table("opinion_contacts", *map(column, ("opinion_id", "name", "phone", "email")))  # encrypted already


@dataclass(frozen=True, slots=True)
class Row:
    """One opinion ready to be stored: its line in the sheet, its columns, and its author's contact data, encrypted."""

    line: int
    values: dict
    contact: dict[str, bytes | None] | None

    @property
    def token(self) -> str:
        """What makes it the same opinion next time."""
        return self.values["token"]


def ready(consultation_id: int, entries: Iterable[Entry]) -> Iterator[Row]:
    """Entries made ready to be stored; slow (receipts, encryption), so call it before the write transaction."""
    seal = Encrypted().process_bind_param
    for entry in entries:
        values = entry.values | {"token": token(consultation_id, entry.key), "receipt": new_receipt()}
        given = entry.contact
        contact = {name: seal(given.get(name), None) for name in ("name", "phone", "email")} if given else None
        yield Row(entry.line, values, contact)


def store_rows(session: Session, consultation: Consultation, rows: Sequence[Row], *, actor: User, now: datetime) -> None:
    """Store rows as opinions with their points, contact data and counters; the consultation's row must be held."""
    if not rows:
        return
    with roomy(session):
        _store(session, consultation, rows, actor, now)


def _store(session: Session, consultation: Consultation, rows: Sequence[Row], actor: User, now: datetime) -> None:
    first = consultation.last_number
    rounds = {day: round_heard(consultation, day).id for day in {row.values["received_on"] for row in rows}}
    same = {"consultation_id": consultation.id, "recorded_at": now, "recorded_by": actor.id}
    session.execute(insert(_OPINIONS), [
        row.values | same | {"number": number, "round_id": rounds[row.values["received_on"]]}
        for number, row in enumerate(rows, first + 1)
    ])
    consultation.last_number += len(rows)
    _make_points(session, consultation.id, first)
    _store_contacts(session, consultation.id, first, rows)
    for stance, many in Counter(row.values["stance"] for row in rows).items():
        count_received(session, consultation.id, stance, many)


def _make_points(session: Session, consultation_id: int, after: int) -> None:
    """One point over the whole text of every opinion after that number; none that asks for something is left out."""
    bare = and_(_OPINIONS.c.text == "", _OPINIONS.c.stance.in_(rules.ASKS_NOTHING))
    new = select(_OPINIONS.c.consultation_id, _OPINIONS.c.id, bare).where(
        _OPINIONS.c.consultation_id == consultation_id, _OPINIONS.c.number > after).order_by(_OPINIONS.c.number)
    session.execute(insert(_POINTS).from_select(["consultation_id", "opinion_id", "no_demand"], new))


def _store_contacts(session: Session, consultation_id: int, after: int, rows: Sequence[Row]) -> None:
    new = select(_OPINIONS.c.id).where(_OPINIONS.c.consultation_id == consultation_id, _OPINIONS.c.number > after)
    ids = session.scalars(new.order_by(_OPINIONS.c.number)).all()
    contacts = [row.contact | {"opinion_id": opinion_id} for opinion_id, row in zip(ids, rows, strict=True) if row.contact]
    if contacts:
        session.execute(insert(_CONTACTS), contacts)
