"""Keys by which a name is found in any spelling, instead of the folded names in which the list looked before.

The keys are computed by the application: `obmin names rebuild` makes them from what is on record.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_name_keys"
down_revision = "0016_watching"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, empty; the column of the folded names takes the other names of somebody, as JSON.

    It is renamed and not dropped: SQLite could not give a column that is never null back to a table with rows.
    """
    op.create_table(
        "name_keys",
        sa.Column("key", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_name_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_keys_person_id"), "name_keys", ["person_id"])
    op.create_table(
        "name_skeletons",
        sa.Column("deletion", ID, nullable=False),
        sa.Column("skeleton", sa.String(length=300), nullable=False),
    )
    op.create_index(op.f("ix_name_skeletons_deletion_skeleton"), "name_skeletons", ["deletion", "skeleton"])
    op.alter_column("people", "folded", new_column_name="other_names")
    op.execute(sa.table("people", sa.column("other_names")).update().values(other_names=""))


def downgrade() -> None:
    """Give the list the shown names to look in; `obmin rebuild` of that version adds the others."""
    op.alter_column("people", "other_names", new_column_name="folded")
    people = sa.table("people", sa.column("folded"), sa.column("name"))
    op.execute(people.update().values(folded=sa.func.lower(people.c.name)))
    op.drop_table("name_skeletons")
    op.drop_table("name_keys")
