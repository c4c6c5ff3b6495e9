"""Keeping the sketches by which one opinion finds its like among very many at once."""

from sqlalchemy.orm import Session

from portal.db import insert_missing
from portal.opinions.likeness.sketches import number_of, sketches
from portal.opinions.likeness.texts import bare
from portal.opinions.models import SKETCH_BANDS, Sketch
from portal.opinions.queries.alike import unsketched

BATCH = 1000


def sketch_next(session: Session, consultation_id: int) -> int:
    """Sketch the next opinions of a consultation that have no sketch yet, BATCH at most; gives how many there were. Two workers
    may do it at once."""
    rows = unsketched(session, consultation_id, BATCH)
    words = [bare(row.text) for row in rows]
    numbers = [number_of(text) if text else None for text in words]
    insert_missing(session, Sketch, [{"consultation_id": consultation_id, "number": row.number, "words": number}
                                     for row, number in zip(rows, numbers, strict=True)])
    different = {number: text for number, text in zip(numbers, words, strict=True) if text}
    bands = sketches(list(different.values())).tolist()
    insert_missing(session, SKETCH_BANDS, [
        {"consultation_id": consultation_id, "band": band, "words": number}
        for number, row in zip(different, bands, strict=True) for band in row])
    return len(rows)
