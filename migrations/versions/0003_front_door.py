"""front door."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("opinion_words_config")
    op.drop_table("opinion_words_idx")
    op.drop_table("opinion_words")
    op.drop_table("opinion_words_data")
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("spaces", schema=None) as batch_op:
        batch_op.drop_column("latitude")
        batch_op.drop_column("longitude")

    op.create_table(
        "opinion_words_data",
        sa.Column("id", sa.INTEGER(), nullable=True),
        sa.Column("block", sa.BLOB(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table("opinion_words", sa.Column("terms", sa.NullType(), nullable=True))
    op.create_table(
        "opinion_words_idx",
        sa.Column("segid", sa.NullType(), nullable=False),
        sa.Column("term", sa.NullType(), nullable=False),
        sa.Column("pgno", sa.NullType(), nullable=True),
        sa.PrimaryKeyConstraint("segid", "term"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opinion_words_config",
        sa.Column("k", sa.NullType(), nullable=False),
        sa.Column("v", sa.NullType(), nullable=True),
        sa.PrimaryKeyConstraint("k"),
        sqlite_with_rowid=False,
    )
