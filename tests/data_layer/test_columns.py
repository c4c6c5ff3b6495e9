"""What the columns promise on either database: instants in UTC, secrets encrypted, closed words, guarded saves."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.accounts.models import Liaison, Unit
from portal.clock import BEIJING, beijing_date
from portal.db import check_revision
from portal.errors import EditedMeanwhile
from portal.outbox import Message


def a_unit(**fields):
    return Unit(**{"name": "区商务局", "kind": "department", "valid_from": datetime(2021, 12, 31).date()} | fields)


def stored(session, row):
    session.add(row)
    session.flush()
    session.expire(row)
    return row


@pytest.mark.parametrize("zone", [UTC, BEIJING])
def test_an_instant_comes_back_the_same_and_in_utc(session, zone):
    instant = datetime(2026, 6, 10, 0, 30, 15, 123456, tzinfo=zone)
    message = stored(session, Message(kind="note", params={}, created_at=instant))
    assert message.created_at == instant
    assert message.created_at.utcoffset() == timedelta()
    assert beijing_date(message.created_at) == beijing_date(instant)


def test_instants_are_compared_as_instants(session):
    instant = datetime(2026, 6, 10, 0, 30, tzinfo=BEIJING)
    stored(session, Message(kind="note", params={}, created_at=instant))
    later = instant.astimezone(UTC) + timedelta(seconds=1)
    assert session.scalars(select(Message).where(Message.created_at < later)).all()
    assert not session.scalars(select(Message).where(Message.created_at > later)).all()


def test_an_instant_without_a_zone_is_refused(session):
    session.add(Message(kind="note", params={}, created_at=datetime(2026, 6, 10)))
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_contact_data_is_unreadable_in_the_table(session):
    unit = stored(session, a_unit())
    liaison = stored(session, Liaison(unit_id=unit.id, name="李敏", phone="13800000000", valid_from=unit.valid_from))
    raw = bytes(session.scalar(text("SELECT phone FROM liaisons")))
    assert liaison.phone == "13800000000"
    assert b"13800000000" not in raw


@pytest.mark.parametrize("wrong", [
    {"kind": "subdistrict"},
    {"street": "牛街街道"},
    {"name": None},
])
def test_the_database_refuses_a_unit_that_cannot_be(session, wrong):
    session.add(a_unit(**wrong))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_itself_knows_the_closed_words(session):
    stored(session, a_unit())
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE units SET kind = 'club'"))


def test_a_unit_has_one_active_liaison(session):
    unit = stored(session, a_unit())
    for name in ("李敏", "王强"):
        session.add(Liaison(unit_id=unit.id, name=name, phone="1", valid_from=unit.valid_from))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_reference_to_nothing_is_refused(session):
    session.add(Liaison(unit_id=999, name="李敏", phone="1", valid_from=datetime(2026, 1, 1).date()))
    with pytest.raises(IntegrityError):
        session.flush()


def test_rare_characters_survive(session):
    unit = stored(session, a_unit(name="𠮷䶮·阿依古丽<script>=1+1", leader_name="𬭎"))
    assert (unit.name, unit.leader_name) == ("𠮷䶮·阿依古丽<script>=1+1", "𬭎")


def test_a_save_over_somebody_elses_is_refused(session):
    unit = stored(session, a_unit())
    seen = unit.revision
    check_revision(unit, seen)
    unit.section = "综合科"
    session.flush()
    with pytest.raises(EditedMeanwhile):
        check_revision(unit, seen)


def test_of_two_saves_at_once_the_database_takes_one(session):
    unit = stored(session, a_unit())
    session.commit()
    with Session(session.get_bind()) as other:
        theirs = other.get(Unit, unit.id)
        unit.section = "综合科"
        session.commit()
        theirs.section = "市场科"
        with pytest.raises((StaleDataError, DatabaseError)):
            other.flush()
