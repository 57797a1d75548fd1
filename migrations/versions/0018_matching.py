"""Pairs of records that may be one person, what people judged of them, and the scans that find them."""

import sqlalchemy as sa
from alembic import op

revision = "0018_matching"
down_revision = "0017_name_keys"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VERDICTS = ("same", "different", "unsure")
IS_WAITING = sa.text("verdict is null")
IS_FIRST = sa.text("supersedes_id is null")


def upgrade() -> None:
    add_judgements()
    add_pairs()
    op.create_table(
        "scans",
        sa.Column("id", ID, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
    )


def add_judgements() -> None:
    """Add the word of people on two records."""
    op.create_table(
        "judgements",
        sa.Column("id", ID, nullable=False),
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(*VERDICTS, name="verdict", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_judgements_ordered")),
        sa.CheckConstraint(
            "supersedes_id is null or supersedes_id != id", name=op.f("ck_judgements_supersedes_another")
        ),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)", name=op.f("ck_judgements_retraction_has_reason")
        ),
        sa.ForeignKeyConstraint(["one_id"], ["people.id"], name=op.f("fk_judgements_one_id_people")),
        sa.ForeignKeyConstraint(["other_id"], ["people.id"], name=op.f("fk_judgements_other_id_people")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_judgements_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["retracted_by_id"], ["users.id"], name=op.f("fk_judgements_retracted_by_id_users")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["judgements.id"], name=op.f("fk_judgements_supersedes_id_judgements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_judgements_supersedes_id")),
    )
    op.create_index(op.f("ix_judgements_one_id_other_id"), "judgements", ["one_id", "other_id"])
    op.create_index(op.f("ix_judgements_other_id"), "judgements", ["other_id"])
    op.create_index(
        "uq_judgements_first",
        "judgements",
        ["one_id", "other_id"],
        unique=True,
        sqlite_where=IS_FIRST,
        postgresql_where=IS_FIRST,
    )


def add_pairs() -> None:
    """Add what a scan finds."""
    op.create_table(
        "pairs",
        sa.Column("id", ID, nullable=False),
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("shares_number", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(*VERDICTS, name="pairverdict", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("is_contradicted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_pairs_ordered")),
        sa.ForeignKeyConstraint(["one_id"], ["people.id"], name=op.f("fk_pairs_one_id_people")),
        sa.ForeignKeyConstraint(["other_id"], ["people.id"], name=op.f("fk_pairs_other_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_pairs_one_id_other_id")),
    )
    op.create_index(op.f("ix_pairs_other_id"), "pairs", ["other_id"])
    op.create_index(op.f("ix_pairs_verdict_score_id"), "pairs", ["verdict", "score", "id"])
    op.create_index("ix_pairs_waiting", "pairs", ["score", "id"], sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)


def downgrade() -> None:
    op.drop_table("pairs")
    op.drop_table("judgements")
    op.drop_table("scans")
