"""People, what is stated about them, and the vocabularies that describe them."""

import sqlalchemy as sa
from alembic import op

revision = "0004_people"
down_revision = "0003_sources_and_places"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sides",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_uk", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sides")),
        sa.UniqueConstraint("code", name=op.f("uq_sides_code")),
    )
    op.create_table(
        "categories",
        sa.Column("id", ID, nullable=False),
        sa.Column("label_uk_female", sa.String(length=300), nullable=False),
        sa.Column(
            "law",
            sa.Enum("gc3", "gc4", "either", name="law", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_uk", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_categories_code")),
    )
    op.create_table(
        "cohorts",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_uk", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("code", name=op.f("uq_cohorts_code")),
    )
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("conflicts", sa.JSON(), nullable=False),
        sa.Column("has_conflict", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("has_gaps", sa.Boolean(), nullable=False),
        sa.Column(
            "custody_status",
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
            nullable=False,
        ),
        sa.Column(
            "confirmation",
            sa.Enum(
                "none",
                "family_or_witness",
                "open_source",
                "released_prisoner",
                "detaining_power",
                "icrc",
                "in_person",
                name="confirmation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reported",
            sa.Enum(
                "exchange",
                "repatriation",
                "release",
                "neutral_country",
                "escape",
                "death",
                "found",
                name="endingkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "exchange_status",
            sa.Enum(
                "not_listed", "exchanged", name="exchangestatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("since_edtf", sa.String(length=300), nullable=True),
        sa.Column("since_earliest", sa.Date(), nullable=True),
        sa.Column("since_latest", sa.Date(), nullable=True),
        sa.Column("captured_edtf", sa.String(length=300), nullable=True),
        sa.Column("captured_earliest", sa.Date(), nullable=True),
        sa.Column("captured_latest", sa.Date(), nullable=True),
        sa.Column("ended_edtf", sa.String(length=300), nullable=True),
        sa.Column("ended_earliest", sa.Date(), nullable=True),
        sa.Column("ended_latest", sa.Date(), nullable=True),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("surname", sa.String(length=300), nullable=True),
        sa.Column("given_name", sa.String(length=300), nullable=True),
        sa.Column("patronymic", sa.String(length=300), nullable=True),
        sa.Column("call_sign", sa.String(length=300), nullable=True),
        sa.Column("latin_name", sa.String(length=300), nullable=True),
        sa.Column(
            "name_language",
            sa.Enum(
                "uk", "ru", "latin", "other", name="namelanguage", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("born_edtf", sa.String(length=300), nullable=True),
        sa.Column("born_earliest", sa.Date(), nullable=True),
        sa.Column("born_latest", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=300), nullable=True),
        sa.Column("father_name", sa.String(length=300), nullable=True),
        sa.Column("mother_maiden_name", sa.String(length=300), nullable=True),
        sa.Column("nationality", sa.String(length=300), nullable=True),
        sa.Column("rank", sa.String(length=300), nullable=True),
        sa.Column("unit", sa.String(length=300), nullable=True),
        sa.Column("last_residence", sa.String(length=300), nullable=True),
        sa.Column("distinguishing_marks", sa.Text(), nullable=True),
        sa.Column("absences", sa.JSON(), nullable=False),
        sa.Column("side_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)", name=op.f("ck_people_retraction_has_reason")
        ),
        sa.CheckConstraint("born_earliest <= born_latest", name=op.f("ck_people_born_ordered")),
        sa.CheckConstraint("captured_earliest <= captured_latest", name=op.f("ck_people_captured_ordered")),
        sa.CheckConstraint("ended_earliest <= ended_latest", name=op.f("ck_people_ended_ordered")),
        sa.CheckConstraint(
            "merged_into_id is null or merged_into_id != id", name=op.f("ck_people_merged_into_another")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_people_category_id_categories")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_people_created_by_id_users")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["people.id"], name=op.f("fk_people_merged_into_id_people")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_people_place_id_places")),
        sa.ForeignKeyConstraint(["retracted_by_id"], ["users.id"], name=op.f("fk_people_retracted_by_id_users")),
        sa.ForeignKeyConstraint(["side_id"], ["sides.id"], name=op.f("fk_people_side_id_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_born_latest_id"), "people", ["born_latest", "id"])
    op.create_index(op.f("ix_people_captured_latest_id"), "people", ["captured_latest", "id"])
    op.create_index(
        op.f("ix_people_category_id_custody_status_side_id_sort_key_id"),
        "people",
        ["category_id", "custody_status", "side_id", "sort_key", "id"],
    )
    op.create_index(op.f("ix_people_custody_status_sort_key_id"), "people", ["custody_status", "sort_key", "id"])
    op.create_index(op.f("ix_people_has_conflict"), "people", ["has_conflict"])
    op.create_index(op.f("ix_people_has_gaps"), "people", ["has_gaps"])
    is_merged = sa.text("merged_into_id is not null")
    op.create_index(
        "ix_people_merged_into_id", "people", ["merged_into_id"], sqlite_where=is_merged, postgresql_where=is_merged
    )
    op.create_index(op.f("ix_people_place_id_sort_key_id"), "people", ["place_id", "sort_key", "id"])
    op.create_index(op.f("ix_people_reported"), "people", ["reported"])
    op.create_index(
        op.f("ix_people_side_id_custody_status_sort_key_id"), "people", ["side_id", "custody_status", "sort_key", "id"]
    )
    op.create_index(op.f("ix_people_sort_key_id"), "people", ["sort_key", "id"])
    op.create_index(op.f("ix_people_updated_at_id"), "people", ["updated_at", "id"])
    op.create_table(
        "person_statements",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=False),
        sa.Column("as_of_edtf", sa.String(length=300), nullable=True),
        sa.Column("as_of_earliest", sa.Date(), nullable=True),
        sa.Column("as_of_latest", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.Column("surname", sa.String(length=300), nullable=True),
        sa.Column("given_name", sa.String(length=300), nullable=True),
        sa.Column("patronymic", sa.String(length=300), nullable=True),
        sa.Column("call_sign", sa.String(length=300), nullable=True),
        sa.Column("latin_name", sa.String(length=300), nullable=True),
        sa.Column(
            "name_language",
            sa.Enum(
                "uk", "ru", "latin", "other", name="namelanguage", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("born_edtf", sa.String(length=300), nullable=True),
        sa.Column("born_earliest", sa.Date(), nullable=True),
        sa.Column("born_latest", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=300), nullable=True),
        sa.Column("father_name", sa.String(length=300), nullable=True),
        sa.Column("mother_maiden_name", sa.String(length=300), nullable=True),
        sa.Column("nationality", sa.String(length=300), nullable=True),
        sa.Column("rank", sa.String(length=300), nullable=True),
        sa.Column("unit", sa.String(length=300), nullable=True),
        sa.Column("last_residence", sa.String(length=300), nullable=True),
        sa.Column("distinguishing_marks", sa.Text(), nullable=True),
        sa.Column("absences", sa.JSON(), nullable=False),
        sa.Column("side_id", ID, nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)",
            name=op.f("ck_person_statements_retraction_has_reason"),
        ),
        sa.CheckConstraint("born_earliest <= born_latest", name=op.f("ck_person_statements_born_ordered")),
        sa.CheckConstraint("credibility between 1 and 6", name=op.f("ck_person_statements_credibility_range")),
        sa.CheckConstraint(
            "supersedes_id is null or supersedes_id != id", name=op.f("ck_person_statements_supersedes_another")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_person_statements_category_id_categories")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_statements_person_id_people")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_person_statements_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by_id"], ["users.id"], name=op.f("fk_person_statements_retracted_by_id_users")
        ),
        sa.ForeignKeyConstraint(["side_id"], ["sides.id"], name=op.f("fk_person_statements_side_id_sides")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_person_statements_source_id_sources")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["person_statements.id"],
            name=op.f("fk_person_statements_supersedes_id_person_statements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_statements")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_person_statements_supersedes_id")),
    )
    op.create_index(op.f("ix_person_statements_person_id_id"), "person_statements", ["person_id", "id"])
    op.create_index(op.f("ix_person_statements_source_id"), "person_statements", ["source_id"])
    op.create_table(
        "preferred_values",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("field", sa.String(length=300), nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_preferred_values_person_id_people")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_preferred_values_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["person_statements.id"], name=op.f("fk_preferred_values_statement_id_person_statements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferred_values")),
        sa.UniqueConstraint("person_id", "field", name=op.f("uq_preferred_values_person_id_field")),
    )
    op.create_index(op.f("ix_preferred_values_statement_id"), "preferred_values", ["statement_id"])
    op.create_table(
        "person_identifiers",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "service_number",
                "identity_disc",
                "passport",
                "tax_number",
                "icrc_number",
                "prisoner_number",
                "list_number",
                name="identifierkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)",
            name=op.f("ck_person_identifiers_retraction_has_reason"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_identifiers_person_id_people")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_person_identifiers_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by_id"], ["users.id"], name=op.f("fk_person_identifiers_retracted_by_id_users")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_person_identifiers_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_identifiers")),
    )
    op.create_index(op.f("ix_person_identifiers_person_id_id"), "person_identifiers", ["person_id", "id"])
    op.create_index(op.f("ix_person_identifiers_source_id"), "person_identifiers", ["source_id"])
    op.create_index(
        "uq_person_identifiers_live",
        "person_identifiers",
        ["kind", "issuer", "value"],
        unique=True,
        sqlite_where=sa.text("retracted_at is null"),
        postgresql_where=sa.text("retracted_at is null"),
    )
    op.create_table(
        "person_cohorts",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("cohort_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_person_cohorts_cohort_id_cohorts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_cohorts_person_id_people")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_person_cohorts_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_person_cohorts_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_cohorts")),
        sa.UniqueConstraint("person_id", "cohort_id", name=op.f("uq_person_cohorts_person_id_cohort_id")),
    )
    op.create_index(op.f("ix_person_cohorts_cohort_id_person_id"), "person_cohorts", ["cohort_id", "person_id"])


def downgrade() -> None:
    op.drop_table("person_cohorts")
    op.drop_table("person_identifiers")
    op.drop_table("preferred_values")
    op.drop_table("person_statements")
    op.drop_table("people")
    op.drop_table("cohorts")
    op.drop_table("categories")
    op.drop_table("sides")
