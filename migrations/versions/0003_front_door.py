"""front door."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pages", sa.Integer(), nullable=True))

    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.drop_column("latitude")
        batch_op.drop_column("longitude")

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_column("pages")

    with op.batch_alter_table("filled_forms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filled_forms_number"))

    op.drop_table("filled_forms")
    op.drop_table("announcements")
    op.drop_table("breakdowns")
