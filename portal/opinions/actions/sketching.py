"""Keeping the sketches by which one opinion finds its like among very many at once."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal import journal
from portal.consultations.models import Consultation
from portal.db import insert_missing
from portal.opinions.likeness.sketches import number_of, sketches
from portal.opinions.likeness.texts import bare
from portal.opinions.models import SKETCH_BANDS, Sketch
from portal.opinions.queries.alike import unsketched

BATCH = 1000


def sketch_next(session: Session, consultation: Consultation, *, now: datetime) -> int:
    """Sketch the next opinions that have words and no sketch yet, BATCH at most; gives how many there were."""
    rows = unsketched(session, consultation, BATCH)
    if not rows:
        return 0
    texts = [bare(row.text) for row in rows]
    numbers = [number_of(text) for text in texts]
    session.execute(insert(Sketch), [{"consultation_id": consultation.id, "opinion_id": row.id, "words": number}
                                     for row, number in zip(rows, numbers, strict=True)])
    different = dict(zip(numbers, texts, strict=True))
    bands = sketches(list(different.values())).tolist()
    insert_missing(session, SKETCH_BANDS, [
        {"consultation_id": consultation.id, "band": band, "words": number}
        for number, row in zip(different, bands, strict=True) for band in row])
    journal.record(session, "opinion.sketch", consultation, actor=None, now=now, sketched=len(rows))
    return len(rows)
