"""All tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARDS = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER proposal_versions_sealed_update BEFORE UPDATE OF title, summary, meaning, "
    "public_contact, location, size_value, size_unit, owner_name, owner_nature, planned_use, "
    "current_state, intended_use, business_forms, area_plan_note, design_unit, design_qualification, "
    "safety_conclusion, safety_basis, safety_date, plan_conformity, restricted_list_check, "
    "is_planning_draft, is_major_decision, major_basis, not_material_reason, proposal_id, ordinal, "
    "sealed_at ON proposal_versions WHEN OLD.sealed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed "
    "version never changes'); END",
    "CREATE TRIGGER proposal_versions_sealed_delete BEFORE DELETE ON proposal_versions WHEN OLD.sealed_at"
    " IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed version never changes'); END",
    "CREATE TRIGGER area_rows_sealed_insert BEFORE INSERT ON area_rows WHEN (SELECT sealed_at FROM "
    "proposal_versions WHERE id = NEW.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed version"
    " never changes'); END",
    "CREATE TRIGGER area_rows_sealed_update BEFORE UPDATE ON area_rows WHEN (SELECT sealed_at FROM "
    "proposal_versions WHERE id = OLD.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed version"
    " never changes'); END",
    "CREATE TRIGGER area_rows_sealed_delete BEFORE DELETE ON area_rows WHEN (SELECT sealed_at FROM "
    "proposal_versions WHERE id = OLD.version_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a sealed version"
    " never changes'); END",
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    "CREATE OR REPLACE FUNCTION a_sealed_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'a sealed version never changes'; END $$",
    "CREATE TRIGGER proposal_versions_sealed_update BEFORE UPDATE OF title, summary, meaning, "
    "public_contact, location, size_value, size_unit, owner_name, owner_nature, planned_use, "
    "current_state, intended_use, business_forms, area_plan_note, design_unit, design_qualification, "
    "safety_conclusion, safety_basis, safety_date, plan_conformity, restricted_list_check, "
    "is_planning_draft, is_major_decision, major_basis, not_material_reason, proposal_id, ordinal, "
    "sealed_at ON proposal_versions FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION "
    "a_sealed_version_never_changes()",
    "CREATE TRIGGER proposal_versions_sealed_delete BEFORE DELETE ON proposal_versions FOR EACH ROW WHEN "
    "(OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION a_sealed_version_never_changes()",
    "CREATE OR REPLACE FUNCTION a_sealed_area_row_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "DECLARE row_ area_rows; BEGIN IF TG_OP = 'INSERT' THEN row_ := NEW; ELSE row_ := OLD; END IF; IF "
    "(SELECT sealed_at FROM proposal_versions WHERE id = row_.version_id) IS NOT NULL THEN RAISE "
    "EXCEPTION 'a sealed version never changes'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
    "RETURN NEW; END $$",
    "CREATE TRIGGER area_rows_sealed BEFORE INSERT OR UPDATE OR DELETE ON area_rows FOR EACH ROW EXECUTE "
    "FUNCTION a_sealed_area_row_never_changes()",
)


def upgrade() -> None:
    op.create_table(
        "business_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("priority", "also", "encouraged", "other", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("is_commercial", sa.Boolean(), nullable=False),
        sa.Column("not_commercial_reason", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_commercial OR not_commercial_reason <> ''", name="reasoned"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_forms")),
        sa.UniqueConstraint("name", name=op.f("uq_business_forms_name")),
    )
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
        sa.UniqueConstraint("day", name=op.f("uq_calendar_days_day")),
    )
    op.create_table(
        "calendar_years",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("year", name=op.f("uq_calendar_years_year")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_files_sha256")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "proposal_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_numbers")),
        sa.UniqueConstraint("year", name=op.f("uq_proposal_numbers_year")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "subdistrict",
                "headquarters",
                "outside",
                "discipline",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("street", sa.String(length=30), nullable=True),
        sa.Column("is_office", sa.Boolean(), nullable=False),
        sa.Column("member_from", sa.Date(), nullable=True),
        sa.Column("member_to", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("leader_name", sa.String(length=30), nullable=False),
        sa.Column("section", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'subdistrict') = (street IS NOT NULL)", name="street_of_subdistrict"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
        sa.UniqueConstraint("street", name=op.f("uq_units_street")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("headquarters_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["headquarters_id"], ["units.id"], name=op.f("fk_areas_headquarters_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("name", name=op.f("uq_areas_name")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column(
            "visibility", sa.Enum("public", "internal", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_attachments_added_by_users")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_attachments_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index("ix_attachments_subject", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_journal_actor_id_users")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_journal_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_hash")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_object", ["object_type", "object_id"], unique=False)

    op.create_table(
        "ledger_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_ledger_imports_file_id_files")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_ledger_imports_unit_id_units")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("fk_ledger_imports_uploaded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_imports")),
    )
    op.create_table(
        "liaisons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_liaisons_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaisons")),
    )
    with op.batch_alter_table("liaisons", schema=None) as batch_op:
        batch_op.create_index(
            "uq_liaisons_active",
            ["unit_id"],
            unique=True,
            sqlite_where=sa.text("valid_to IS NULL"),
            postgresql_where=sa.text("valid_to IS NULL"),
        )

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_meetings_created_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "resident",
                "expert",
                "planner",
                "rights_holder",
                "handler",
                "reviewer",
                "street_worker",
                "office",
                "leader",
                "discipline",
                "admin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_memberships_unit_id_units")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "user_id", "unit_id", "role", "valid_from", name=op.f("uq_memberships_user_id_unit_id_role_valid_from")
        ),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memberships_user_id"), ["user_id"], unique=False)

    op.create_table(
        "area_streets",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_area_streets_area_id_areas")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_area_streets_unit_id_units")),
        sa.PrimaryKeyConstraint("area_id", "unit_id", name=op.f("pk_area_streets")),
    )
    op.create_table(
        "spaces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("space_type", sa.String(length=30), nullable=False),
        sa.Column("space_subtype", sa.String(length=30), nullable=True),
        sa.Column("secondary_types", sa.JSON(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("size_m2", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("owner_nature", sa.String(length=30), nullable=False),
        sa.Column("planned_use", sa.String(length=100), nullable=False),
        sa.Column("current_use", sa.String(length=100), nullable=False),
        sa.Column("approved_form", sa.String(length=40), nullable=True),
        sa.Column("vacated_on", sa.Date(), nullable=True),
        sa.Column("in_ledger", sa.Boolean(), nullable=False),
        sa.Column("promoting_unit_id", sa.Integer(), nullable=True),
        sa.Column("initiating_unit_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("size_m2 IS NULL OR size_m2 > 0", name="size_positive"),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_spaces_area_id_areas")),
        sa.ForeignKeyConstraint(["initiating_unit_id"], ["units.id"], name=op.f("fk_spaces_initiating_unit_id_units")),
        sa.ForeignKeyConstraint(["promoting_unit_id"], ["units.id"], name=op.f("fk_spaces_promoting_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spaces")),
        sa.UniqueConstraint("number", name=op.f("uq_spaces_number")),
    )
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spaces_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spaces_initiating_unit_id"), ["initiating_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spaces_promoting_unit_id"), ["promoting_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spaces_space_type"), ["space_type"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("initiating_unit_id", sa.Integer(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("changes_form_of_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason = '')", name="withdrawn_reasoned"),
        sa.CheckConstraint("(space_id IS NULL) <> (area_id IS NULL)", name="space_or_area"),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_proposals_area_id_areas")),
        sa.ForeignKeyConstraint(["changes_form_of_id"], ["proposals.id"], name=op.f("fk_proposals_changes_form_of_id_proposals")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_proposals_created_by_users")),
        sa.ForeignKeyConstraint(["initiating_unit_id"], ["units.id"], name=op.f("fk_proposals_initiating_unit_id_units")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["units.id"], name=op.f("fk_proposals_lead_unit_id_units")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_proposals_space_id_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("number", name=op.f("uq_proposals_number")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_initiating_unit_id"), ["initiating_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_space_id"), ["space_id"], unique=False)

    op.create_table(
        "space_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "source", sa.Enum("import", "form", "decision", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_space_changes_by_id_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_space_changes_space_id_spaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_changes")),
    )
    with op.batch_alter_table("space_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_changes_space_id"), ["space_id"], unique=False)

    op.create_table(
        "space_streets",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_space_streets_space_id_spaces")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_space_streets_unit_id_units")),
        sa.PrimaryKeyConstraint("space_id", "unit_id", name=op.f("pk_space_streets")),
    )
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
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
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum("web", "counter", "phone", "post", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received", "dispatched", "accepted", "handled", "closed", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("accused_unit_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["accused_unit_id"], ["units.id"], name=op.f("fk_complaints_accused_unit_id_units")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_complaints_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_complaints_recorded_by_users")),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_complaints_space_id_spaces")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaints_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("receipt", name=op.f("uq_complaints_receipt")),
        sa.UniqueConstraint("token", name=op.f("uq_complaints_token")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaints_space_id"), ["space_id"], unique=False)
        batch_op.create_index("ix_complaints_unit_state", ["unit_id", "state", "id"], unique=False)

    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("rulebook", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_consultations_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_consultations_proposal_id")),
    )
    op.create_table(
        "proposal_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("size_value", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("size_unit", sa.String(length=20), nullable=False),
        sa.Column("owner_name", sa.String(length=100), nullable=False),
        sa.Column("owner_nature", sa.String(length=30), nullable=False),
        sa.Column("planned_use", sa.String(length=200), nullable=False),
        sa.Column("current_state", sa.Text(), nullable=False),
        sa.Column("intended_use", sa.Text(), nullable=False),
        sa.Column("business_forms", sa.JSON(), nullable=False),
        sa.Column("contact_name", sa.String(length=30), nullable=False),
        sa.Column("contact_phone", sa.LargeBinary(), nullable=True),
        sa.Column("public_contact", sa.String(length=100), nullable=False),
        sa.Column("safety_conclusion", sa.Text(), nullable=False),
        sa.Column("safety_basis", sa.String(length=200), nullable=False),
        sa.Column("safety_date", sa.Date(), nullable=True),
        sa.Column("plan_conformity", sa.Text(), nullable=False),
        sa.Column("restricted_list_check", sa.Text(), nullable=False),
        sa.Column("is_major_decision", sa.Boolean(), nullable=False),
        sa.Column("major_basis", sa.Text(), nullable=False),
        sa.Column("is_planning_draft", sa.Boolean(), nullable=False),
        sa.Column("area_plan_note", sa.Text(), nullable=False),
        sa.Column("design_unit", sa.String(length=100), nullable=False),
        sa.Column("design_qualification", sa.String(length=100), nullable=False),
        sa.Column("property_owner_opinion", sa.Text(), nullable=False),
        sa.Column("matters_to_decide", sa.Text(), nullable=False),
        sa.Column("ledger_comparison", sa.Text(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("risk_not_needed", sa.Text(), nullable=False),
        sa.Column("experts_not_needed", sa.Text(), nullable=False),
        sa.Column("not_material_reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_proposal_versions_created_by_users")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_versions_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_versions")),
        sa.UniqueConstraint("proposal_id", "ordinal", name=op.f("uq_proposal_versions_proposal_id_ordinal")),
    )
    with op.batch_alter_table("proposal_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_versions_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "area_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("next_form", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name=op.f("fk_area_rows_space_id_spaces")),
        sa.ForeignKeyConstraint(["version_id"], ["proposal_versions.id"], name=op.f("fk_area_rows_version_id_proposal_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_rows")),
        sa.UniqueConstraint("version_id", "space_id", name=op.f("uq_area_rows_version_id_space_id")),
    )
    with op.batch_alter_table("area_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_rows_version_id"), ["version_id"], unique=False)

    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received", "dispatched", "accepted", "handled", "closed", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("public_text", sa.Text(), nullable=False),
        sa.Column("internal_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_complaint_steps_by_id_users")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_steps_complaint_id_complaints")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaint_steps_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_steps")),
    )
    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_steps_complaint_id"), ["complaint_id"], unique=False)

    op.create_table(
        "leader_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("district_leader", "necessity_leader", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("leader_name", sa.String(length=30), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_leader_approvals_recorded_by_users")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_leader_approvals_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader_approvals")),
    )
    with op.batch_alter_table("leader_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leader_approvals_version_id"), ["version_id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_publications_published_by_users")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_publications_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("version_id", name=op.f("uq_publications_version_id")),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publications_published_at"), ["published_at"], unique=False)

    op.create_table(
        "report_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("compiled_by", sa.Integer(), nullable=False),
        sa.Column("compiled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["compiled_by"], ["users.id"], name=op.f("fk_report_snapshots_compiled_by_users")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_report_snapshots_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_report_snapshots_file_id_files")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_report_snapshots_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshots")),
    )
    with op.batch_alter_table("report_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_snapshots_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "requirements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "resident",
                "subdistrict",
                "department",
                "expert",
                "planner",
                "industry_department",
                "rights_holder",
                "property_owner",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("waivable", sa.Boolean(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_requirements_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_requirements_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_requirements_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirements")),
    )
    with op.batch_alter_table("requirements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirements_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("internal", "public", "formal", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period_value", sa.Integer(), nullable=False),
        sa.Column(
            "period_unit", sa.Enum("day", "working_day", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("shortened_reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("closes_at > opened_at", name="closes_after_opening"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_rounds_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["opened_by"], ["users.id"], name=op.f("fk_rounds_opened_by_users")),
        sa.ForeignKeyConstraint(["version_id"], ["proposal_versions.id"], name=op.f("fk_rounds_version_id_proposal_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_closes_at"), ["closes_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "secrecy_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_name", sa.String(length=30), nullable=False),
        sa.Column("leader_name", sa.String(length=30), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("may_publish", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_secrecy_reviews_recorded_by_users")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_secrecy_reviews_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_reviews")),
    )
    with op.batch_alter_table("secrecy_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_secrecy_reviews_version_id"), ["version_id"], unique=False)
        batch_op.create_index(
            "uq_secrecy_reviews_standing",
            ["version_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum("support", "conditional", "oppose", "suggest", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_tallies_consultation_id_consultations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
        sa.UniqueConstraint("consultation_id", "stance", name=op.f("uq_tallies_consultation_id_stance")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("adopted", "partly", "not_adopted", "explained", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_place", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("verdict IS NULL OR reason <> ''", name="verdict_reasoned"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_themes_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_themes_decided_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_themes_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "party", sa.Enum("resident", "subdistrict", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver_name", sa.String(length=30), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> '' AND approver_name <> ''", name="reasoned"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_waivers_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_waivers_recorded_by_users")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_waivers_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
        sa.UniqueConstraint("consultation_id", "party", "unit_id", name=op.f("uq_waivers_consultation_id_party_unit_id")),
    )
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waivers_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("returned_at IS NULL OR returned_reason <> ''", name="returned_reasoned"),
        sa.CheckConstraint("received_at IS NULL OR returned_at IS NULL", name="received_or_returned"),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["leader_approvals.id"], name=op.f("fk_agenda_items_approval_id_leader_approvals")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_agenda_items_proposal_id_proposals")),
        sa.ForeignKeyConstraint(["received_by"], ["users.id"], name=op.f("fk_agenda_items_received_by_users")),
        sa.ForeignKeyConstraint(["report_id"], ["report_snapshots.id"], name=op.f("fk_agenda_items_report_id_report_snapshots")),
        sa.ForeignKeyConstraint(["returned_by"], ["users.id"], name=op.f("fk_agenda_items_returned_by_users")),
        sa.ForeignKeyConstraint(["submitted_by"], ["users.id"], name=op.f("fk_agenda_items_submitted_by_users")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["proposal_versions.id"], name=op.f("fk_agenda_items_version_id_proposal_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_items_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "uq_agenda_items_live",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "resident",
                "subdistrict",
                "department",
                "expert",
                "planner",
                "industry_department",
                "rights_holder",
                "property_owner",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("invitee", sa.String(length=60), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "public_notice",
                "written",
                "symposium",
                "expert_review",
                "hearing",
                "survey",
                "visit",
                "deliberation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("unit_id IS NOT NULL OR user_id IS NOT NULL OR invitee <> ''", name="somebody_invited"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_requests_round_id_rounds")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_requests_unit_id_units")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_requests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_requests_unit",
            ["round_id", "party", "unit_id"],
            unique=True,
            sqlite_where=sa.text("unit_id IS NOT NULL"),
            postgresql_where=sa.text("unit_id IS NOT NULL"),
        )

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "passed",
                "passed_with_changes",
                "deferred",
                "rejected",
                "to_government",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "government_outcome",
            sa.Enum("passed", "passed_with_changes", "rejected", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("government_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("secrecy_reviewer", sa.String(length=30), nullable=False),
        sa.Column("secrecy_leader", sa.String(length=30), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("government_outcome IS NULL OR outcome = 'to_government'", name="government_result"),
        sa.CheckConstraint("outcome <> 'passed_with_changes' OR conditions <> ''", name="conditions_told"),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_decisions_item_id_agenda_items")),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_decisions_published_by_users")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_decisions_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("item_id", name=op.f("uq_decisions_item_id")),
    )
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "resident",
                "subdistrict",
                "department",
                "expert",
                "planner",
                "industry_department",
                "rights_holder",
                "property_owner",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "stance",
            sa.Enum(
                "support",
                "conditional",
                "oppose",
                "suggest",
                "no_comment",
                "agree",
                "amend",
                "disagree",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "courtyard",
                "neighbour",
                "merchant",
                "association",
                "local_unit",
                "other",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("street_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "request", "counter", "phone", "post", "meeting", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("has_no_interest", sa.Boolean(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('web', 'request') OR recorded_by IS NOT NULL", name="recorder_of_paper"),
        sa.CheckConstraint("text <> '' OR stance IN ('support', 'oppose', 'no_comment', 'agree')", name="says_something"),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_opinions_author_id_users")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_opinions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_opinions_recorded_by_users")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_opinions_request_id_requests")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_opinions_round_id_rounds")),
        sa.ForeignKeyConstraint(["street_id"], ["units.id"], name=op.f("fk_opinions_street_id_units")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_opinions_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_opinions_consultation_id_number")),
        sa.UniqueConstraint("receipt", name=op.f("uq_opinions_receipt")),
        sa.UniqueConstraint("token", name=op.f("uq_opinions_token")),
    )
    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinions_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_opinions_channel", ["consultation_id", "channel", "number"], unique=False)
        batch_op.create_index("ix_opinions_party", ["consultation_id", "party", "number"], unique=False)
        batch_op.create_index("ix_opinions_received", ["consultation_id", "received_on", "number"], unique=False)
        batch_op.create_index(
            "ix_opinions_withdrawn",
            ["consultation_id", "number"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_opinions_reply",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL AND request_id IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL AND request_id IS NOT NULL"),
        )

    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("repeated", "invalid", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'repeated') = (kept_id IS NOT NULL)", name="repeated_of"),
        sa.CheckConstraint("reason <> ''", name="reasoned"),
        sa.ForeignKeyConstraint(["kept_id"], ["opinions.id"], name=op.f("fk_marks_kept_id_opinions")),
        sa.ForeignKeyConstraint(["marked_by"], ["users.id"], name=op.f("fk_marks_marked_by_users")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_marks_opinion_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_marks_opinion_id")),
    )
    op.create_table(
        "opinion_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_opinion_contacts_opinion_id_opinions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_contacts")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_opinion_contacts_opinion_id")),
    )
    op.create_table(
        "points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("no_demand", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT no_demand OR theme_id IS NULL", name="no_demand_no_theme"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_points_consultation_id_consultations")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_points_opinion_id_opinions")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_points_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
    )
    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.create_index(
            "ix_points_loose",
            ["consultation_id", "no_demand", "id"],
            unique=False,
            sqlite_where=sa.text("theme_id IS NULL"),
            postgresql_where=sa.text("theme_id IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_points_opinion_id"), ["opinion_id"], unique=False)
        batch_op.create_index("ix_points_theme", ["theme_id", "opinion_id"], unique=False)

    op.create_table(
        "resolutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_resolutions_decision_id_decisions")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_resolutions_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolutions")),
    )
    with op.batch_alter_table("resolutions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolutions_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "settlements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("how <> ''", name="how_told"),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_settlements_opinion_id_opinions")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_settlements_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_settlements_opinion_id")),
    )

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_GUARDS if is_sqlite else POSTGRESQL_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("settlements")
    with op.batch_alter_table("resolutions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolutions_decision_id"))

    op.drop_table("resolutions")
    with op.batch_alter_table("points", schema=None) as batch_op:
        batch_op.drop_index("ix_points_theme")
        batch_op.drop_index(batch_op.f("ix_points_opinion_id"))
        batch_op.drop_index(
            "ix_points_loose", sqlite_where=sa.text("theme_id IS NULL"), postgresql_where=sa.text("theme_id IS NULL")
        )

    op.drop_table("points")
    op.drop_table("opinion_contacts")
    op.drop_table("marks")
    with op.batch_alter_table("opinions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_opinions_reply",
            sqlite_where=sa.text("withdrawn_at IS NULL AND request_id IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL AND request_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_opinions_withdrawn",
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_opinions_received")
        batch_op.drop_index("ix_opinions_party")
        batch_op.drop_index("ix_opinions_channel")
        batch_op.drop_index(batch_op.f("ix_opinions_author_id"))

    op.drop_table("opinions")
    op.drop_table("decisions")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_requests_unit", sqlite_where=sa.text("unit_id IS NOT NULL"), postgresql_where=sa.text("unit_id IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_requests_user_id"))
        batch_op.drop_index(batch_op.f("ix_requests_unit_id"))
        batch_op.drop_index(batch_op.f("ix_requests_round_id"))

    op.drop_table("requests")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agenda_items_live", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_agenda_items_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_agenda_items_meeting_id"))

    op.drop_table("agenda_items")
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waivers_consultation_id"))

    op.drop_table("waivers")
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_themes_consultation_id"))

    op.drop_table("themes")
    op.drop_table("tallies")
    with op.batch_alter_table("secrecy_reviews", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_secrecy_reviews_standing",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_secrecy_reviews_version_id"))

    op.drop_table("secrecy_reviews")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_consultation_id"))
        batch_op.drop_index(batch_op.f("ix_rounds_closes_at"))

    op.drop_table("rounds")
    with op.batch_alter_table("requirements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requirements_consultation_id"))

    op.drop_table("requirements")
    with op.batch_alter_table("report_snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_snapshots_consultation_id"))

    op.drop_table("report_snapshots")
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publications_published_at"))

    op.drop_table("publications")
    with op.batch_alter_table("leader_approvals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leader_approvals_version_id"))

    op.drop_table("leader_approvals")
    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_steps_complaint_id"))

    op.drop_table("complaint_steps")
    with op.batch_alter_table("area_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_area_rows_version_id"))

    op.drop_table("area_rows")
    with op.batch_alter_table("proposal_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_versions_proposal_id"))

    op.drop_table("proposal_versions")
    op.drop_table("consultations")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_unit_state")
        batch_op.drop_index(batch_op.f("ix_complaints_space_id"))

    op.drop_table("complaints")
    op.drop_table("space_streets")
    with op.batch_alter_table("space_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_space_changes_space_id"))

    op.drop_table("space_changes")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_space_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_initiating_unit_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_area_id"))

    op.drop_table("proposals")
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spaces_space_type"))
        batch_op.drop_index(batch_op.f("ix_spaces_promoting_unit_id"))
        batch_op.drop_index(batch_op.f("ix_spaces_initiating_unit_id"))
        batch_op.drop_index(batch_op.f("ix_spaces_area_id"))

    op.drop_table("spaces")
    op.drop_table("area_streets")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_user_id"))
        batch_op.drop_index(batch_op.f("ix_memberships_unit_id"))

    op.drop_table("memberships")
    op.drop_table("meetings")
    with op.batch_alter_table("liaisons", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_liaisons_active", sqlite_where=sa.text("valid_to IS NULL"), postgresql_where=sa.text("valid_to IS NULL")
        )

    op.drop_table("liaisons")
    op.drop_table("ledger_imports")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_object")

    op.drop_table("journal")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index("ix_attachments_subject")

    op.drop_table("attachments")
    op.drop_table("areas")
    op.drop_table("users")
    op.drop_table("units")
    op.drop_table("proposal_numbers")
    op.drop_table("outbox")
    op.drop_table("files")
    op.drop_table("calendar_years")
    op.drop_table("calendar_days")
    op.drop_table("business_forms")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("journal_is_append_only", "a_sealed_version_never_changes", "a_sealed_area_row_never_changes"):
            op.execute(f"DROP FUNCTION {name}()")
