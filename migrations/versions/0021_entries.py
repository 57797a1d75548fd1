"""Who stands on which list, the steps that led there, what is new about them, and where each stands on lists.

The new columns of people hold what nobody's entries say: there were none before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_entries"
down_revision = "0020_operations"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATES = (
    "proposed",
    "requested",
    "declined",
    "agreed",
    "ready",
    "handed_over",
    "not_delivered",
    "substituted",
    "offered",
    "accepted",
    "refused_by_us",
    "withdrawn",
    "consent_refused",
)
REFUSALS = (
    "refused",
    "denies_holding",
    "says_dead",
    "says_returned",
    "sentenced",
    "says_unwilling",
    "no_reason",
)
ANSWERS = ("agreed", *(code for code in REFUSALS if code != "says_unwilling"))
BEFORE = ("not_listed", "exchanged")
AFTER = (
    "not_listed",
    "proposed",
    "requested",
    "offered",
    "agreed",
    "accepted",
    "ready",
    "declined",
    "silent",
    "refused_by_us",
    "withdrawn",
    "not_delivered",
    "substituted",
    "handed_over",
    "exchanged",
)
COUNTS = ("times_listed", "times_refused", "times_silent", "times_waiting")
STANDS = sa.text("set_aside_for_id is null")
ON_LISTS = sa.text("merged_into_id is null and retracted_at is null and exchange_status != 'not_listed'")
LED = ("sort_key", "id", "exchange_status", *COUNTS, "last_answer", "last_answer_on")
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

people = sa.table("people", sa.column("exchange_status"))


def upgrade() -> None:
    add_entries()
    add_transitions()
    allow_statuses(BEFORE, AFTER)
    for name in COUNTS:
        op.add_column("people", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("people", listed("last_answer", "lastanswer", ANSWERS))
    op.add_column("people", sa.Column("last_answer_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_people_list_exchange", "people", [*LED, *FILTERED], sqlite_where=ON_LISTS, postgresql_where=ON_LISTS
    )


def closed_list(name: str, codes: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def listed(name: str, constraint: str, codes: tuple[str, ...]) -> sa.Column[str]:
    # The check stands in the column: SQLite can add that to a table, and a check of the table it cannot.
    check = sa.CheckConstraint(f"{name} IN ({words_of(codes)})", name=op.f(f"ck_people_{constraint}"))
    return sa.Column(name, sa.String(length=40), check, nullable=True)


def words_of(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def allow_statuses(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let the exchange status be any of other codes.

    To rebuild SQLite's table for that would mean to copy everybody, and batch mode loses checks and triggers on the
    way. Its documentation (lang_altertable.html, 7) has another way for a change that touches no row: the text of the
    table's definition is edited, and every connection reads it anew by the higher version of the schema.
    """
    old, new = (f"exchange_status IN ({words_of(codes)})" for codes in (before, after))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_people_exchangestatus"), "people", type_="check")
        op.create_check_constraint(op.f("ck_people_exchangestatus"), "people", new)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    definition = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'people'").scalar_one()
    if definition.count(old) != 1:
        message = "the check of people.exchange_status is not the one that this revision knows"
        raise RuntimeError(message)
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'people'", (definition.replace(old, new),)
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def add_entries() -> None:
    """Add who stands on which list."""
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("stage_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("direction", closed_list("direction", ("to_us", "to_them")), nullable=False),
        sa.Column("asked_by", closed_list("askedby", ("we", "they")), nullable=False),
        sa.Column("state", closed_list("state", STATES), nullable=False),
        sa.Column("refusal", closed_list("refusal", REFUSALS), nullable=True),
        sa.Column("substituted_by_id", ID, nullable=True),
        sa.Column("instead_of_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("set_aside_for_id", ID, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by_id", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "set_aside_for_id is null or set_aside_for_id != id", name=op.f("ck_entries_set_aside_for_another")
        ),
        sa.CheckConstraint("instead_of_id is null or instead_of_id != id", name=op.f("ck_entries_instead_of_another")),
        sa.CheckConstraint(
            "substituted_by_id is null or substituted_by_id != id", name=op.f("ck_entries_substituted_by_another")
        ),
        sa.CheckConstraint(
            "(state = 'declined') = (refusal is not null)", name=op.f("ck_entries_declined_has_refusal")
        ),
        sa.CheckConstraint("event_id is null or state = 'handed_over'", name=op.f("ck_entries_event_of_hand_over")),
        refers("entries", "operation_id", "operations"),
        refers("entries", "stage_id", "operation_stages"),
        refers("entries", "person_id", "people"),
        refers("entries", "substituted_by_id", "entries"),
        refers("entries", "instead_of_id", "entries"),
        refers("entries", "event_id", "custody_events"),
        refers("entries", "set_aside_for_id", "entries"),
        refers("entries", "added_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(
        "uq_entries_standing",
        "entries",
        ["operation_id", "person_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index(op.f("ix_entries_person_id_id"), "entries", ["person_id", "id"])
    op.create_index(
        op.f("ix_entries_operation_id_direction_state_id"), "entries", ["operation_id", "direction", "state", "id"]
    )


def refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def add_transitions() -> None:
    """Add the steps of entries."""
    op.create_table(
        "entry_transitions",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("from_state", closed_list("fromstate", STATES), nullable=True),
        sa.Column("to_state", closed_list("state", STATES), nullable=False),
        sa.Column("refusal", closed_list("refusal", REFUSALS), nullable=True),
        sa.Column("happened", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(to_state = 'declined') = (refusal is not null)", name=op.f("ck_entry_transitions_declined_has_refusal")
        ),
        refers("entry_transitions", "entry_id", "entries"),
        refers("entry_transitions", "recorded_by_id", "users"),
        refers("entry_transitions", "source_id", "sources"),
        refers("entry_transitions", "event_id", "custody_events"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_transitions")),
    )
    op.create_index(op.f("ix_entry_transitions_entry_id_id"), "entry_transitions", ["entry_id", "id"])


def downgrade() -> None:
    """Go back to two exchange statuses: exchanged, and on no list; who stood on which list is forgotten."""
    op.drop_index("ix_people_list_exchange", table_name="people")
    op.execute(people.update().where(people.c.exchange_status.not_in(BEFORE)).values(exchange_status="not_listed"))
    for name in ("last_answer_on", "last_answer", *reversed(COUNTS)):
        op.drop_column("people", name)
    allow_statuses(AFTER, BEFORE)
    op.drop_table("entry_transitions")
    op.drop_table("entries")
