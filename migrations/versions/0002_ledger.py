"""The ledger of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002_ledger"
down_revision = "0001_accounts"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("agent", sa.String(length=300), nullable=True),
        sa.Column("action", sa.String(length=300), nullable=False),
        sa.Column("subject_type", sa.String(length=300), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_entries_actor_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_actor_id"), "audit_entries", ["actor_id"])
    op.create_index(op.f("ix_audit_entries_person_id_id"), "audit_entries", ["person_id", "id"])
    op.create_index(op.f("ix_audit_entries_subject_type_subject_id"), "audit_entries", ["subject_type", "subject_id"])
    op.create_table(
        "audit_values",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("field", sa.String(length=300), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_values_entry_id_audit_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_values")),
    )
    op.create_index(op.f("ix_audit_values_entry_id"), "audit_values", ["entry_id"])


def downgrade() -> None:
    op.drop_table("audit_values")
    op.drop_table("audit_entries")
