"""The opinions that say the same as one, found by the sketches that a job keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, joinedload

from portal.consultations.models import Consultation
from portal.opinions.likeness.pairs import alike
from portal.opinions.likeness.sketches import number_of, sketches
from portal.opinions.likeness.texts import bare
from portal.opinions.models import SKETCH_BANDS, Opinion, Sketch
from portal.opinions.queries.counting import CAP

SHOWN = 10
_LOOKED_AT = 60


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
    copies = select(Sketch.opinion_id).join(Opinion, Opinion.id == Sketch.opinion_id).where(
        Sketch.consultation_id == opinion.consultation_id, Sketch.words == number_of(words), Sketch.opinion_id != opinion.id,
        Opinion.withdrawn_at.is_(None))
    same = _opinions(session, copies.order_by(Sketch.opinion_id).limit(SHOWN))
    copies = select(func.count()).select_from(copies.limit(CAP + 1).subquery())
    return Alike(session.scalar(copies) if len(same) == SHOWN else len(same), same, _near(session, opinion, words))


def unsketched(session: Session, consultation: Consultation, limit: int) -> Sequence[Row]:
    """The id and text of the next opinions with words that have no sketch; ids ascend as opinions come in."""
    last = select(func.coalesce(func.max(Sketch.opinion_id), 0)).where(
        Sketch.consultation_id == consultation.id).scalar_subquery()
    return session.execute(
        select(Opinion.id, Opinion.text).where(Opinion.consultation_id == consultation.id, Opinion.id > last, Opinion.text != "")
        .order_by(Opinion.id).limit(limit)).all()


def _near(session: Session, opinion: Opinion, words: str) -> list[Opinion]:
    """One opinion for each different text that shares a band with this one and is alike, letter by letter."""
    bands = SKETCH_BANDS.c
    numbers = session.scalars(
        select(bands.words).distinct().where(
            bands.consultation_id == opinion.consultation_id, bands.band.in_(sketches([words])[0].tolist()),
            bands.words != number_of(words)).limit(_LOOKED_AT)).all()
    first = select(func.min(Sketch.opinion_id)).where(
        Sketch.consultation_id == opinion.consultation_id, Sketch.words.in_(numbers)).group_by(Sketch.words)
    others = _opinions(session, first) if numbers else []
    texts = [words, *(bare(each.text) for each in others)]
    pairs = np.array([(0, place) for place in range(1, len(texts))], dtype=np.int64).reshape(-1, 2)
    return [each for each, is_alike in zip(others, alike(texts, pairs), strict=True) if is_alike][:SHOWN]


def _opinions(session: Session, ids) -> list[Opinion]:
    query = select(Opinion).where(Opinion.id.in_(ids), Opinion.withdrawn_at.is_(None)).order_by(Opinion.id)
    return list(session.scalars(query.options(joinedload(Opinion.mark))))
