"""People whom users watch."""

import sqlalchemy as sa
from alembic import op

revision = "0016_watching"
down_revision = "0015_lists"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the list that each user keeps."""
    op.create_table(
        "watched_people",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_watched_people_user_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_watched_people_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_people")),
        sa.UniqueConstraint("user_id", "person_id", name=op.f("uq_watched_people_user_id_person_id")),
    )
    op.create_index(op.f("ix_watched_people_person_id"), "watched_people", ["person_id"])


def downgrade() -> None:
    """Forget who watches whom."""
    op.drop_table("watched_people")
