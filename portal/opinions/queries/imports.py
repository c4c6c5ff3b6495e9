"""Sheets of opinions: the terms they are read by, what a unit has told about its columns, and which rows are here already."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.accounts.queries import subdistricts
from portal.clock import beijing_date
from portal.consultations.models import Consultation
from portal.errors import N_, Refusal
from portal.opinions.models import ImportMapping, Opinion, OpinionImport
from portal.opinions.sheets.values import Plan, Terms

AT_ONCE = 5000


def terms_for(session: Session, consultation: Consultation, filename: str, now: datetime) -> Terms:
    """What the rows of a sheet for this consultation are read against. Raises Refusal before it was public."""
    today = beijing_date(now)
    streets = {unit.street: unit.id for unit in subdistricts(session, today)}
    return Terms(_first_day(consultation), today, streets, filename)


def _first_day(consultation: Consultation) -> date:
    public = [each for each in consultation.rounds if each.kind == "public"]
    if not public:
        raise Refusal(N_("这个方案还没有向公众征求意见。"))
    return min(beijing_date(each.opened_at) for each in public)


def known_rows(session: Session, tokens: Sequence[str]) -> dict[str, str]:
    """The words of those rows that are opinions already, by token."""
    found: dict[str, str] = {}
    for at in range(0, len(tokens), AT_ONCE):
        query = select(Opinion.token, Opinion.text).where(Opinion.token.in_(tokens[at:at + AT_ONCE]))
        found.update(session.execute(query).all())
    return found


def import_by_id(session: Session, import_id: int) -> OpinionImport | None:
    """One sheet with its file and the proposal it is for."""
    matter = joinedload(OpinionImport.consultation).joinedload(Consultation.proposal)
    mine = select(OpinionImport).where(OpinionImport.id == import_id)
    return session.scalar(mine.options(matter, joinedload(OpinionImport.file)))


def imports_of(session: Session, consultation: Consultation) -> Sequence[OpinionImport]:
    """The newest sheets of a consultation, newest first."""
    mine = select(OpinionImport).where(OpinionImport.consultation_id == consultation.id)
    return session.scalars(mine.order_by(OpinionImport.id.desc()).limit(20)).all()


def remembered(session: Session, unit_id: int, heads: Iterable[str]) -> Plan | None:
    """What the unit said last about a sheet with these heads, if it said anything."""
    heads = set(heads)
    query = select(ImportMapping).where(ImportMapping.unit_id == unit_id).order_by(ImportMapping.saved_at.desc())
    fitting = (each for each in session.scalars(query) if set(each.columns.values()) <= heads)
    found = next(fitting, None)
    return Plan(found.columns, found.words, found.fixed) if found else None
