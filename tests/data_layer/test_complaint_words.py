"""Complaints filed before the words of their states grew keep their meaning over the migration, up and down."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from portal.extensions import db
from tests.data_layer.test_migrations import app  # noqa: F401  (the portal on a database without any table)

UNIT = ("INSERT INTO units (id, name, kind, is_office, valid_from, leader_name, section, revision) "
        "VALUES (1, '区房管局', 'department', false, '2021-12-31', '', '', 1)")
COMPLAINT = ("INSERT INTO complaints (id, receipt, token, category, place, text, channel, received_at, state, unit_id, revision) "
             "VALUES (:id, :id, :id, 'nuisance', '牛街', '太吵', 'phone', '2026-06-01 02:00:00.000000', :state, 1, 1)")
STEP = ("INSERT INTO complaint_steps (complaint_id, state, at, unit_id, public_text, internal_text) "
        "VALUES (:id, :state, '2026-06-01 02:00:00.000000', 1, '答复', '')")
OLD = ("received", "dispatched", "accepted", "handled", "closed")
NEW = ("received", "dispatched", "accepted", "closure_requested", "closed")


def run(statement: str, **values):
    with db.engine.begin() as connection:
        result = connection.execute(text(statement), values)
        return result.all() if result.returns_rows else None


@pytest.fixture
def filed(app):  # noqa: F811
    """A complaint in each of the old states, with the step that led there and a note on the accepted one."""
    upgrade(revision="0001")
    run(UNIT)
    for id_, state in enumerate(OLD, 1):
        run(COMPLAINT.replace(":id, :id, :id", f"{id_}, 'r{id_}', 't{id_}'"), state=state)
        run(STEP, id=id_, state=state)
    run(STEP, id=3, state="accepted")


def states(table: str) -> list[str]:
    return [state for (state,) in run(f"SELECT state FROM {table} ORDER BY id")]


def test_the_old_words_become_the_new_ones(filed):
    upgrade()
    assert tuple(states("complaints")) == NEW
    assert [name for (name,) in run("SELECT name FROM complaint_steps ORDER BY id")] == [
        "file", "dispatch", "accept", "request_closure", "close", "note"]
    assert run("SELECT count(*) FROM complaint_deadlines") == [(5,)]


def test_the_new_words_become_the_nearest_old_ones_on_the_way_down(filed):
    upgrade()
    for id_, state in enumerate(("waiting", "objected", "verified", "merged", "not_accepted"), 1):
        run("UPDATE complaints SET state = :state, channel = 'hotline' WHERE id = :id", state=state, id=id_)
    downgrade(revision="0001")
    assert states("complaints") == ["accepted", "dispatched", "handled", "closed", "closed"]
    assert {channel for (channel,) in run("SELECT channel FROM complaints")} == {"phone"}
    upgrade()
    assert states("complaints") == ["accepted", "dispatched", "closure_requested", "closed", "closed"]
