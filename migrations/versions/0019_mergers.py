"""Which records were merged into which, by whom and why."""

import sqlalchemy as sa
from alembic import op

revision = "0019_mergers"
down_revision = "0018_matching"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOLDS = sa.text("undone_at is null")


def upgrade() -> None:
    """Add the decisions to read one record as part of another."""
    op.create_table(
        "mergers",
        sa.Column("id", ID, nullable=False),
        sa.Column("kept_id", ID, nullable=False),
        sa.Column("merged_id", ID, nullable=False),
        sa.Column("judgement_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", ID, nullable=True),
        sa.Column("undoing_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kept_id != merged_id", name=op.f("ck_mergers_of_two")),
        sa.CheckConstraint(
            "(undone_at is null) = (undoing_reason is null)", name=op.f("ck_mergers_undoing_has_reason")
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["people.id"], name=op.f("fk_mergers_kept_id_people")),
        sa.ForeignKeyConstraint(["merged_id"], ["people.id"], name=op.f("fk_mergers_merged_id_people")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgements.id"], name=op.f("fk_mergers_judgement_id_judgements")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_mergers_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_mergers_undone_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mergers")),
    )
    op.create_index(
        "uq_mergers_holding", "mergers", ["merged_id"], unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS
    )
    op.create_index(op.f("ix_mergers_merged_id_id"), "mergers", ["merged_id", "id"])
    op.create_index(op.f("ix_mergers_kept_id_id"), "mergers", ["kept_id", "id"])


def downgrade() -> None:
    """Forget them; records that were merged stay so."""
    op.drop_table("mergers")
