"""Debriefings of witnesses, and what they said of whom, row by row; and how to find what is newest of a place."""

import sqlalchemy as sa
from alembic import op

revision = "0014_debriefings"
down_revision = "0013_attachments"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_UNIDENTIFIED = sa.text("person_id is null and retracted_at is null")


def upgrade() -> None:
    op.create_table(
        "debriefings",
        sa.Column("id", ID, nullable=False),
        sa.Column("witness_id", ID, nullable=False),
        sa.Column("held_edtf", sa.String(length=300), nullable=True),
        sa.Column("held_earliest", sa.Date(), nullable=True),
        sa.Column("held_latest", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("interviewer", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.CheckConstraint("held_earliest <= held_latest", name=op.f("ck_debriefings_held_ordered")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_debriefings_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["witness_id"], ["witnesses.id"], name=op.f("fk_debriefings_witness_id_witnesses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debriefings")),
    )
    op.create_index(op.f("ix_debriefings_witness_id"), "debriefings", ["witness_id"])
    op.create_table(
        "debriefing_rows",
        sa.Column("id", ID, nullable=False),
        sa.Column("debriefing_id", ID, nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column(
            "how",
            sa.Enum("shared_cell", "saw", "heard", name="how", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("about_when", sa.String(length=300), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("is_serious", sa.Boolean(), nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("health_observation_id", ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("identified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("identified_by_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("credibility between 1 and 6", name=op.f("ck_debriefing_rows_credibility_range")),
        sa.CheckConstraint(
            "event_id is null or person_id is not null", name=op.f("ck_debriefing_rows_event_has_person")
        ),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)",
            name=op.f("ck_debriefing_rows_retraction_has_reason"),
        ),
        *points_at(
            debriefing_id="debriefings",
            person_id="people",
            event_id="custody_events",
            health_observation_id="health_observations",
            recorded_by_id="users",
            identified_by_id="users",
            retracted_by_id="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debriefing_rows")),
    )
    op.create_index(op.f("ix_debriefing_rows_debriefing_id_id"), "debriefing_rows", ["debriefing_id", "id"])
    for column in ("person_id", "event_id", "health_observation_id"):
        op.create_index(op.f(f"ix_debriefing_rows_{column}"), "debriefing_rows", [column])
    op.create_index(
        "ix_debriefing_rows_unidentified",
        "debriefing_rows",
        ["id"],
        sqlite_where=IS_UNIDENTIFIED,
        postgresql_where=IS_UNIDENTIFIED,
    )
    op.create_index(
        op.f("ix_custody_events_place_id_happened_latest"), "custody_events", ["place_id", "happened_latest"]
    )


def points_at(**columns: str) -> list[sa.ForeignKeyConstraint]:
    """Let columns of the rows point at other tables."""
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_debriefing_rows_{column}_{table}"))
        for column, table in columns.items()
    ]


def downgrade() -> None:
    op.drop_index(op.f("ix_custody_events_place_id_happened_latest"), "custody_events")
    op.drop_table("debriefing_rows")
    op.drop_table("debriefings")
