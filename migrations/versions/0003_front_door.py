"""front door."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP_SQLITE = (
    "CREATE TRIGGER survey_questions_published_insert BEFORE INSERT ON survey_questions WHEN (SELECT "
    "published_at FROM survey_versions WHERE id = NEW.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, "
    "'a published questionnaire never changes'); END",
    "CREATE TRIGGER survey_questions_published_update BEFORE UPDATE ON survey_questions WHEN (SELECT "
    "published_at FROM survey_versions WHERE id = OLD.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, "
    "'a published questionnaire never changes'); END",
    "CREATE TRIGGER survey_questions_published_delete BEFORE DELETE ON survey_questions WHEN (SELECT "
    "published_at FROM survey_versions WHERE id = OLD.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, "
    "'a published questionnaire never changes'); END",
    "UPDATE outbox SET params = json_remove(params, '$.secret') WHERE kind = 'complaint.follow_up' AND sent_at IS NOT NULL",
)
UP_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION a_published_questionnaire_never_changes() RETURNS trigger LANGUAGE "
    "plpgsql AS $$ DECLARE row_ survey_questions; BEGIN IF TG_OP = 'INSERT' THEN row_ := NEW; ELSE row_ "
    ":= OLD; END IF; IF (SELECT published_at FROM survey_versions WHERE id = row_.version_id) IS NOT NULL"
    " THEN RAISE EXCEPTION 'a published questionnaire never changes'; END IF; IF TG_OP = 'DELETE' THEN "
    "RETURN OLD; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER survey_questions_published BEFORE INSERT OR UPDATE OR DELETE ON survey_questions FOR "
    "EACH ROW EXECUTE FUNCTION a_published_questionnaire_never_changes()",
    "UPDATE outbox SET params = CAST(CAST(params AS jsonb) - 'secret' AS json) WHERE kind = "
    "'complaint.follow_up' AND sent_at IS NOT NULL",
    "DROP TRIGGER points_added ON points",
    "DROP TRIGGER points_moved ON points",
    "DROP TRIGGER points_removed ON points",
    "CREATE OR REPLACE FUNCTION points_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) SELECT DISTINCT consultation_id, theme_id, "
    "0, 0 FROM came ON CONFLICT DO NOTHING; UPDATE point_counts SET points = point_counts.points + "
    "more.points, voices = point_counts.voices + more.voices FROM (SELECT consultation_id, theme_id, "
    "sum(points) AS points, sum(voices) AS voices FROM (SELECT consultation_id, theme_id, count(*) AS "
    "points, count(DISTINCT opinion_id) FILTER (WHERE NOT EXISTS (SELECT 1 FROM points WHERE "
    "points.opinion_id = came.opinion_id AND points.theme_id IS NOT DISTINCT FROM came.theme_id AND NOT "
    "points.no_demand AND points.id NOT IN (SELECT id FROM came))) AS voices FROM came WHERE NOT "
    "no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = came.opinion_id) GROUP"
    " BY consultation_id, theme_id) AS parts GROUP BY consultation_id, theme_id) AS more WHERE "
    "point_counts.consultation_id = more.consultation_id AND point_counts.theme_id IS NOT DISTINCT FROM "
    "more.theme_id AND (more.points <> 0 OR more.voices <> 0); RETURN NULL; END $$",
    "CREATE TRIGGER points_added AFTER INSERT ON points REFERENCING NEW TABLE AS came FOR EACH STATEMENT "
    "EXECUTE FUNCTION points_added()",
    "CREATE OR REPLACE FUNCTION points_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
    "point_counts (consultation_id, theme_id, points, voices) SELECT DISTINCT consultation_id, theme_id, "
    "0, 0 FROM came ON CONFLICT DO NOTHING; UPDATE point_counts SET points = point_counts.points + "
    "more.points, voices = point_counts.voices + more.voices FROM (SELECT consultation_id, theme_id, "
    "sum(points) AS points, sum(voices) AS voices FROM (SELECT consultation_id, theme_id, count(*) AS "
    "points, count(DISTINCT opinion_id) FILTER (WHERE NOT (EXISTS (SELECT 1 FROM points WHERE "
    "points.opinion_id = came.opinion_id AND points.theme_id IS NOT DISTINCT FROM came.theme_id AND NOT "
    "points.no_demand AND points.id NOT IN (SELECT id FROM came)) OR EXISTS (SELECT 1 FROM went WHERE "
    "went.opinion_id = came.opinion_id AND went.theme_id IS NOT DISTINCT FROM came.theme_id AND NOT "
    "went.no_demand))) AS voices FROM came WHERE NOT no_demand AND NOT EXISTS (SELECT 1 FROM "
    "uncounted_opinions WHERE opinion_id = came.opinion_id) GROUP BY consultation_id, theme_id UNION ALL "
    "SELECT consultation_id, theme_id, -count(*) AS points, -count(DISTINCT opinion_id) FILTER (WHERE NOT"
    " EXISTS (SELECT 1 FROM points WHERE points.opinion_id = went.opinion_id AND points.theme_id IS NOT "
    "DISTINCT FROM went.theme_id AND NOT points.no_demand)) AS voices FROM went WHERE NOT no_demand AND "
    "NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = went.opinion_id) GROUP BY "
    "consultation_id, theme_id) AS parts GROUP BY consultation_id, theme_id) AS more WHERE "
    "point_counts.consultation_id = more.consultation_id AND point_counts.theme_id IS NOT DISTINCT FROM "
    "more.theme_id AND (more.points <> 0 OR more.voices <> 0); RETURN NULL; END $$",
    "CREATE TRIGGER points_moved AFTER UPDATE ON points REFERENCING OLD TABLE AS went NEW TABLE AS came "
    "FOR EACH STATEMENT EXECUTE FUNCTION points_moved()",
    "CREATE OR REPLACE FUNCTION points_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE "
    "point_counts SET points = point_counts.points + more.points, voices = point_counts.voices + "
    "more.voices FROM (SELECT consultation_id, theme_id, sum(points) AS points, sum(voices) AS voices "
    "FROM (SELECT consultation_id, theme_id, -count(*) AS points, -count(DISTINCT opinion_id) FILTER "
    "(WHERE NOT EXISTS (SELECT 1 FROM points WHERE points.opinion_id = went.opinion_id AND "
    "points.theme_id IS NOT DISTINCT FROM went.theme_id AND NOT points.no_demand)) AS voices FROM went "
    "WHERE NOT no_demand AND NOT EXISTS (SELECT 1 FROM uncounted_opinions WHERE opinion_id = "
    "went.opinion_id) GROUP BY consultation_id, theme_id) AS parts GROUP BY consultation_id, theme_id) AS"
    " more WHERE point_counts.consultation_id = more.consultation_id AND point_counts.theme_id IS NOT "
    "DISTINCT FROM more.theme_id AND (more.points <> 0 OR more.voices <> 0); RETURN NULL; END $$",
    "CREATE TRIGGER points_removed AFTER DELETE ON points REFERENCING OLD TABLE AS went FOR EACH "
    "STATEMENT EXECUTE FUNCTION points_removed()",
)
DOWN_SQLITE = ()
DOWN_POSTGRESQL = (
    "DROP TRIGGER survey_questions_published ON survey_questions",
    "DROP FUNCTION a_published_questionnaire_never_changes()",
    "DROP TRIGGER points_added ON points",
    "DROP TRIGGER points_moved ON points",
    "DROP TRIGGER points_removed ON points",
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
)


def upgrade() -> None:
    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_followers_fingerprint")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_followers_secret_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "pace",
            sa.Enum("at_once", "daily", "weekly", "answers", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upto", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sa.UniqueConstraint("pace", name=op.f("uq_tellings_pace")),
    )
    op.create_table(
        "boundary_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.Enum("street", "community", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("datum", sa.Enum("wgs84", "gcj02", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("approval_number", sa.String(length=60), nullable=False),
        sa.Column("is_sketch", sa.Boolean(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_boundary_files_file_id_files")),
        sa.ForeignKeyConstraint(["imported_by"], ["users.id"], name=op.f("fk_boundary_files_imported_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary_files")),
    )
    op.create_table(
        "boundaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("street", "community", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("street", sa.String(length=30), nullable=False),
        sa.Column("geometry", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["boundary_files.id"], name=op.f("fk_boundaries_file_id_boundary_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundaries")),
        sa.UniqueConstraint("kind", "street", "name", name=op.f("uq_boundaries_kind_street_name")),
    )
    with op.batch_alter_table("boundaries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_boundaries_file_id"), ["file_id"], unique=False)

    op.create_table(
        "breakdowns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_breakdowns_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakdowns")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_breakdowns_consultation_id")),
    )
    op.create_table(
        "follows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("proposal", "street", "complaint", "circle", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("street_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=3), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=3), nullable=True),
        sa.Column("radius", sa.Integer(), nullable=True),
        sa.Column(
            "pace", sa.Enum("at_once", "daily", "weekly", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'circle') = (radius IS NOT NULL)", name="circle"),
        sa.CheckConstraint("(kind = 'complaint') = (complaint_id IS NOT NULL)", name="complaint"),
        sa.CheckConstraint("(kind = 'proposal') = (proposal_id IS NOT NULL)", name="proposal"),
        sa.CheckConstraint("(kind = 'street') = (street_id IS NOT NULL)", name="street"),
        sa.CheckConstraint(
            "(longitude IS NULL) = (radius IS NULL) AND (latitude IS NULL) = (radius IS NULL)", name="whole_circle"
        ),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_follows_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["follower_id"], ["followers.id"], name=op.f("fk_follows_follower_id_followers")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_follows_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["street_id"], ["units.id"], name=op.f("fk_follows_street_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follows")),
        sa.UniqueConstraint("follower_id", "complaint_id", name=op.f("uq_follows_follower_id_complaint_id")),
        sa.UniqueConstraint("follower_id", "longitude", "latitude", name=op.f("uq_follows_follower_id_longitude_latitude")),
        sa.UniqueConstraint("follower_id", "proposal_id", name=op.f("uq_follows_follower_id_proposal_id")),
        sa.UniqueConstraint("follower_id", "street_id", name=op.f("uq_follows_follower_id_street_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follows_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follows_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follows_street_id"), ["street_id"], unique=False)

    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("street_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("methods", sa.String(length=500), nullable=False),
        sa.Column("feedback", sa.String(length=500), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(outcome = '') = (outcome_at IS NULL)", name="outcome_told"),
        sa.CheckConstraint("responsible <> '' AND methods <> '' AND feedback <> ''", name="four_things_stated"),
        sa.CheckConstraint("(consultation_id IS NULL) <> (street_id IS NULL)", name="proposal_or_street"),
        sa.CheckConstraint("(street_id IS NULL) = (last_day IS NULL)", name="street_until"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_surveys_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_surveys_created_by_users")),
        sa.ForeignKeyConstraint(["street_id"], ["units.id"], name=op.f("fk_surveys_street_id_units")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_surveys_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report_snapshots.id"], name=op.f("fk_announcements_report_id_report_snapshots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("report_id", name=op.f("uq_announcements_report_id")),
    )
    op.create_table(
        "notice_losses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("lost_minutes", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (note = '') AND (answered_at IS NULL) = (answered_by IS NULL)", name="answered"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["users.id"], name=op.f("fk_notice_losses_answered_by_users")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_notice_losses_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_losses")),
    )
    with op.batch_alter_table("notice_losses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_losses_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_notice_losses_open",
            ["round_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    op.create_table(
        "notice_sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("served", "altered", "missing", "unreachable", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_at >= first_at AND checks > 0", name="seen_in_order"),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_notice_sightings_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_notice_sightings_round_id_rounds")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_notice_sightings_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_sightings")),
    )
    with op.batch_alter_table("notice_sightings", schema=None) as batch_op:
        batch_op.create_index("ix_notice_sightings_round", ["round_id", "id"], unique=False)

    op.create_table(
        "survey_basics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("evidence <> ''", name="evidenced"),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_survey_basics_recorded_by_users")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_survey_basics_survey_id_surveys")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_basics")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_survey_basics_survey_id")),
    )
    op.create_table(
        "survey_determinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("by_whom", sa.String(length=100), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("by_whom <> ''", name="somebody_determined"),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_survey_determinations_recorded_by_users")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_survey_determinations_survey_id_surveys")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_determinations")),
        sa.UniqueConstraint("survey_id", "item", name=op.f("uq_survey_determinations_survey_id_item")),
    )
    op.create_table(
        "survey_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("rulebook", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("reviewer_name", sa.String(length=30), nullable=False),
        sa.Column("leader_name", sa.String(length=30), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "published_at IS NULL OR (reviewer_name <> '' AND leader_name <> '' AND reviewed_on IS NOT NULL)",
            name="reviewed_before_publication",
        ),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_survey_versions_created_by_users")),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_survey_versions_published_by_users")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_survey_versions_survey_id_surveys")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_versions")),
        sa.UniqueConstraint("survey_id", "ordinal", name=op.f("uq_survey_versions_survey_id_ordinal")),
    )
    op.create_table(
        "survey_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "single", "multiple", "scale", "ranking", "text", "menu", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> ''", name="asks_something"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["survey_versions.id"], name=op.f("fk_survey_questions_version_id_survey_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_questions")),
    )
    with op.batch_alter_table("survey_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_questions_version_id"), ["version_id"], unique=False)

    op.create_table(
        "survey_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("web", "counter", "phone", "post", "meeting", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_by", sa.Integer(), nullable=True),
        sa.Column("struck_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(channel = 'web') = (recorded_by IS NULL)", name="recorder_of_paper"),
        sa.CheckConstraint("(struck_at IS NULL) = (struck_reason = '')", name="struck_reasoned"),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_survey_sheets_recorded_by_users")),
        sa.ForeignKeyConstraint(["struck_by"], ["users.id"], name=op.f("fk_survey_sheets_struck_by_users")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_survey_sheets_survey_id_surveys")),
        sa.ForeignKeyConstraint(["version_id"], ["survey_versions.id"], name=op.f("fk_survey_sheets_version_id_survey_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sheets")),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_survey_sheets_survey_id_number")),
        sa.UniqueConstraint("token", name=op.f("uq_survey_sheets_token")),
    )
    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_sheets_version_id"), ["version_id"], unique=False)

    op.create_table(
        "filled_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_filled_forms_opinion_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_forms")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_filled_forms_opinion_id")),
    )
    with op.batch_alter_table("filled_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filled_forms_number"), ["number"], unique=False)

    op.create_table(
        "survey_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_questions.id"], name=op.f("fk_survey_choices_question_id_survey_questions")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["survey_sheets.id"], name=op.f("fk_survey_choices_sheet_id_survey_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_choices")),
        sa.UniqueConstraint("sheet_id", "question_id", "code", name=op.f("uq_survey_choices_sheet_id_question_id_code")),
    )
    with op.batch_alter_table("survey_choices", schema=None) as batch_op:
        batch_op.create_index("ix_survey_choices_question", ["question_id", "code", "place"], unique=False)

    op.create_table(
        "survey_writings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["survey_questions.id"], name=op.f("fk_survey_writings_question_id_survey_questions")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["survey_sheets.id"], name=op.f("fk_survey_writings_sheet_id_survey_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_writings")),
        sa.UniqueConstraint("sheet_id", "question_id", name=op.f("uq_survey_writings_sheet_id_question_id")),
    )
    with op.batch_alter_table("survey_writings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_writings_question_id"), ["question_id"], unique=False)

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=True))

    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_opinions_wordless",
            ["consultation_id", "id"],
            unique=False,
            sqlite_where=sa.text("text = ''"),
            postgresql_where=sa.text("text = ''"),
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("secret", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True))

    with op.batch_alter_table("ticket_imports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("findings", sa.LargeBinary(), nullable=True))

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in UP_SQLITE if is_sqlite else UP_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in DOWN_SQLITE if is_sqlite else DOWN_POSTGRESQL:
        op.execute(statement)
    with op.batch_alter_table("ticket_imports", schema=None) as batch_op:
        batch_op.drop_column("findings")

    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.drop_column("latitude")
        batch_op.drop_column("longitude")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("secret")

    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.drop_index("ix_opinions_wordless", sqlite_where=sa.text("text = ''"), postgresql_where=sa.text("text = ''"))

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_column("pages")

    with op.batch_alter_table("survey_writings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_writings_question_id"))

    op.drop_table("survey_writings")
    with op.batch_alter_table("survey_choices", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_choices_question")

    op.drop_table("survey_choices")
    with op.batch_alter_table("filled_forms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filled_forms_number"))

    op.drop_table("filled_forms")
    with op.batch_alter_table("survey_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_sheets_version_id"))

    op.drop_table("survey_sheets")
    with op.batch_alter_table("survey_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_questions_version_id"))

    op.drop_table("survey_questions")
    op.drop_table("survey_versions")
    op.drop_table("survey_determinations")
    op.drop_table("survey_basics")
    with op.batch_alter_table("notice_sightings", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_sightings_round")

    op.drop_table("notice_sightings")
    with op.batch_alter_table("notice_losses", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_notice_losses_open", sqlite_where=sa.text("answered_at IS NULL"), postgresql_where=sa.text("answered_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_notice_losses_round_id"))

    op.drop_table("notice_losses")
    op.drop_table("announcements")
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_surveys_unit_id"))
        batch_op.drop_index(batch_op.f("ix_surveys_published_at"))
        batch_op.drop_index(batch_op.f("ix_surveys_consultation_id"))

    op.drop_table("surveys")
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follows_street_id"))
        batch_op.drop_index(batch_op.f("ix_follows_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_follows_complaint_id"))

    op.drop_table("follows")
    op.drop_table("breakdowns")
    with op.batch_alter_table("boundaries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_boundaries_file_id"))

    op.drop_table("boundaries")
    op.drop_table("boundary_files")
    op.drop_table("tellings")
    op.drop_table("followers")
