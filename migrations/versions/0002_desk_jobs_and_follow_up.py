"""desk jobs and follow up."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP_SQLITE = (
    "CREATE TABLE complaint_steps_next ( id INTEGER NOT NULL, complaint_id INTEGER NOT NULL, name "
    "VARCHAR(32) DEFAULT '' NOT NULL, state VARCHAR(32) NOT NULL, at DATETIME NOT NULL, by_id INTEGER, "
    "unit_id INTEGER, public_text TEXT NOT NULL, internal_text TEXT NOT NULL, details JSON DEFAULT '{}' "
    "NOT NULL, CONSTRAINT pk_complaint_steps PRIMARY KEY (id), CONSTRAINT "
    "fk_complaint_steps_complaint_id_complaints FOREIGN KEY(complaint_id) REFERENCES complaints (id), "
    "CONSTRAINT ck_complaint_steps_state CHECK (state IN ('received', 'dispatched', 'objected', "
    "'accepted', 'in_hand', 'waiting', 'closure_requested', 'verified', 'followed_up', 'closed', "
    "'not_accepted', 'merged')), CONSTRAINT fk_complaint_steps_by_id_users FOREIGN KEY(by_id) REFERENCES "
    "users (id), CONSTRAINT fk_complaint_steps_unit_id_units FOREIGN KEY(unit_id) REFERENCES units (id) )",
    "INSERT INTO complaint_steps_next (id, complaint_id, name, state, at, by_id, unit_id, public_text, "
    "internal_text, details) SELECT id, complaint_id, CASE state WHEN 'received' THEN 'file' WHEN "
    "'dispatched' THEN 'dispatch' WHEN 'handled' THEN 'request_closure' WHEN 'closed' THEN 'close' ELSE "
    "(CASE WHEN id = (SELECT min(s.id) FROM complaint_steps s WHERE s.complaint_id = "
    "complaint_steps.complaint_id AND s.state = 'accepted') THEN 'accept' ELSE 'note' END) END, CASE "
    "state WHEN 'handled' THEN 'closure_requested' ELSE state END, at, by_id, unit_id, public_text, "
    "internal_text, details FROM complaint_steps",
    "DROP TABLE complaint_steps",
    "ALTER TABLE complaint_steps_next RENAME TO complaint_steps",
    "CREATE INDEX ix_complaint_steps_complaint_id ON complaint_steps (complaint_id)",
    "CREATE TABLE complaints_next ( id INTEGER NOT NULL, receipt VARCHAR(32) NOT NULL, token VARCHAR(64) "
    "NOT NULL, category VARCHAR(32) NOT NULL, space_id INTEGER, proposal_id INTEGER, place VARCHAR(200) "
    "NOT NULL, text TEXT NOT NULL, name BLOB, contact BLOB, channel VARCHAR(32) NOT NULL, recorded_by "
    "INTEGER, received_at DATETIME NOT NULL, state VARCHAR(32) NOT NULL, unit_id INTEGER NOT NULL, "
    "accused_unit_id INTEGER, revision INTEGER NOT NULL, CONSTRAINT pk_complaints PRIMARY KEY (id), "
    "CONSTRAINT uq_complaints_receipt UNIQUE (receipt), CONSTRAINT uq_complaints_token UNIQUE (token), "
    "CONSTRAINT ck_complaints_category CHECK (category IN ('nuisance', 'safety', 'use_changed', "
    "'construction', 'service', 'procedure', 'accusation', 'other')), CONSTRAINT "
    "fk_complaints_space_id_spaces FOREIGN KEY(space_id) REFERENCES spaces (id), CONSTRAINT "
    "fk_complaints_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), CONSTRAINT "
    "ck_complaints_channel CHECK (channel IN ('web', 'counter', 'phone', 'post', 'visit', 'hotline')), "
    "CONSTRAINT fk_complaints_recorded_by_users FOREIGN KEY(recorded_by) REFERENCES users (id), "
    "CONSTRAINT ck_complaints_state CHECK (state IN ('received', 'dispatched', 'objected', 'accepted', "
    "'in_hand', 'waiting', 'closure_requested', 'verified', 'followed_up', 'closed', 'not_accepted', "
    "'merged')), CONSTRAINT fk_complaints_unit_id_units FOREIGN KEY(unit_id) REFERENCES units (id), "
    "CONSTRAINT fk_complaints_accused_unit_id_units FOREIGN KEY(accused_unit_id) REFERENCES units (id) )",
    "INSERT INTO complaints_next (id, receipt, token, category, space_id, proposal_id, place, text, name,"
    " contact, channel, recorded_by, received_at, state, unit_id, accused_unit_id, revision) SELECT id, "
    "receipt, token, category, space_id, proposal_id, place, text, name, contact, channel, recorded_by, "
    "received_at, CASE state WHEN 'handled' THEN 'closure_requested' ELSE state END, unit_id, "
    "accused_unit_id, revision FROM complaints",
    "DROP TABLE complaints",
    "ALTER TABLE complaints_next RENAME TO complaints",
    "CREATE INDEX ix_complaints_space_id ON complaints (space_id)",
    "CREATE INDEX ix_complaints_unit_state ON complaints (unit_id, state, id)",
    "INSERT INTO complaint_deadlines (complaint_id, accept_days, handle_days, extended_days, started_at, "
    "accept_by, due_at, is_provisional) SELECT id, 2, 15, 0, received_at, strftime('%Y-%m-%d "
    "%H:%M:%S.000000', received_at, '+4 days'), strftime('%Y-%m-%d %H:%M:%S.000000', received_at, '+21 "
    "days'), 1 FROM complaints",
    "INSERT INTO uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > date(rounds.closes_at, '+8 "
    "hours', '-0.001 seconds')))",
    "INSERT INTO point_counts (consultation_id, theme_id, points, voices) SELECT points.consultation_id, "
    "points.theme_id, count(*), count(DISTINCT points.opinion_id) FROM points WHERE NOT points.no_demand "
    "AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = points.opinion_id) GROUP BY "
    "points.consultation_id, points.theme_id",
    "INSERT INTO point_counts (consultation_id, theme_id, points, voices) SELECT consultation_id, id, 0, "
    "0 FROM themes WHERE true ON CONFLICT DO NOTHING",
    "CREATE TRIGGER opinions_received AFTER INSERT ON opinions FOR EACH ROW BEGIN INSERT INTO "
    "uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > date(rounds.closes_at, '+8 "
    "hours', '-0.001 seconds'))) AND opinions.id = NEW.id; END",
    "CREATE TRIGGER opinions_withdrawn AFTER UPDATE OF withdrawn_at ON opinions FOR EACH ROW BEGIN DELETE"
    " FROM uncounted_opinions WHERE opinion_id = NEW.id; INSERT INTO uncounted_opinions (opinion_id, "
    "consultation_id, bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN "
    "opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM "
    "opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = "
    "opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL OR "
    "(opinions.request_id IS NULL AND opinions.received_on > date(rounds.closes_at, '+8 hours', '-0.001 "
    "seconds'))) AND opinions.id = NEW.id; END",
    "CREATE TRIGGER marks_set AFTER INSERT ON marks FOR EACH ROW BEGIN DELETE FROM uncounted_opinions "
    "WHERE opinion_id = NEW.opinion_id; INSERT INTO uncounted_opinions (opinion_id, consultation_id, "
    "bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL "
    "THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = "
    "opinions.round_id LEFT JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS "
    "NOT NULL OR marks.kind IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > "
    "date(rounds.closes_at, '+8 hours', '-0.001 seconds'))) AND opinions.id = NEW.opinion_id; END",
    "CREATE TRIGGER marks_changed AFTER UPDATE ON marks FOR EACH ROW BEGIN DELETE FROM uncounted_opinions"
    " WHERE opinion_id = NEW.opinion_id; INSERT INTO uncounted_opinions (opinion_id, consultation_id, "
    "bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL "
    "THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = "
    "opinions.round_id LEFT JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS "
    "NOT NULL OR marks.kind IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > "
    "date(rounds.closes_at, '+8 hours', '-0.001 seconds'))) AND opinions.id = NEW.opinion_id; END",
    "CREATE TRIGGER marks_removed AFTER DELETE ON marks FOR EACH ROW BEGIN DELETE FROM uncounted_opinions"
    " WHERE opinion_id = OLD.opinion_id; INSERT INTO uncounted_opinions (opinion_id, consultation_id, "
    "bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL "
    "THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = "
    "opinions.round_id LEFT JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS "
    "NOT NULL OR marks.kind IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > "
    "date(rounds.closes_at, '+8 hours', '-0.001 seconds'))) AND opinions.id = OLD.opinion_id; END",
    "CREATE TRIGGER themes_made AFTER INSERT ON themes FOR EACH ROW BEGIN INSERT INTO point_counts "
    "(consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.id, 0, 0) ON CONFLICT "
    "DO NOTHING; END",
    "CREATE TRIGGER rounds_moved AFTER UPDATE OF closes_at ON rounds FOR EACH ROW BEGIN DELETE FROM "
    "uncounted_opinions WHERE opinion_id IN (SELECT id FROM opinions WHERE round_id = NEW.id); INSERT "
    "INTO uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > date(rounds.closes_at, '+8 "
    "hours', '-0.001 seconds'))) AND opinions.round_id = NEW.id; END",
    "CREATE TRIGGER uncounted_left AFTER INSERT ON uncounted_opinions FOR EACH ROW BEGIN UPDATE "
    "point_counts SET voices = voices - 1, points = points - (SELECT count(*) FROM points WHERE "
    "points.opinion_id = NEW.opinion_id AND NOT points.no_demand AND points.theme_id IS NOT DISTINCT FROM"
    " point_counts.theme_id) WHERE consultation_id = NEW.consultation_id AND EXISTS (SELECT 1 FROM points"
    " WHERE points.opinion_id = NEW.opinion_id AND NOT points.no_demand AND points.theme_id IS NOT "
    "DISTINCT FROM point_counts.theme_id); END",
    "CREATE TRIGGER uncounted_back AFTER DELETE ON uncounted_opinions FOR EACH ROW BEGIN INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) SELECT DISTINCT points.consultation_id, "
    "points.theme_id, 0, 0 FROM points WHERE points.opinion_id = OLD.opinion_id AND NOT points.no_demand "
    "ON CONFLICT DO NOTHING; UPDATE point_counts SET voices = voices + 1, points = points + (SELECT "
    "count(*) FROM points WHERE points.opinion_id = OLD.opinion_id AND NOT points.no_demand AND "
    "points.theme_id IS NOT DISTINCT FROM point_counts.theme_id) WHERE consultation_id = "
    "OLD.consultation_id AND EXISTS (SELECT 1 FROM points WHERE points.opinion_id = OLD.opinion_id AND "
    "NOT points.no_demand AND points.theme_id IS NOT DISTINCT FROM point_counts.theme_id); END",
    "CREATE TRIGGER points_added AFTER INSERT ON points FOR EACH ROW BEGIN INSERT INTO point_counts "
    "(consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.theme_id, 0, 0) ON "
    "CONFLICT DO NOTHING; UPDATE point_counts SET points = points + 1, voices = voices + CASE WHEN EXISTS"
    " (SELECT 1 FROM points WHERE points.opinion_id = NEW.opinion_id AND points.id <> NEW.id AND "
    "points.theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END WHERE "
    "consultation_id = NEW.consultation_id AND theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT "
    "NEW.no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = NEW.opinion_id); "
    "END",
    "CREATE TRIGGER points_moved AFTER UPDATE OF theme_id, no_demand ON points FOR EACH ROW BEGIN UPDATE "
    "point_counts SET points = points - 1, voices = voices - CASE WHEN EXISTS (SELECT 1 FROM points WHERE"
    " points.opinion_id = OLD.opinion_id AND points.id <> OLD.id AND points.theme_id IS NOT DISTINCT FROM"
    " OLD.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END WHERE consultation_id = "
    "OLD.consultation_id AND theme_id IS NOT DISTINCT FROM OLD.theme_id AND NOT OLD.no_demand AND NOT "
    "EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = OLD.opinion_id); INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.theme_id, "
    "0, 0) ON CONFLICT DO NOTHING; UPDATE point_counts SET points = points + 1, voices = voices + CASE "
    "WHEN EXISTS (SELECT 1 FROM points WHERE points.opinion_id = NEW.opinion_id AND points.id <> NEW.id "
    "AND points.theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END "
    "WHERE consultation_id = NEW.consultation_id AND theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT "
    "NEW.no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = NEW.opinion_id); "
    "END",
    "CREATE TRIGGER points_removed AFTER DELETE ON points FOR EACH ROW BEGIN UPDATE point_counts SET "
    "points = points - 1, voices = voices - CASE WHEN EXISTS (SELECT 1 FROM points WHERE "
    "points.opinion_id = OLD.opinion_id AND points.id <> OLD.id AND points.theme_id IS NOT DISTINCT FROM "
    "OLD.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END WHERE consultation_id = OLD.consultation_id"
    " AND theme_id IS NOT DISTINCT FROM OLD.theme_id AND NOT OLD.no_demand AND NOT EXISTS (SELECT 1 FROM "
    "uncounted_opinions WHERE opinion_id = OLD.opinion_id); END",
    "CREATE VIRTUAL TABLE opinion_words USING fts5 (terms, content='', columnsize=0, detail=none, tokenize='ascii')",
)
UP_POSTGRESQL = (
    "UPDATE complaint_steps SET name = CASE state WHEN 'received' THEN 'file' WHEN 'dispatched' THEN "
    "'dispatch' WHEN 'handled' THEN 'request_closure' WHEN 'closed' THEN 'close' ELSE (CASE WHEN id = "
    "(SELECT min(s.id) FROM complaint_steps s WHERE s.complaint_id = complaint_steps.complaint_id AND "
    "s.state = 'accepted') THEN 'accept' ELSE 'note' END) END",
    "ALTER TABLE complaint_steps DROP CONSTRAINT ck_complaint_steps_state",
    "UPDATE complaint_steps SET state = CASE state WHEN 'handled' THEN 'closure_requested' ELSE state END",
    "ALTER TABLE complaint_steps ADD CONSTRAINT ck_complaint_steps_state CHECK (state IN ('received', "
    "'dispatched', 'objected', 'accepted', 'in_hand', 'waiting', 'closure_requested', 'verified', "
    "'followed_up', 'closed', 'not_accepted', 'merged'))",
    "ALTER TABLE complaints DROP CONSTRAINT ck_complaints_state",
    "UPDATE complaints SET state = CASE state WHEN 'handled' THEN 'closure_requested' ELSE state END",
    "ALTER TABLE complaints ADD CONSTRAINT ck_complaints_state CHECK (state IN ('received', 'dispatched',"
    " 'objected', 'accepted', 'in_hand', 'waiting', 'closure_requested', 'verified', 'followed_up', "
    "'closed', 'not_accepted', 'merged'))",
    "ALTER TABLE complaints DROP CONSTRAINT ck_complaints_channel",
    "ALTER TABLE complaints ADD CONSTRAINT ck_complaints_channel CHECK (channel IN ('web', 'counter', "
    "'phone', 'post', 'visit', 'hotline'))",
    "INSERT INTO complaint_deadlines (complaint_id, accept_days, handle_days, extended_days, started_at, "
    "accept_by, due_at, is_provisional) SELECT id, 2, 15, 0, received_at, received_at + interval '4 "
    "days', received_at + interval '21 days', true FROM complaints",
    "INSERT INTO uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - "
    "interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai' AS date)))",
    "INSERT INTO point_counts (consultation_id, theme_id, points, voices) SELECT points.consultation_id, "
    "points.theme_id, count(*), count(DISTINCT points.opinion_id) FROM points WHERE NOT points.no_demand "
    "AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = points.opinion_id) GROUP BY "
    "points.consultation_id, points.theme_id",
    "INSERT INTO point_counts (consultation_id, theme_id, points, voices) SELECT consultation_id, id, 0, "
    "0 FROM themes WHERE true ON CONFLICT DO NOTHING",
    "CREATE OR REPLACE FUNCTION opinions_received() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT "
    "INTO uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - "
    "interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.id = NEW.id; RETURN "
    "NULL; END $$",
    "CREATE TRIGGER opinions_received AFTER INSERT ON opinions FOR EACH ROW EXECUTE FUNCTION opinions_received()",
    "CREATE OR REPLACE FUNCTION opinions_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE "
    "FROM uncounted_opinions WHERE opinion_id = NEW.id; INSERT INTO uncounted_opinions (opinion_id, "
    "consultation_id, bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN "
    "opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM "
    "opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = "
    "opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL OR "
    "(opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - interval '1 "
    "microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.id = NEW.id; RETURN NULL; END $$",
    "CREATE TRIGGER opinions_withdrawn AFTER UPDATE OF withdrawn_at ON opinions FOR EACH ROW EXECUTE "
    "FUNCTION opinions_withdrawn()",
    "CREATE OR REPLACE FUNCTION marks_set() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "
    "uncounted_opinions WHERE opinion_id = NEW.opinion_id; INSERT INTO uncounted_opinions (opinion_id, "
    "consultation_id, bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN "
    "opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM "
    "opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = "
    "opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL OR "
    "(opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - interval '1 "
    "microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.id = NEW.opinion_id; RETURN NULL;"
    " END $$",
    "CREATE TRIGGER marks_set AFTER INSERT ON marks FOR EACH ROW EXECUTE FUNCTION marks_set()",
    "CREATE OR REPLACE FUNCTION marks_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "
    "uncounted_opinions WHERE opinion_id = NEW.opinion_id; INSERT INTO uncounted_opinions (opinion_id, "
    "consultation_id, bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN "
    "opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM "
    "opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = "
    "opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL OR "
    "(opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - interval '1 "
    "microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.id = NEW.opinion_id; RETURN NULL;"
    " END $$",
    "CREATE TRIGGER marks_changed AFTER UPDATE ON marks FOR EACH ROW EXECUTE FUNCTION marks_changed()",
    "CREATE OR REPLACE FUNCTION marks_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "
    "uncounted_opinions WHERE opinion_id = OLD.opinion_id; INSERT INTO uncounted_opinions (opinion_id, "
    "consultation_id, bucket) SELECT opinions.id, opinions.consultation_id, CASE WHEN "
    "opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE coalesce(marks.kind, 'late') END FROM "
    "opinions JOIN rounds ON rounds.id = opinions.round_id LEFT JOIN marks ON marks.opinion_id = "
    "opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind IS NOT NULL OR "
    "(opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - interval '1 "
    "microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.id = OLD.opinion_id; RETURN NULL;"
    " END $$",
    "CREATE TRIGGER marks_removed AFTER DELETE ON marks FOR EACH ROW EXECUTE FUNCTION marks_removed()",
    "CREATE OR REPLACE FUNCTION themes_made() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.id, 0, 0) "
    "ON CONFLICT DO NOTHING; RETURN NULL; END $$",
    "CREATE TRIGGER themes_made AFTER INSERT ON themes FOR EACH ROW EXECUTE FUNCTION themes_made()",
    "CREATE OR REPLACE FUNCTION rounds_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "
    "uncounted_opinions WHERE opinion_id IN (SELECT id FROM opinions WHERE round_id = NEW.id); INSERT "
    "INTO uncounted_opinions (opinion_id, consultation_id, bucket) SELECT opinions.id, "
    "opinions.consultation_id, CASE WHEN opinions.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE "
    "coalesce(marks.kind, 'late') END FROM opinions JOIN rounds ON rounds.id = opinions.round_id LEFT "
    "JOIN marks ON marks.opinion_id = opinions.id WHERE (opinions.withdrawn_at IS NOT NULL OR marks.kind "
    "IS NOT NULL OR (opinions.request_id IS NULL AND opinions.received_on > CAST((rounds.closes_at - "
    "interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai' AS date))) AND opinions.round_id = NEW.id; "
    "RETURN NULL; END $$",
    "CREATE TRIGGER rounds_moved AFTER UPDATE OF closes_at ON rounds FOR EACH ROW EXECUTE FUNCTION rounds_moved()",
    "CREATE OR REPLACE FUNCTION uncounted_left() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE "
    "point_counts SET voices = voices - 1, points = points - (SELECT count(*) FROM points WHERE "
    "points.opinion_id = NEW.opinion_id AND NOT points.no_demand AND points.theme_id IS NOT DISTINCT FROM"
    " point_counts.theme_id) WHERE consultation_id = NEW.consultation_id AND EXISTS (SELECT 1 FROM points"
    " WHERE points.opinion_id = NEW.opinion_id AND NOT points.no_demand AND points.theme_id IS NOT "
    "DISTINCT FROM point_counts.theme_id); RETURN NULL; END $$",
    "CREATE TRIGGER uncounted_left AFTER INSERT ON uncounted_opinions FOR EACH ROW EXECUTE FUNCTION uncounted_left()",
    "CREATE OR REPLACE FUNCTION uncounted_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO"
    " point_counts (consultation_id, theme_id, points, voices) SELECT DISTINCT points.consultation_id, "
    "points.theme_id, 0, 0 FROM points WHERE points.opinion_id = OLD.opinion_id AND NOT points.no_demand "
    "ON CONFLICT DO NOTHING; UPDATE point_counts SET voices = voices + 1, points = points + (SELECT "
    "count(*) FROM points WHERE points.opinion_id = OLD.opinion_id AND NOT points.no_demand AND "
    "points.theme_id IS NOT DISTINCT FROM point_counts.theme_id) WHERE consultation_id = "
    "OLD.consultation_id AND EXISTS (SELECT 1 FROM points WHERE points.opinion_id = OLD.opinion_id AND "
    "NOT points.no_demand AND points.theme_id IS NOT DISTINCT FROM point_counts.theme_id); RETURN NULL; "
    "END $$",
    "CREATE TRIGGER uncounted_back AFTER DELETE ON uncounted_opinions FOR EACH ROW EXECUTE FUNCTION uncounted_back()",
    "CREATE OR REPLACE FUNCTION points_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.theme_id, "
    "0, 0) ON CONFLICT DO NOTHING; UPDATE point_counts SET points = points + 1, voices = voices + CASE "
    "WHEN EXISTS (SELECT 1 FROM points WHERE points.opinion_id = NEW.opinion_id AND points.id <> NEW.id "
    "AND points.theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END "
    "WHERE consultation_id = NEW.consultation_id AND theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT "
    "NEW.no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = NEW.opinion_id); "
    "RETURN NULL; END $$",
    "CREATE TRIGGER points_added AFTER INSERT ON points FOR EACH ROW EXECUTE FUNCTION points_added()",
    "CREATE OR REPLACE FUNCTION points_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE "
    "point_counts SET points = points - 1, voices = voices - CASE WHEN EXISTS (SELECT 1 FROM points WHERE"
    " points.opinion_id = OLD.opinion_id AND points.id <> OLD.id AND points.theme_id IS NOT DISTINCT FROM"
    " OLD.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END WHERE consultation_id = "
    "OLD.consultation_id AND theme_id IS NOT DISTINCT FROM OLD.theme_id AND NOT OLD.no_demand AND NOT "
    "EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = OLD.opinion_id); INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) VALUES (NEW.consultation_id, NEW.theme_id, "
    "0, 0) ON CONFLICT DO NOTHING; UPDATE point_counts SET points = points + 1, voices = voices + CASE "
    "WHEN EXISTS (SELECT 1 FROM points WHERE points.opinion_id = NEW.opinion_id AND points.id <> NEW.id "
    "AND points.theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END "
    "WHERE consultation_id = NEW.consultation_id AND theme_id IS NOT DISTINCT FROM NEW.theme_id AND NOT "
    "NEW.no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = NEW.opinion_id); "
    "RETURN NULL; END $$",
    "CREATE TRIGGER points_moved AFTER UPDATE OF theme_id, no_demand ON points FOR EACH ROW EXECUTE FUNCTION points_moved()",
    "CREATE OR REPLACE FUNCTION points_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE "
    "point_counts SET points = points - 1, voices = voices - CASE WHEN EXISTS (SELECT 1 FROM points WHERE"
    " points.opinion_id = OLD.opinion_id AND points.id <> OLD.id AND points.theme_id IS NOT DISTINCT FROM"
    " OLD.theme_id AND NOT points.no_demand) THEN 0 ELSE 1 END WHERE consultation_id = "
    "OLD.consultation_id AND theme_id IS NOT DISTINCT FROM OLD.theme_id AND NOT OLD.no_demand AND NOT "
    "EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = OLD.opinion_id); RETURN NULL; END $$",
    "CREATE TRIGGER points_removed AFTER DELETE ON points FOR EACH ROW EXECUTE FUNCTION points_removed()",
    "CREATE TABLE opinion_words (consultation_id integer NOT NULL, number integer NOT NULL, terms "
    "tsvector NOT NULL, CONSTRAINT pk_opinion_words PRIMARY KEY (consultation_id, number))",
    "CREATE INDEX ix_opinion_words_terms ON opinion_words USING gin (terms)",
)
DOWN_SQLITE = (
    "DROP TABLE IF EXISTS opinion_words",
    "DROP TRIGGER opinions_received",
    "DROP TRIGGER opinions_withdrawn",
    "DROP TRIGGER marks_set",
    "DROP TRIGGER marks_changed",
    "DROP TRIGGER marks_removed",
    "DROP TRIGGER themes_made",
    "DROP TRIGGER rounds_moved",
    "DROP TRIGGER uncounted_left",
    "DROP TRIGGER uncounted_back",
    "DROP TRIGGER points_added",
    "DROP TRIGGER points_moved",
    "DROP TRIGGER points_removed",
    "CREATE TABLE complaint_steps_next ( id INTEGER NOT NULL, complaint_id INTEGER NOT NULL, name "
    "VARCHAR(32) DEFAULT '' NOT NULL, state VARCHAR(32) NOT NULL, at DATETIME NOT NULL, by_id INTEGER, "
    "unit_id INTEGER, public_text TEXT NOT NULL, internal_text TEXT NOT NULL, details JSON DEFAULT '{}' "
    "NOT NULL, CONSTRAINT pk_complaint_steps PRIMARY KEY (id), CONSTRAINT "
    "fk_complaint_steps_complaint_id_complaints FOREIGN KEY(complaint_id) REFERENCES complaints (id), "
    "CONSTRAINT ck_complaint_steps_state CHECK (state IN ('received', 'dispatched', 'accepted', "
    "'handled', 'closed')), CONSTRAINT fk_complaint_steps_by_id_users FOREIGN KEY(by_id) REFERENCES users"
    " (id), CONSTRAINT fk_complaint_steps_unit_id_units FOREIGN KEY(unit_id) REFERENCES units (id) )",
    "INSERT INTO complaint_steps_next (id, complaint_id, name, state, at, by_id, unit_id, public_text, "
    "internal_text, details) SELECT id, complaint_id, name, CASE WHEN state IN ('objected') THEN "
    "'dispatched' WHEN state IN ('in_hand', 'waiting') THEN 'accepted' WHEN state IN "
    "('closure_requested', 'verified', 'followed_up') THEN 'handled' WHEN state IN ('not_accepted', "
    "'merged') THEN 'closed' ELSE state END, at, by_id, unit_id, public_text, internal_text, details FROM"
    " complaint_steps",
    "DROP TABLE complaint_steps",
    "ALTER TABLE complaint_steps_next RENAME TO complaint_steps",
    "CREATE INDEX ix_complaint_steps_complaint_id ON complaint_steps (complaint_id)",
    "CREATE TABLE complaints_next ( id INTEGER NOT NULL, receipt VARCHAR(32) NOT NULL, token VARCHAR(64) "
    "NOT NULL, category VARCHAR(32) NOT NULL, space_id INTEGER, proposal_id INTEGER, place VARCHAR(200) "
    "NOT NULL, text TEXT NOT NULL, name BLOB, contact BLOB, channel VARCHAR(32) NOT NULL, recorded_by "
    "INTEGER, received_at DATETIME NOT NULL, state VARCHAR(32) NOT NULL, unit_id INTEGER NOT NULL, "
    "accused_unit_id INTEGER, revision INTEGER NOT NULL, CONSTRAINT pk_complaints PRIMARY KEY (id), "
    "CONSTRAINT uq_complaints_receipt UNIQUE (receipt), CONSTRAINT uq_complaints_token UNIQUE (token), "
    "CONSTRAINT ck_complaints_category CHECK (category IN ('nuisance', 'safety', 'use_changed', "
    "'construction', 'service', 'procedure', 'accusation', 'other')), CONSTRAINT "
    "fk_complaints_space_id_spaces FOREIGN KEY(space_id) REFERENCES spaces (id), CONSTRAINT "
    "fk_complaints_proposal_id_proposals FOREIGN KEY(proposal_id) REFERENCES proposals (id), CONSTRAINT "
    "ck_complaints_channel CHECK (channel IN ('web', 'counter', 'phone', 'post')), CONSTRAINT "
    "fk_complaints_recorded_by_users FOREIGN KEY(recorded_by) REFERENCES users (id), CONSTRAINT "
    "ck_complaints_state CHECK (state IN ('received', 'dispatched', 'accepted', 'handled', 'closed')), "
    "CONSTRAINT fk_complaints_unit_id_units FOREIGN KEY(unit_id) REFERENCES units (id), CONSTRAINT "
    "fk_complaints_accused_unit_id_units FOREIGN KEY(accused_unit_id) REFERENCES units (id) )",
    "INSERT INTO complaints_next (id, receipt, token, category, space_id, proposal_id, place, text, name,"
    " contact, channel, recorded_by, received_at, state, unit_id, accused_unit_id, revision) SELECT id, "
    "receipt, token, category, space_id, proposal_id, place, text, name, contact, CASE channel WHEN "
    "'visit' THEN 'counter' WHEN 'hotline' THEN 'phone' ELSE channel END, recorded_by, received_at, CASE "
    "WHEN state IN ('objected') THEN 'dispatched' WHEN state IN ('in_hand', 'waiting') THEN 'accepted' "
    "WHEN state IN ('closure_requested', 'verified', 'followed_up') THEN 'handled' WHEN state IN "
    "('not_accepted', 'merged') THEN 'closed' ELSE state END, unit_id, accused_unit_id, revision FROM "
    "complaints",
    "DROP TABLE complaints",
    "ALTER TABLE complaints_next RENAME TO complaints",
    "CREATE INDEX ix_complaints_space_id ON complaints (space_id)",
    "CREATE INDEX ix_complaints_unit_state ON complaints (unit_id, state, id)",
)
DOWN_POSTGRESQL = (
    "DROP TABLE IF EXISTS opinion_words",
    "DROP TRIGGER opinions_received ON opinions",
    "DROP FUNCTION opinions_received()",
    "DROP TRIGGER opinions_withdrawn ON opinions",
    "DROP FUNCTION opinions_withdrawn()",
    "DROP TRIGGER marks_set ON marks",
    "DROP FUNCTION marks_set()",
    "DROP TRIGGER marks_changed ON marks",
    "DROP FUNCTION marks_changed()",
    "DROP TRIGGER marks_removed ON marks",
    "DROP FUNCTION marks_removed()",
    "DROP TRIGGER themes_made ON themes",
    "DROP FUNCTION themes_made()",
    "DROP TRIGGER rounds_moved ON rounds",
    "DROP FUNCTION rounds_moved()",
    "DROP TRIGGER uncounted_left ON uncounted_opinions",
    "DROP FUNCTION uncounted_left()",
    "DROP TRIGGER uncounted_back ON uncounted_opinions",
    "DROP FUNCTION uncounted_back()",
    "DROP TRIGGER points_added ON points",
    "DROP FUNCTION points_added()",
    "DROP TRIGGER points_moved ON points",
    "DROP FUNCTION points_moved()",
    "DROP TRIGGER points_removed ON points",
    "DROP FUNCTION points_removed()",
    "ALTER TABLE complaint_steps DROP CONSTRAINT ck_complaint_steps_state",
    "UPDATE complaint_steps SET state = CASE WHEN state IN ('objected') THEN 'dispatched' WHEN state IN "
    "('in_hand', 'waiting') THEN 'accepted' WHEN state IN ('closure_requested', 'verified', "
    "'followed_up') THEN 'handled' WHEN state IN ('not_accepted', 'merged') THEN 'closed' ELSE state END",
    "ALTER TABLE complaint_steps ADD CONSTRAINT ck_complaint_steps_state CHECK (state IN ('received', "
    "'dispatched', 'accepted', 'handled', 'closed'))",
    "ALTER TABLE complaints DROP CONSTRAINT ck_complaints_state",
    "UPDATE complaints SET state = CASE WHEN state IN ('objected') THEN 'dispatched' WHEN state IN "
    "('in_hand', 'waiting') THEN 'accepted' WHEN state IN ('closure_requested', 'verified', "
    "'followed_up') THEN 'handled' WHEN state IN ('not_accepted', 'merged') THEN 'closed' ELSE state END",
    "ALTER TABLE complaints ADD CONSTRAINT ck_complaints_state CHECK (state IN ('received', 'dispatched',"
    " 'accepted', 'handled', 'closed'))",
    "ALTER TABLE complaints DROP CONSTRAINT ck_complaints_channel",
    "UPDATE complaints SET channel = CASE channel WHEN 'visit' THEN 'counter' WHEN 'hotline' THEN 'phone' ELSE channel END",
    "ALTER TABLE complaints ADD CONSTRAINT ck_complaints_channel CHECK (channel IN ('web', 'counter', 'phone', 'post'))",
)


def upgrade() -> None:
    op.create_table(
        "complaint_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "nuisance",
                "safety",
                "use_changed",
                "construction",
                "service",
                "procedure",
                "accusation",
                "other",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("accept", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Integer(), nullable=False),
        sa.Column("extension", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("accept > 0 AND handle > 0 AND extension >= 0", name="positive"),
        sa.ForeignKeyConstraint(["changed_by"], ["users.id"], name=op.f("fk_complaint_limits_changed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_limits")),
        sa.UniqueConstraint("category", name=op.f("uq_complaint_limits_category")),
    )
    op.create_table(
        "feed_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_feed_keys_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_keys")),
        sa.UniqueConstraint("key", name=op.f("uq_feed_keys_key")),
        sa.UniqueConstraint("user_id", name=op.f("uq_feed_keys_user_id")),
    )
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("fixed", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_import_mappings_saved_by_users")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_import_mappings_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_import_mappings_unit_id_name")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("queued", "running", "done", "failed", "cancelled", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(finished_at IS NULL) = (state IN ('queued', 'running'))", name="finished_when_over"),
        sa.CheckConstraint("(lease IS NOT NULL) = (state = 'running')", name="leased_while_running"),
        sa.CheckConstraint("done >= 0 AND total >= 0", name="counts_up"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_jobs_owner_id_users")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_jobs_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            "ix_jobs_under_way",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )
        batch_op.create_index(
            "uq_jobs_key_under_way",
            ["key"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )

    op.create_table(
        "quarter_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_year"),
        sa.ForeignKeyConstraint(["filed_by"], ["users.id"], name=op.f("fk_quarter_plans_filed_by_users")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_quarter_plans_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_plans")),
        sa.UniqueConstraint("unit_id", "year", "quarter", name=op.f("uq_quarter_plans_unit_id_year_quarter")),
    )
    op.create_table(
        "reply_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> '' AND text <> ''", name="says_something"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reply_texts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_texts")),
    )
    with op.batch_alter_table("reply_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_texts_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "ticket_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_ticket_imports_file_id_files")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_ticket_imports_unit_id_units")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("fk_ticket_imports_uploaded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_imports")),
    )
    op.create_table(
        "ticket_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["users.id"], name=op.f("fk_ticket_mappings_changed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_mappings")),
    )
    op.create_table(
        "word_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_word_templates_added_by_users")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_word_templates_file_id_files")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_word_templates_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_templates")),
    )
    with op.batch_alter_table("word_templates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_word_templates_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("chair", sa.String(length=100), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("absent", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["signed_by"], ["users.id"], name=op.f("fk_minutes_signed_by_users")),
        sa.ForeignKeyConstraint(["written_by"], ["users.id"], name=op.f("fk_minutes_written_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
    )
    op.create_table(
        "planned_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
        sa.CheckConstraint("space_id IS NULL OR area_id IS NULL", name="space_or_area"),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_planned_items_area_id_areas")),
        sa.ForeignKeyConstraint(["plan_id"], ["quarter_plans.id"], name=op.f("fk_planned_items_plan_id_quarter_plans")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_planned_items_space_id_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_items")),
    )
    with op.batch_alter_table("planned_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_items_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("as_decided", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.ForeignKeyConstraint(["noted_by"], ["users.id"], name=op.f("fk_inspections_noted_by_users")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_inspections_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )
    with op.batch_alter_table("inspections", schema=None) as batch_op:
        batch_op.create_index("ix_inspections_proposal", ["proposal_id", "inspected_on"], unique=False)

    op.create_table(
        "complaint_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("accept_days", sa.Integer(), nullable=False),
        sa.Column("handle_days", sa.Integer(), nullable=False),
        sa.Column("extended_days", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accept_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_deadlines_complaint_id_complaints")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_deadlines")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_deadlines_complaint_id")),
    )
    with op.batch_alter_table("complaint_deadlines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_deadlines_due_at"), ["due_at"], unique=False)

    op.create_table(
        "complaint_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("web", "counter", "phone", "post", "visit", "hotline", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_facts_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_complaint_facts_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_facts")),
        sa.UniqueConstraint("token", name=op.f("uq_complaint_facts_token")),
    )
    with op.batch_alter_table("complaint_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_facts_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_unreachable", sa.Boolean(), nullable=False),
        sa.Column("is_solved", sa.Boolean(), nullable=True),
        sa.Column(
            "satisfaction",
            sa.Enum("satisfied", "mostly", "dissatisfied", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("called_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(is_solved IS NULL) = (satisfaction IS NULL)", name="both_answers"),
        sa.CheckConstraint("satisfaction IS NULL OR answered_at IS NOT NULL", name="answered"),
        sa.ForeignKeyConstraint(["called_by"], ["users.id"], name=op.f("fk_complaint_follow_ups_called_by_users")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_follow_ups_complaint_id_complaints")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_follow_ups")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_complaint_follow_ups_token_hash")),
    )
    with op.batch_alter_table("complaint_follow_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_follow_ups_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "complaint_helpers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_complaint_helpers_answered_by_users")),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_complaint_helpers_asked_by_users")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_helpers_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaint_helpers_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_helpers")),
        sa.UniqueConstraint("complaint_id", "unit_id", name=op.f("uq_complaint_helpers_complaint_id_unit_id")),
    )
    with op.batch_alter_table("complaint_helpers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_helpers_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "complaint_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("complaint_id <> into_id", name="not_itself"),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_complaint_merges_by_id_users")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_merges_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["into_id"], ["complaints.id"], name=op.f("fk_complaint_merges_into_id_complaints")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_merges")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_merges_complaint_id")),
    )
    with op.batch_alter_table("complaint_merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_merges_into_id"), ["into_id"], unique=False)

    op.create_table(
        "complaint_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_tickets_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["import_id"], ["ticket_imports.id"], name=op.f("fk_complaint_tickets_import_id_ticket_imports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_tickets")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_tickets_complaint_id")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_tickets_number")),
    )
    with op.batch_alter_table("complaint_tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_tickets_import_id"), ["import_id"], unique=False)

    op.create_table(
        "desk_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("done_by", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_desk_steps_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["users.id"], name=op.f("fk_desk_steps_done_by_users")),
        sa.ForeignKeyConstraint(["undone_by"], ["users.id"], name=op.f("fk_desk_steps_undone_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_steps")),
    )
    with op.batch_alter_table("desk_steps", schema=None) as batch_op:
        batch_op.create_index("ix_desk_steps_consultation", ["consultation_id", "id"], unique=False)

    op.create_table(
        "formality_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=100), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explained_by", sa.Integer(), nullable=False),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("explanation <> ''", name="explained"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_formality_notes_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["explained_by"], ["users.id"], name=op.f("fk_formality_notes_explained_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formality_notes")),
        sa.UniqueConstraint("consultation_id", "flag", name=op.f("uq_formality_notes_consultation_id_flag")),
    )
    op.create_table(
        "indexed_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_indexed_words_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indexed_words")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_indexed_words_consultation_id")),
    )
    op.create_table(
        "opinion_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=True),
        sa.Column("known", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(imported_at IS NULL) = (added IS NULL) AND (imported_at IS NULL) = (known IS NULL)", name="read_whole"
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_opinion_imports_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_opinion_imports_file_id_files")),
        sa.ForeignKeyConstraint(["imported_by"], ["users.id"], name=op.f("fk_opinion_imports_imported_by_users")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("fk_opinion_imports_uploaded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_imports")),
    )
    with op.batch_alter_table("opinion_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_imports_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "report_prose",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "asked",
                "numbers",
                "themes",
                "disagreements",
                "changes",
                "rules",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_report_prose_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["users.id"], name=op.f("fk_report_prose_written_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_prose")),
        sa.UniqueConstraint("consultation_id", "section", name=op.f("uq_report_prose_consultation_id_section")),
    )
    op.create_table(
        "sketch_bands",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_sketch_bands_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "band", "words", name=op.f("pk_sketch_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sketches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_sketches_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sketches")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_sketches_consultation_id_number")),
    )
    with op.batch_alter_table("sketches", schema=None) as batch_op:
        batch_op.create_index("ix_sketches_words", ["consultation_id", "words", "number"], unique=False)

    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answer = '') = (answered_by IS NULL)", name="answered_by_somebody"),
        sa.CheckConstraint("question <> ''", name="asks_something"),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_advice_answered_by_users")),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_advice_asked_by_users")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_advice_theme_id_themes")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_advice_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
    )
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_theme_id"), ["theme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "point_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_point_counts_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_point_counts_theme_id_themes"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_counts")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_point_counts_theme_id")),
    )
    with op.batch_alter_table("point_counts", schema=None) as batch_op:
        batch_op.create_index("ix_point_counts_consultation", ["consultation_id"], unique=False)
        batch_op.create_index(
            "uq_point_counts_loose",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("theme_id IS NULL"),
            postgresql_where=sa.text("theme_id IS NULL"),
        )

    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.ForeignKeyConstraint(["keeper_id"], ["units.id"], name=op.f("fk_promises_keeper_id_units")),
        sa.ForeignKeyConstraint(["noted_by"], ["users.id"], name=op.f("fk_promises_noted_by_users")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_promises_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_promises_theme_id")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_keeper_id"), ["keeper_id"], unique=False)

    op.create_table(
        "theme_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["noted_by"], ["users.id"], name=op.f("fk_theme_changes_noted_by_users")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_changes_theme_id_themes")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_theme_changes_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_changes")),
        sa.UniqueConstraint("theme_id", "version_id", "field", name=op.f("uq_theme_changes_theme_id_version_id_field")),
    )
    with op.batch_alter_table("theme_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_changes_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "theme_suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("speaking", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("cohesion", sa.Double(), nullable=False),
        sa.Column(
            "state", sa.Enum("proposed", "taken", "refused", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_theme_suggestions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_theme_suggestions_decided_by_users")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_theme_suggestions_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_suggestions")),
    )
    with op.batch_alter_table("theme_suggestions", schema=None) as batch_op:
        batch_op.create_index("ix_theme_suggestions_state", ["consultation_id", "state"], unique=False)

    op.create_table(
        "item_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("off_plan", "late", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
        sa.ForeignKeyConstraint(["given_by"], ["users.id"], name=op.f("fk_item_exceptions_given_by_users")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_item_exceptions_item_id_agenda_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_exceptions")),
        sa.UniqueConstraint("item_id", "kind", name=op.f("uq_item_exceptions_item_id_kind")),
    )
    op.create_table(
        "bundles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("repeated", "identical", "near", "campaign", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("proposed", "confirmed", "refused", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_bundles_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_bundles_decided_by_users")),
        sa.ForeignKeyConstraint(["model_id"], ["opinions.id"], name=op.f("fk_bundles_model_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
    )
    with op.batch_alter_table("bundles", schema=None) as batch_op:
        batch_op.create_index("ix_bundles_state", ["consultation_id", "state", "id"], unique=False)

    op.create_table(
        "decision_conditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confirmer_id", sa.Integer(), nullable=False),
        sa.Column("met_by", sa.Integer(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_how", sa.Text(), nullable=False),
        sa.CheckConstraint("(met_at IS NULL) = (met_by IS NULL) AND (met_at IS NULL OR met_how <> '')", name="met_by_somebody"),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.ForeignKeyConstraint(["confirmer_id"], ["units.id"], name=op.f("fk_decision_conditions_confirmer_id_units")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_conditions_decision_id_decisions")),
        sa.ForeignKeyConstraint(["met_by"], ["users.id"], name=op.f("fk_decision_conditions_met_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_conditions")),
    )
    with op.batch_alter_table("decision_conditions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_conditions_confirmer_id"), ["confirmer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_conditions_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("foretold_text", sa.Text(), nullable=False),
        sa.Column("foretold_by", sa.Integer(), nullable=True),
        sa.Column("foretold_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_text", sa.Text(), nullable=False),
        sa.Column("explained_by", sa.Integer(), nullable=True),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(explained_at IS NULL) = (explained_text = '')", name="explained_told"),
        sa.CheckConstraint("(foretold_at IS NULL) = (foretold_text = '')", name="foretold_told"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_disclosures_decision_id_decisions")),
        sa.ForeignKeyConstraint(["explained_by"], ["users.id"], name=op.f("fk_disclosures_explained_by_users")),
        sa.ForeignKeyConstraint(["foretold_by"], ["users.id"], name=op.f("fk_disclosures_foretold_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_disclosures_decision_id")),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("opinion_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.CheckConstraint("(theme_id IS NULL) <> (opinion_id IS NULL)", name="theme_or_opinion"),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_notes_opinion_id_opinions")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_notes_theme_id_themes")),
        sa.ForeignKeyConstraint(["written_by"], ["users.id"], name=op.f("fk_notes_written_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_opinion_id"), ["opinion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("read_by", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_readings_opinion_id_opinions")),
        sa.ForeignKeyConstraint(["read_by"], ["users.id"], name=op.f("fk_readings_read_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_readings_opinion_id")),
    )
    op.create_table(
        "redactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "phone",
                "id_number",
                "bank_card",
                "email",
                "plate",
                "house_number",
                "name",
                "other",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name="passage"),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_redactions_decided_by_users")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_redactions_opinion_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
    )
    with op.batch_alter_table("redactions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redactions_opinion_id"), ["opinion_id"], unique=False)

    op.create_table(
        "uncounted_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "bucket",
            sa.Enum("repeated", "withdrawn", "invalid", "late", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_uncounted_opinions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["opinions.id"], name=op.f("fk_uncounted_opinions_opinion_id_opinions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uncounted_opinions")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_uncounted_opinions_opinion_id")),
    )
    with op.batch_alter_table("uncounted_opinions", schema=None) as batch_op:
        batch_op.create_index("ix_uncounted_opinions_bucket", ["consultation_id", "bucket", "opinion_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open", "in_hand", "in_review", "sent_back", "accepted", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("handed_in_by", sa.Integer(), nullable=True),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'accepted' OR reader_id IS NOT NULL", name="accepted_by_somebody"),
        sa.CheckConstraint("(theme_id IS NULL) <> (point_id IS NULL)", name="theme_or_point"),
        sa.CheckConstraint("reader_id IS NULL OR handed_in_by IS NULL OR reader_id <> handed_in_by", name="second_reader"),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_assignments_assignee_id_users")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_assignments_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["handed_in_by"], ["users.id"], name=op.f("fk_assignments_handed_in_by_users")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_assignments_point_id_points")),
        sa.ForeignKeyConstraint(["reader_id"], ["users.id"], name=op.f("fk_assignments_reader_id_users")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_assignments_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("point_id", name=op.f("uq_assignments_point_id")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_assignments_theme_id")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_assignee_id"), ["assignee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignments_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "bundle_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("proposed", "confirmed", "refused", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("is_repetition", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundles.id"], name=op.f("fk_bundle_members_bundle_id_bundles")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_bundle_members_opinion_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_members")),
        sa.UniqueConstraint("bundle_id", "opinion_id", name=op.f("uq_bundle_members_bundle_id_opinion_id")),
    )
    with op.batch_alter_table("bundle_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_members_opinion_id"), ["opinion_id"], unique=False)
        batch_op.create_index(
            "uq_bundle_members_confirmed",
            ["opinion_id"],
            unique=True,
            sqlite_where=sa.text("state = 'confirmed' AND NOT is_repetition"),
            postgresql_where=sa.text("state = 'confirmed' AND NOT is_repetition"),
        )

    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name="passage"),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_passages_point_id_points")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("point_id", name=op.f("uq_passages_point_id")),
    )
    op.create_table(
        "resolution_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("accepted", "in_progress", "done", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'done' OR text <> ''", name="done_told"),
        sa.ForeignKeyConstraint(["reported_by"], ["users.id"], name=op.f("fk_resolution_progress_reported_by_users")),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolutions.id"], name=op.f("fk_resolution_progress_resolution_id_resolutions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_progress")),
    )
    with op.batch_alter_table("resolution_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_progress_resolution_id"), ["resolution_id"], unique=False)

    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("details", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinions_channel"))
        batch_op.drop_index(batch_op.f("ix_opinions_party"))
        batch_op.drop_index(batch_op.f("ix_opinions_withdrawn"), sqlite_where=sa.text("withdrawn_at IS NOT NULL"))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("failure", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("last_error", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_outbox_unsent",
            ["id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )
        batch_op.create_index("uq_outbox_key", ["key"], unique=True)

    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_points_loose"), sqlite_where=sa.text("theme_id IS NULL"))
        batch_op.create_index(
            "ix_points_ungrouped",
            ["consultation_id", "no_demand", "opinion_id"],
            unique=False,
            sqlite_where=sa.text("theme_id IS NULL"),
            postgresql_where=sa.text("theme_id IS NULL"),
        )

    with op.batch_alter_table("settlements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("our_view", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("basis", sa.Text(), server_default="", nullable=False))

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in UP_SQLITE if is_sqlite else UP_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in DOWN_SQLITE if is_sqlite else DOWN_POSTGRESQL:
        op.execute(statement)
    with op.batch_alter_table("settlements", schema=None) as batch_op:
        batch_op.drop_column("basis")
        batch_op.drop_column("our_view")

    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_points_ungrouped", sqlite_where=sa.text("theme_id IS NULL"), postgresql_where=sa.text("theme_id IS NULL")
        )
        batch_op.create_index(
            batch_op.f("ix_points_loose"),
            ["consultation_id", "no_demand", "id"],
            unique=False,
            sqlite_where=sa.text("theme_id IS NULL"),
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("uq_outbox_key")
        batch_op.drop_index(
            "ix_outbox_unsent", sqlite_where=sa.text("sent_at IS NULL"), postgresql_where=sa.text("sent_at IS NULL")
        )
        batch_op.drop_column("told_at")
        batch_op.drop_column("last_error")
        batch_op.drop_column("failure")
        batch_op.drop_column("next_attempt_at")
        batch_op.drop_column("attempts")
        batch_op.drop_column("claimed_at")
        batch_op.drop_column("key")

    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opinions_withdrawn"),
            ["consultation_id", "number"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_opinions_party"), ["consultation_id", "party", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinions_channel"), ["consultation_id", "channel", "number"], unique=False)

    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.drop_column("details")
        batch_op.drop_column("name")

    with op.batch_alter_table("resolution_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_progress_resolution_id"))

    op.drop_table("resolution_progress")
    op.drop_table("passages")
    with op.batch_alter_table("bundle_members", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bundle_members_confirmed",
            sqlite_where=sa.text("state = 'confirmed' AND NOT is_repetition"),
            postgresql_where=sa.text("state = 'confirmed' AND NOT is_repetition"),
        )
        batch_op.drop_index(batch_op.f("ix_bundle_members_opinion_id"))

    op.drop_table("bundle_members")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_assignments_assignee_id"))

    op.drop_table("assignments")
    with op.batch_alter_table("uncounted_opinions", schema=None) as batch_op:
        batch_op.drop_index("ix_uncounted_opinions_bucket")

    op.drop_table("uncounted_opinions")
    with op.batch_alter_table("redactions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redactions_opinion_id"))

    op.drop_table("redactions")
    op.drop_table("readings")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notes_theme_id"))
        batch_op.drop_index(batch_op.f("ix_notes_opinion_id"))

    op.drop_table("notes")
    op.drop_table("disclosures")
    with op.batch_alter_table("decision_conditions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_conditions_decision_id"))
        batch_op.drop_index(batch_op.f("ix_decision_conditions_confirmer_id"))

    op.drop_table("decision_conditions")
    with op.batch_alter_table("bundles", schema=None) as batch_op:
        batch_op.drop_index("ix_bundles_state")

    op.drop_table("bundles")
    op.drop_table("item_exceptions")
    with op.batch_alter_table("theme_suggestions", schema=None) as batch_op:
        batch_op.drop_index("ix_theme_suggestions_state")

    op.drop_table("theme_suggestions")
    with op.batch_alter_table("theme_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_changes_theme_id"))

    op.drop_table("theme_changes")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_keeper_id"))

    op.drop_table("promises")
    with op.batch_alter_table("point_counts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_point_counts_loose", sqlite_where=sa.text("theme_id IS NULL"), postgresql_where=sa.text("theme_id IS NULL")
        )
        batch_op.drop_index("ix_point_counts_consultation")

    op.drop_table("point_counts")
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_unit_id"))
        batch_op.drop_index(batch_op.f("ix_advice_theme_id"))

    op.drop_table("advice")
    with op.batch_alter_table("sketches", schema=None) as batch_op:
        batch_op.drop_index("ix_sketches_words")

    op.drop_table("sketches")
    op.drop_table("sketch_bands")
    op.drop_table("report_prose")
    with op.batch_alter_table("opinion_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_imports_consultation_id"))

    op.drop_table("opinion_imports")
    op.drop_table("indexed_words")
    op.drop_table("formality_notes")
    with op.batch_alter_table("desk_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_steps_consultation")

    op.drop_table("desk_steps")
    with op.batch_alter_table("complaint_tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_tickets_import_id"))

    op.drop_table("complaint_tickets")
    with op.batch_alter_table("complaint_merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_merges_into_id"))

    op.drop_table("complaint_merges")
    with op.batch_alter_table("complaint_helpers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_helpers_unit_id"))

    op.drop_table("complaint_helpers")
    with op.batch_alter_table("complaint_follow_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_follow_ups_complaint_id"))

    op.drop_table("complaint_follow_ups")
    with op.batch_alter_table("complaint_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_facts_complaint_id"))

    op.drop_table("complaint_facts")
    with op.batch_alter_table("complaint_deadlines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_deadlines_due_at"))

    op.drop_table("complaint_deadlines")
    with op.batch_alter_table("inspections", schema=None) as batch_op:
        batch_op.drop_index("ix_inspections_proposal")

    op.drop_table("inspections")
    with op.batch_alter_table("planned_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_items_plan_id"))

    op.drop_table("planned_items")
    op.drop_table("minutes")
    with op.batch_alter_table("word_templates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_templates_unit_id"))

    op.drop_table("word_templates")
    op.drop_table("ticket_mappings")
    op.drop_table("ticket_imports")
    with op.batch_alter_table("reply_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_texts_unit_id"))

    op.drop_table("reply_texts")
    op.drop_table("quarter_plans")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_jobs_key_under_way",
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )
        batch_op.drop_index(
            "ix_jobs_under_way",
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_jobs_owner_id"))

    op.drop_table("jobs")
    op.drop_table("import_mappings")
    op.drop_table("feed_keys")
    op.drop_table("complaint_limits")
