"""What happened to people."""

import sqlalchemy as sa
from alembic import op

revision = "0005_custody_events"
down_revision = "0004_people"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "custody_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "last_contact",
                "reported_missing",
                "capture",
                "arrest",
                "captivity_confirmed",
                "registered_icrc",
                "visited_icrc",
                "sighting",
                "internment",
                "transfer",
                "hospital_in",
                "hospital_out",
                "correspondence",
                "call",
                "health_report",
                "medical_commission",
                "charged",
                "trial",
                "sentenced",
                "consent_given",
                "consent_refused",
                "birth",
                "exchange",
                "repatriation_medical",
                "release_unilateral",
                "neutral_accommodation",
                "escape",
                "found_alive",
                "death",
                "killed",
                "burial",
                "remains_transfer",
                "remains_identified",
                "override",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_edtf", sa.String(length=300), nullable=True),
        sa.Column("happened_earliest", sa.Date(), nullable=True),
        sa.Column("happened_latest", sa.Date(), nullable=True),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("holder_id", ID, nullable=True),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("entry", "import", "exchange", name="origin", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "sets_status",
            sa.Enum(
                "unknown",
                "missing",
                "presumed_captive",
                "in_captivity",
                "neutral_country",
                "exchanged",
                "repatriated",
                "released",
                "escaped",
                "died_in_captivity",
                "presumed_dead",
                "found_not_captive",
                "deceased",
                name="custodystatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'override') = (sets_status is not null)", name=op.f("ck_custody_events_override_sets_status")
        ),
        sa.CheckConstraint(
            "kind != 'override' or note is not null", name=op.f("ck_custody_events_override_has_reason")
        ),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)", name=op.f("ck_custody_events_retraction_has_reason")
        ),
        sa.CheckConstraint("credibility between 1 and 6", name=op.f("ck_custody_events_credibility_range")),
        sa.CheckConstraint("happened_earliest <= happened_latest", name=op.f("ck_custody_events_happened_ordered")),
        sa.CheckConstraint(
            "supersedes_id is null or supersedes_id != id", name=op.f("ck_custody_events_supersedes_another")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["sides.id"], name=op.f("fk_custody_events_holder_id_sides")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_custody_events_person_id_people")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_custody_events_place_id_places")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_custody_events_recorded_by_id_users")),
        sa.ForeignKeyConstraint(
            ["retracted_by_id"], ["users.id"], name=op.f("fk_custody_events_retracted_by_id_users")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_custody_events_source_id_sources")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["custody_events.id"], name=op.f("fk_custody_events_supersedes_id_custody_events")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_events")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_custody_events_supersedes_id")),
    )
    op.create_index(op.f("ix_custody_events_person_id_id"), "custody_events", ["person_id", "id"])
    op.create_index(op.f("ix_custody_events_place_id"), "custody_events", ["place_id"])
    op.create_index(op.f("ix_custody_events_source_id"), "custody_events", ["source_id"])


def downgrade() -> None:
    op.drop_table("custody_events")
