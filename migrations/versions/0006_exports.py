"""The register of exports."""

import sqlalchemy as sa
from alembic import op

revision = "0006_exports"
down_revision = "0005_custody_events"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", ID, nullable=False),
        sa.Column("report", sa.String(length=300), nullable=False),
        sa.Column(
            "profile",
            sa.Enum("internal", name="profile", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("format", sa.String(length=300), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("exported_by_id", ID, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=300), nullable=True),
        sa.CheckConstraint("(finished_at is null) = (sha256 is null)", name=op.f("ck_exports_finished_has_digest")),
        sa.ForeignKeyConstraint(["exported_by_id"], ["users.id"], name=op.f("fk_exports_exported_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_exported_by_id"), "exports", ["exported_by_id"])


def downgrade() -> None:
    op.drop_table("exports")
