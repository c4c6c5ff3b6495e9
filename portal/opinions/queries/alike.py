"""The opinions that say the same as one, found by the sketches that a job keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation
from portal.opinions.likeness.pairs import alike
from portal.opinions.likeness.sketches import number_of, sketches
from portal.opinions.likeness.texts import bare
from portal.opinions.models import SKETCH_BANDS, Opinion, Sketch
from portal.opinions.queries.counting import CAP

SHOWN = 10
_LOOKED_AT = 40


@dataclass(frozen=True)
class Alike:
    """What is like one opinion: how many have the same words (at most CAP + 1), the first of them, and some nearly alike."""

    copies: int
    same: list[Opinion]
    near: list[Opinion]

    def __bool__(self) -> bool:
        return bool(self.same or self.near)


def alike_to(session: Session, opinion: Opinion) -> Alike:
    """The opinions of the same consultation that are like this one, among those sketched so far."""
    words = bare(opinion.text)
    if not words:
        return Alike(0, [], [])
    of_it = and_(Sketch.consultation_id == Opinion.consultation_id, Sketch.number == Opinion.number)
    copies = select(Opinion.id).join(Sketch, of_it).where(
        Sketch.consultation_id == opinion.consultation_id, Sketch.words == number_of(words), Sketch.number != opinion.number,
        Opinion.withdrawn_at.is_(None))
    same = _opinions(session, Opinion.id.in_(copies.order_by(Sketch.number).limit(SHOWN)))
    copies = select(func.count()).select_from(copies.limit(CAP + 1).subquery())
    return Alike(session.scalar(copies) if len(same) == SHOWN else len(same), same, _near(session, opinion, words))


def behind(session: Session) -> Sequence[int]:
    """The ids of the consultations with opinions that have no sketch."""
    return session.scalars(select(Consultation.id).where(Consultation.last_number > _last(Consultation.id))).all()


def unsketched(session: Session, consultation_id: int, limit: int) -> Sequence[Row]:
    """The number and text of the next opinions of a consultation that have no sketch; they are made in the order of numbers."""
    return session.execute(
        select(Opinion.number, Opinion.text)
        .where(Opinion.consultation_id == consultation_id, Opinion.number > _last(consultation_id))
        .order_by(Opinion.number).limit(limit)).all()


def _last(consultation_id) -> ScalarSelect[int]:
    newest = select(func.coalesce(func.max(Sketch.number), 0)).where(Sketch.consultation_id == consultation_id)
    return newest.correlate(Consultation).scalar_subquery()


def _near(session: Session, opinion: Opinion, words: str) -> list[Opinion]:
    """One opinion for each different text that shares a band with this one and is alike, letter by letter."""
    bands = SKETCH_BANDS.c
    numbers = session.scalars(
        select(bands.words).distinct().where(
            bands.consultation_id == opinion.consultation_id, bands.band.in_(sketches([words])[0].tolist()),
            bands.words != number_of(words)).limit(_LOOKED_AT)).all()
    first = session.scalars(select(func.min(Sketch.number)).where(
        Sketch.consultation_id == opinion.consultation_id, Sketch.words.in_(numbers)).group_by(Sketch.words)).all()
    said = session.execute(select(Opinion.id, Opinion.text).where(
        Opinion.consultation_id == opinion.consultation_id, Opinion.number.in_(first))).all()
    texts = [words, *(bare(row.text) for row in said)]
    pairs = np.array([(0, place) for place in range(1, len(texts))], dtype=np.int64).reshape(-1, 2)
    near = [row.id for row, is_alike in zip(said, alike(texts, pairs), strict=True) if is_alike]
    return _opinions(session, Opinion.id.in_(near[:SHOWN])) if near else []


def _opinions(session: Session, which: ColumnElement[bool]) -> list[Opinion]:
    query = select(Opinion).where(which, Opinion.withdrawn_at.is_(None)).order_by(Opinion.number)
    return list(session.scalars(query.options(joinedload(Opinion.mark))))
