"""Where facts come from, and places."""

import sqlalchemy as sa
from alembic import op

revision = "0003_sources_and_places"
down_revision = "0002_ledger"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "family",
                "witness",
                "open_source",
                "released_prisoner",
                "detaining_power",
                "icrc",
                "official_body",
                "forensic",
                "own_office",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reliability",
            sa.Enum(
                "A", "B", "C", "D", "E", "F", name="reliability", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("published_edtf", sa.String(length=300), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("repeats_id", ID, nullable=True),
        sa.CheckConstraint("repeats_id is null or repeats_id != id", name=op.f("ck_sources_repeats_another")),
        sa.ForeignKeyConstraint(["repeats_id"], ["sources.id"], name=op.f("fk_sources_repeats_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_index(op.f("ix_sources_repeats_id"), "sources", ["repeats_id"])
    op.create_table(
        "places",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "settlement",
                "site",
                "colony",
                "pretrial",
                "camp",
                "hospital",
                "crossing",
                "other",
                "unknown",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("region", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("folded", name=op.f("uq_places_folded")),
    )
    op.create_index(op.f("ix_places_needs_review"), "places", ["needs_review"])
    op.create_table(
        "place_aliases",
        sa.Column("id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_aliases_place_id_places")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_aliases")),
        sa.UniqueConstraint("folded", name=op.f("uq_place_aliases_folded")),
    )
    op.create_index(op.f("ix_place_aliases_place_id"), "place_aliases", ["place_id"])


def downgrade() -> None:
    op.drop_table("place_aliases")
    op.drop_table("places")
    op.drop_table("sources")
