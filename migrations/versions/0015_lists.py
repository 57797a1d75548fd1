"""Filters that users save, how the list looks to each, what was done to many people at once, and the list's indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0015_lists"
down_revision = "0014_debriefings"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LISTED = sa.text("merged_into_id is null and retracted_at is null")
REPORTED = sa.text("merged_into_id is null and retracted_at is null and reported is not null")
FILTERED = (
    "side_id",
    "category_id",
    "custody_status",
    "confirmation",
    "legal_situation",
    "place_id",
    "reported",
    "has_gaps",
    "has_conflict",
    "has_mixed_script",
    "has_unlikely",
    "captured_latest",
    "captured_earliest",
)
NEWS = ("last_known_on", "created_at", "since_latest", "since_earliest")
FLAGS = {"mixed": "has_mixed_script", "unlikely": "has_unlikely"}
LEADS = {
    "name": ("sort_key", "id"),
    "status": ("custody_status", "sort_key", "id"),
    "category": ("category_id", "sort_key", "id"),
    "side": ("side_id", "custody_status", "category_id", "sort_key", "id"),
    "place": ("place_id", "sort_key", "id"),
}
REPLACED = (
    ("sort_key", "id"),
    ("custody_status", "sort_key", "id"),
    ("category_id", "custody_status", "side_id", "sort_key", "id"),
    ("side_id", "custody_status", "sort_key", "id"),
    ("place_id", "sort_key", "id"),
)


def upgrade() -> None:
    """Add the tables, and replace the indexes of the list by wider ones."""
    create_saved_filters()
    create_list_settings()
    create_batches()
    for columns in REPLACED:
        op.drop_index(op.f(f"ix_people_{'_'.join(columns)}"), table_name="people")
    for name, lead in LEADS.items():
        rest = [column for column in FILTERED if column not in lead]
        create_partial(f"ix_people_list_{name}", [*lead, *rest, *(NEWS if name == "status" else ())], LISTED)
    create_partial("ix_people_list_reported", ["sort_key", "id", *FILTERED], REPORTED)
    for name, flag in FLAGS.items():
        create_flagged(f"ix_people_list_{name}", flag)


def create_saved_filters() -> None:
    """Keep filters under names."""
    op.create_table(
        "saved_filters",
        sa.Column("id", ID, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_saved_filters_owner_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_filters_owner_id_name")),
    )


def create_list_settings() -> None:
    """Keep how the list looks to each user."""
    density = sa.Enum("compact", "roomy", name="density", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "list_settings",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("columns", sa.String(length=300), nullable=True),
        sa.Column("density", density, nullable=False),
        sa.Column("saved_filter_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_list_settings_user_id_users")),
        sa.ForeignKeyConstraint(
            ["saved_filter_id"],
            ["saved_filters.id"],
            name=op.f("fk_list_settings_saved_filter_id_saved_filters"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_list_settings")),
    )


def create_batches() -> None:
    """Keep what was done to many people at once, and to whom."""
    action = sa.Enum("tag", "untag", "event", name="batchaction", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "batches",
        sa.Column("id", ID, nullable=False),
        sa.Column("action", action, nullable=False),
        sa.Column("cohort_id", ID, nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_batches_cohort_id_cohorts")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_batches_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_table(
        "batch_people",
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_people_batch_id_batches")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_batch_people_person_id_people")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["custody_events.id"], name=op.f("fk_batch_people_event_id_custody_events")
        ),
        sa.PrimaryKeyConstraint("batch_id", "person_id", name=op.f("pk_batch_people")),
    )


def create_partial(name: str, columns: list[str], where: sa.TextClause) -> None:
    """Add an index of the people who are listed."""
    op.create_index(name, "people", columns, sqlite_where=where, postgresql_where=where)


def create_flagged(name: str, flag: str) -> None:
    """Add an index of the few people who are listed and carry a flag."""
    op.create_index(
        name,
        "people",
        ["sort_key", "id", *FILTERED],
        sqlite_where=sa.text(f"{LISTED.text} and {flag} is 1"),
        postgresql_where=sa.text(f"{LISTED.text} and {flag} is true"),
    )


def downgrade() -> None:
    """Take it all back."""
    for name in (*LEADS, "reported", *FLAGS):
        op.drop_index(f"ix_people_list_{name}", table_name="people")
    for columns in REPLACED:
        op.create_index(op.f(f"ix_people_{'_'.join(columns)}"), "people", list(columns))
    op.drop_table("batch_people")
    op.drop_table("batches")
    op.drop_table("list_settings")
    op.drop_table("saved_filters")
