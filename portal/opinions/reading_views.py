"""Keeping in mind which opinions a member of staff has had before them (for the formality check)."""

from collections.abc import Sequence

from portal.consultations.models import Consultation
from portal.extensions import db
from portal.opinions.actions.reading import note_read
from portal.opinions.queries.reading import unread
from portal.web import can, person, write


def read(consultation: Consultation, opinion_ids: Sequence[int]) -> bool:
    """Note that these opinions were shown in full to somebody who handles them; only the first time counts.

    True when something was noted: what was loaded before is then to be loaded again.
    """
    if not can("opinion.handle", consultation):
        return False
    new = unread(db.session, opinion_ids)
    if new:
        with write() as at:
            note_read(db.session, consultation, new, actor=person(), now=at)
    return bool(new)
