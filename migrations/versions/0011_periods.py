"""Lives as contiguous periods, what else is projected of people, and choices and cohorts that are kept when undone.

The new columns of people hold defaults until `obmin rebuild` has derived everybody anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_periods"
down_revision = "0010_saving"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUSES = (
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
)
CONFIRMATIONS = (
    "none",
    "family_or_witness",
    "open_source",
    "released_prisoner",
    "detaining_power",
    "icrc",
    "in_person",
)
SITUATIONS = (
    "pow",
    "civilian_internee",
    "held_without_charge",
    "under_investigation",
    "on_trial",
    "sentenced",
    "unknown",
)
STANDS = sa.text("retracted_at is null")
IS_HELD = sa.text("legal_situation is not null")
OPENS = sa.text("opens_captivity")
CHANGES = sa.text("changes_status")

preferred_values = sa.table("preferred_values", sa.column("retracted_at"))


def upgrade() -> None:
    create_periods()
    add_projections()
    keep_choices()
    keep_cohorts()


def create_periods() -> None:
    op.create_table(
        "custody_periods",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("custody_status", closed_list("custodystatus", STATUSES), nullable=False),
        sa.Column("confirmation", closed_list("confirmation", CONFIRMATIONS), nullable=False),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("captivity", sa.Integer(), nullable=True),
        sa.Column("began_edtf", sa.String(length=300), nullable=True),
        sa.Column("began_earliest", sa.Date(), nullable=True),
        sa.Column("began_latest", sa.Date(), nullable=True),
        sa.Column("ended_edtf", sa.String(length=300), nullable=True),
        sa.Column("ended_earliest", sa.Date(), nullable=True),
        sa.Column("ended_latest", sa.Date(), nullable=True),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("counts_to", sa.Date(), nullable=False),
        sa.Column("opens_captivity", sa.Boolean(), nullable=False),
        sa.Column("changes_status", sa.Boolean(), nullable=False),
        sa.CheckConstraint("began_earliest <= began_latest", name=op.f("ck_custody_periods_began_ordered")),
        sa.CheckConstraint("ended_earliest <= ended_latest", name=op.f("ck_custody_periods_ended_ordered")),
        sa.CheckConstraint("counts_from <= counts_to", name=op.f("ck_custody_periods_counts_ordered")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_custody_periods_person_id_people")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_custody_periods_place_id_places")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_custody_periods")),
    )
    op.create_index(
        "ix_custody_periods_captured",
        "custody_periods",
        ["began_earliest", "began_latest", "person_id"],
        sqlite_where=OPENS,
        postgresql_where=OPENS,
    )
    op.create_index(
        "ix_custody_periods_changed",
        "custody_periods",
        ["custody_status", "began_earliest", "began_latest", "person_id"],
        sqlite_where=CHANGES,
        postgresql_where=CHANGES,
    )


def add_projections() -> None:
    op.add_column("people", sa.Column("last_known_on", sa.Date(), nullable=True))
    op.add_column("people", listed("legal_situation", "legalsituation", SITUATIONS))
    op.add_column("people", listed("status_before_death", "statusbeforedeath", STATUSES))
    op.add_column("people", sa.Column("unlikely", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    for name in ("has_unlikely", "has_mixed_script"):
        op.add_column("people", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_people_last_known_on_id"), "people", ["last_known_on", "id"])
    op.create_index(
        "ix_people_legal_situation",
        "people",
        ["legal_situation", "sort_key", "id"],
        sqlite_where=IS_HELD,
        postgresql_where=IS_HELD,
    )
    op.create_index(op.f("ix_people_has_unlikely"), "people", ["has_unlikely"])
    op.create_index(op.f("ix_people_has_mixed_script"), "people", ["has_mixed_script"])


def closed_list(name: str, codes: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def listed(name: str, constraint: str, codes: tuple[str, ...]) -> sa.Column[str]:
    # The check stands in the column: SQLite can add that to a table, and a check of the table it cannot.
    words = ", ".join(f"'{code}'" for code in codes)
    check = sa.CheckConstraint(f"{name} IN ({words})", name=op.f(f"ck_people_{constraint}"))
    return sa.Column(name, sa.String(length=40), check, nullable=True)


def keep_choices() -> None:
    with op.batch_alter_table("preferred_values") as table:
        table.drop_constraint("uq_preferred_values_person_id_field", type_="unique")
        table.add_column(sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("retracted_by_id", ID, nullable=True))
        table.create_foreign_key(
            op.f("fk_preferred_values_retracted_by_id_users"), "users", ["retracted_by_id"], ["id"]
        )
    op.create_index(
        "uq_preferred_values_live",
        "preferred_values",
        ["person_id", "field"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def keep_cohorts() -> None:
    op.create_table(
        "removed_cohorts",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("cohort_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_removed_cohorts_cohort_id_cohorts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_removed_cohorts_person_id_people")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_removed_cohorts_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["users.id"], name=op.f("fk_removed_cohorts_removed_by_id_users")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_removed_cohorts_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_cohorts")),
    )
    op.create_index(op.f("ix_removed_cohorts_person_id_id"), "removed_cohorts", ["person_id", "id"])


def downgrade() -> None:
    """Go back to one choice for each field: what was chosen before and taken back is forgotten."""
    op.drop_table("removed_cohorts")
    op.drop_index("uq_preferred_values_live", "preferred_values")
    op.execute(preferred_values.delete().where(preferred_values.c.retracted_at.is_not(None)))
    with op.batch_alter_table("preferred_values") as table:
        table.drop_constraint("fk_preferred_values_retracted_by_id_users", type_="foreignkey")
        table.drop_column("retracted_by_id")
        table.drop_column("retracted_at")
        table.create_unique_constraint("uq_preferred_values_person_id_field", ["person_id", "field"])
    for index in ("has_mixed_script", "has_unlikely", "legal_situation", "last_known_on_id"):
        op.drop_index(f"ix_people_{index}", "people")
    for column in (
        "has_mixed_script",
        "has_unlikely",
        "unlikely",
        "status_before_death",
        "legal_situation",
        "last_known_on",
    ):
        op.drop_column("people", column)
    op.drop_table("custody_periods")
