"""What only some may see: relatives, health, consents, witnesses, and what families were told."""

import sqlalchemy as sa
from alembic import op

revision = "0012_compartments"
down_revision = "0011_periods"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_DUE = sa.text("health_due_on is not null")


def upgrade() -> None:
    """Make the tables, and the two days that a person's row lets others know."""
    guarded(
        "relatives",
        *about_a_person("relatives"),
        closed(
            "relation",
            "mother",
            "father",
            "wife",
            "husband",
            "partner",
            "daughter",
            "son",
            "sister",
            "brother",
            "grandparent",
            "other_relative",
            "friend",
            "representative",
            "unknown",
        ),
        line("name"),
        text("address"),
        line("contact"),
        line("language"),
        sa.Column("is_to_be_informed", sa.Boolean(), nullable=False),
    )
    guarded(
        "health_observations",
        *about_a_person("health_observations"),
        *uncertain("health_observations", "observed"),
        closed(
            "condition",
            "good",
            "not_wounded",
            "recovered",
            "convalescent",
            "sick",
            "seriously_ill",
            "slightly_wounded",
            "seriously_wounded",
            name="healthstate",
            nullable=True,
        ),
        sa.Column("is_serious", sa.Boolean(), nullable=False),
        text("particulars"),
        text("need"),
    )
    guarded(
        "consents",
        *about_a_person("consents"),
        *uncertain("consents", "answered"),
        closed("answer", "given", "refused", "withdrawn", "not_asked"),
        line("method"),
        line("witnessed_by"),
    )
    guarded(
        "family_notices",
        *about_a_person("family_notices"),
        *uncertain("family_notices", "informed"),
        closed("about", "captivity", "death", "return", "other", name="newskind"),
        line("informed_by", nullable=False),
        line("how"),
    )
    for table in ("relatives", "health_observations", "consents", "family_notices"):
        op.create_index(op.f(f"ix_{table}_person_id_id"), table, ["person_id", "id"])
    guarded(
        "witnesses",
        line("name", nullable=False),
        line("contact"),
        text("note"),
        *points_at("witnesses", first_id="witnesses", person_id="people", source_id="sources"),
    )
    for column in ("first_id", "person_id", "source_id"):
        op.create_index(op.f(f"ix_witnesses_{column}"), "witnesses", [column])
    op.add_column("people", sa.Column("health_due_on", sa.Date(), nullable=True))
    op.add_column("people", sa.Column("family_informed_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_people_health_due_on",
        "people",
        ["health_due_on", "id"],
        sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )


def downgrade() -> None:
    op.drop_index("ix_people_health_due_on", "people")
    op.drop_column("people", "family_informed_on")
    op.drop_column("people", "health_due_on")
    for table in ("witnesses", "family_notices", "consents", "health_observations", "relatives"):
        op.drop_table(table)


def guarded(table: str, *own: sa.schema.SchemaItem) -> None:
    """Make a table of facts that are corrected by another fact or retracted with a reason."""
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        *own,
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        text("retraction_reason"),
        *points_at(table, recorded_by_id="users", retracted_by_id="users", supersedes_id=table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{table}_supersedes_id")),
        sa.CheckConstraint("supersedes_id is null or supersedes_id != id", name=op.f(f"ck_{table}_supersedes_another")),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)", name=op.f(f"ck_{table}_retraction_has_reason")
        ),
    )


def about_a_person(table: str) -> list[sa.schema.SchemaItem]:
    """Give what says about whom a fact is, on whose word, and how far the word is believed."""
    return [
        *points_at(table, nullable=False, person_id="people", source_id="sources"),
        sa.Column("credibility", sa.Integer(), nullable=False),
        text("note"),
        sa.CheckConstraint("credibility between 1 and 6", name=op.f(f"ck_{table}_credibility_range")),
    ]


def points_at(table: str, *, nullable: bool = True, **columns: str) -> list[sa.schema.SchemaItem]:
    """Give columns that point at other tables."""
    return [
        item
        for column, other in columns.items()
        for item in (
            sa.Column(column, ID, nullable=nullable),
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")),
        )
    ]


def uncertain(table: str, name: str) -> list[sa.schema.SchemaItem]:
    """Give the three columns of an uncertain date."""
    return [
        line(f"{name}_edtf"),
        sa.Column(f"{name}_earliest", sa.Date(), nullable=True),
        sa.Column(f"{name}_latest", sa.Date(), nullable=True),
        sa.CheckConstraint(f"{name}_earliest <= {name}_latest", name=op.f(f"ck_{table}_{name}_ordered")),
    ]


def closed(column: str, *codes: str, name: str = "", nullable: bool = False) -> sa.Column[str]:
    """Give a column that takes one of a few codes."""
    kind = sa.Enum(*codes, name=name or column, native_enum=False, create_constraint=True, length=40)
    return sa.Column(column, kind, nullable=nullable)


def line(name: str, *, nullable: bool = True) -> sa.Column[str]:
    """Give a column for one line."""
    return sa.Column(name, sa.String(length=300), nullable=nullable)


def text(name: str) -> sa.Column[str]:
    """Give a column for text."""
    return sa.Column(name, sa.Text(), nullable=True)
