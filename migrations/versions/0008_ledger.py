"""The ledger becomes a chain that the database itself keeps from being changed; looks are noted beside it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_ledger"
down_revision = "0007_vocabulary"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
BEGINNING = "0" * 64
CHUNK = 1000

entries = sa.table(
    "audit_entries",
    sa.column("id", ID),
    sa.column("sequence", sa.BigInteger),
    sa.column("at", MOMENT),
    sa.column("actor_id", ID),
    sa.column("agent", sa.String),
    sa.column("action", sa.String),
    sa.column("subject_type", sa.String),
    sa.column("subject_id", ID),
    sa.column("person_id", ID),
    sa.column("digests", sa.JSON),
    sa.column("previous_hash", sa.String),
    sa.column("hash", sa.String),
)
head = sa.table("audit_head", *map(sa.column, ("id", "sequence", "hash", "sealed_through")))

#: Tables in which nothing is ever changed or deleted.
APPEND_ONLY = ("audit_entries", "access_entries")

SQLITE_REFUSAL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
#: INSERT OR REPLACE would delete a row without asking the trigger above.
SQLITE_NO_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
SQLITE_ERASABLE = """
CREATE TRIGGER audit_values_only_emptied BEFORE UPDATE ON audit_values
WHEN NEW.id IS NOT OLD.id OR NEW.entry_id IS NOT OLD.entry_id OR NEW.field IS NOT OLD.field OR NEW.mask IS NOT OLD.mask
    OR (NEW.before IS NOT NULL AND NEW.before IS NOT OLD.before)
    OR (NEW.after IS NOT NULL AND NEW.after IS NOT OLD.after)
BEGIN SELECT RAISE(ABORT, 'audit_values may only be emptied'); END
"""
POSTGRESQL_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL_ERASE = """
CREATE FUNCTION allow_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.entry_id, NEW.field) IS DISTINCT FROM (OLD.id, OLD.entry_id, OLD.field)
        OR NEW.mask IS DISTINCT FROM OLD.mask
        OR (NEW.before IS NOT NULL AND NEW.before IS DISTINCT FROM OLD.before)
        OR (NEW.after IS NOT NULL AND NEW.after IS DISTINCT FROM OLD.after)
    THEN
        RAISE EXCEPTION 'audit_values may only be emptied' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    add_columns()
    op.create_table(
        "audit_head",
        sa.Column("id", ID, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("sealed_through", sa.BigInteger(), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "access_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("agent", sa.String(length=300), nullable=True),
        sa.Column("action", sa.String(length=300), nullable=False),
        sa.Column("subject_type", sa.String(length=300), nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_access_entries_actor_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entries")),
    )
    op.create_index(op.f("ix_access_entries_person_id_id"), "access_entries", ["person_id", "id"])
    op.create_index(op.f("ix_access_entries_actor_id_id"), "access_entries", ["actor_id", "id"])
    op.create_index(op.f("ix_access_entries_at"), "access_entries", ["at"])
    op.bulk_insert(head, [{"id": 1, "sealed_through": 0, **chain()}])
    close_columns()
    create_triggers()


def add_columns() -> None:
    """Make room for the chain in the entries that there are."""
    op.add_column("audit_values", sa.Column("mask", sa.String(length=300), nullable=True))
    for column in (
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("former_digests", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("key_id", sa.String(length=300), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
    ):
        op.add_column("audit_entries", column)


def chain() -> dict[str, object]:
    """Chain the entries that there are in their order, a thousand at a time; give where the chain ends."""
    connection, sequence, last = op.get_bind(), 0, BEGINNING
    filling = (
        entries.update()
        .where(entries.c.id == sa.bindparam("entry_id"))
        .values({name: sa.bindparam(f"new_{name}") for name in ("sequence", "previous_hash", "hash")})
    )
    for rows in chunks(connection):
        filled = []
        for row in rows:
            sequence, previous = sequence + 1, last
            last = hash_of(row, sequence, previous)
            filled.append(
                {"entry_id": row.id, "new_sequence": sequence, "new_previous_hash": previous, "new_hash": last}
            )
        connection.execute(filling, filled)
    return {"sequence": sequence, "hash": last}


def chunks(connection: sa.Connection) -> Iterator[list[Any]]:
    """Read the entries by their numbers."""
    number = 0
    while rows := connection.execute(
        sa.select(entries).where(entries.c.id > number).order_by(entries.c.id).limit(CHUNK)
    ).all():
        yield list(rows)
        number = rows[-1].id


def hash_of(row: Any, sequence: int, previous: str) -> str:  # noqa: ANN401 - a row of the entries
    """Hash an entry as the application does."""
    content = {
        "action": row.action,
        "actor": row.actor_id,
        "agent": row.agent,
        "at": moment(row.at),
        "digests": row.digests,
        "former_digests": {},
        "key": None,
        "person": row.person_id,
        "previous": previous,
        "sequence": sequence,
        "subject_id": row.subject_id,
        "subject_type": row.subject_type,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at: datetime) -> str:
    """Write a moment in its one form; SQLite stores UTC without saying so."""
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def close_columns() -> None:
    """Ask every entry for its place in the chain, now that each has one; there are no triggers yet to lose."""
    with op.batch_alter_table("audit_entries") as batch:
        batch.alter_column("sequence", existing_type=sa.BigInteger(), nullable=False)
        batch.alter_column("previous_hash", existing_type=sa.String(length=64), nullable=False)
        batch.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        batch.alter_column("former_digests", existing_type=sa.JSON(), server_default=None)
        batch.create_unique_constraint(op.f("uq_audit_entries_sequence"), ["sequence"])
        batch.create_index(op.f("ix_audit_entries_at"), ["at"])


def create_triggers() -> None:
    """Have the database refuse what must never be done to the ledger."""
    if op.get_bind().dialect.name == "sqlite":
        create_sqlite_triggers()
    else:
        create_postgresql_triggers()


def create_sqlite_triggers() -> None:
    """Refuse changes and deletions, those by INSERT OR REPLACE among them."""
    same = {
        "audit_entries": "id = NEW.id OR sequence = NEW.sequence",
        "access_entries": "id = NEW.id",
        "audit_values": "id = NEW.id",
    }
    for table in APPEND_ONLY:
        op.execute(SQLITE_REFUSAL.format(table=table, verb="update"))
    for table, condition in same.items():
        op.execute(SQLITE_REFUSAL.format(table=table, verb="delete"))
        op.execute(SQLITE_NO_REPLACE.format(table=table, same=condition))
    op.execute(SQLITE_ERASABLE)
    op.execute(SQLITE_REFUSAL.format(table="audit_head", verb="delete"))


def create_postgresql_triggers() -> None:
    """Refuse changes, deletions and the emptying of whole tables."""
    op.execute(POSTGRESQL_REFUSE)
    op.execute(POSTGRESQL_ERASE)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER audit_head_kept BEFORE DELETE OR TRUNCATE ON audit_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_values_kept BEFORE DELETE OR TRUNCATE ON audit_values "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_values_only_emptied BEFORE UPDATE ON audit_values "
        "FOR EACH ROW EXECUTE FUNCTION allow_emptying()"
    )


def downgrade() -> None:
    """Let the chain go; the entries and their values stay."""
    drop_triggers()
    op.drop_table("access_entries")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entries") as batch:
        batch.drop_index(op.f("ix_audit_entries_at"))
        batch.drop_constraint(op.f("uq_audit_entries_sequence"), type_="unique")
        for column in ("hash", "previous_hash", "key_id", "former_digests", "sequence"):
            batch.drop_column(column)
    op.drop_column("audit_values", "mask")


def drop_triggers() -> None:
    """Take the triggers away; on PostgreSQL they go with their functions."""
    if op.get_bind().dialect.name == "sqlite":
        for table in (*APPEND_ONLY, "audit_values"):
            for kind in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{kind}")
        op.execute("DROP TRIGGER audit_values_only_emptied")
        op.execute("DROP TRIGGER audit_head_no_delete")
    else:
        op.execute("DROP FUNCTION refuse_change() CASCADE")
        op.execute("DROP FUNCTION allow_emptying() CASCADE")
