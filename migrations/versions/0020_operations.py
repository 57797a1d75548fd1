"""Operations, their days and steps, what was published of them, and the words that describe them."""

import sqlalchemy as sa
from alembic import op

revision = "0020_operations"
down_revision = "0019_mergers"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_NUMBERED = sa.text("official_no is not null")
STATES = ("draft", "requested", "agreed", "under_way", "completed", "cancelled")

formats = sa.table("operation_formats", *map(sa.column, ("code", "label_en", "label_uk", "kind", "position")))
mediators = sa.table(
    "mediators",
    *map(sa.column, ("code", "label_en", "label_uk")),
    sa.column("aliases", sa.JSON()),
    sa.column("position"),
)

#: code, English, Ukrainian, what it is counted as.
FORMATS = [
    ("general", "general exchange", "загальний обмін", "exchange"),
    ("wounded_ill", "exchange of seriously wounded or ill", "обмін важкопоранених і важкохворих", "exchange"),
    ("under_25", "exchange of those under 25", "обмін осіб до 25 років", "exchange"),
    ("medical", "medical repatriation", "медична репатріація", "repatriation"),
    ("unilateral", "unilateral release", "звільнення поза обміном", "release"),
    ("remains", "transfer of remains", "передання тіл загиблих", "remains"),
]
#: code, English, Ukrainian, other words by which lists name it.
MEDIATORS = [
    ("are", "United Arab Emirates", "Об’єднані Арабські Емірати", ["UAE", "ОАЕ", "ОАЭ", "Emirates", "Емірати"]),
    ("tur", "Türkiye", "Туреччина", ["Turkey", "Istanbul talks", "Стамбульські домовленості", "Турция"]),
    ("usa", "United States", "Сполучені Штати", ["USA", "US", "США", "Geneva talks", "Abu Dhabi talks"]),
    ("vat", "Vatican", "Ватикан", ["Holy See", "Святий Престол"]),
    ("qat", "Qatar", "Катар", []),
    ("sau", "Saudi Arabia", "Саудівська Аравія", ["Саудовская Аравия"]),
    ("blr", "Belarus", "Білорусь", ["Беларусь"]),
    ("icrc", "ICRC", "МКЧХ", ["International Committee of the Red Cross", "Червоний Хрест", "МККК"]),
    ("osce", "OSCE", "ОБСЄ", ["OSCE monitors", "ОБСЕ"]),
    ("minsk", "Trilateral Contact Group", "Тристороння контактна група", ["Minsk contact group", "Minsk group", "ТКГ"]),
    ("normandy", "Normandy Four", "Нормандська четвірка", ["Normandy summit", "Normandy format"]),
]


def states(name: str) -> sa.Enum:
    """Give the list of an operation's states, under the name of its check."""
    return sa.Enum(*STATES, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Add the tables and the words that every office starts with."""
    create_words()
    create_operations()
    create_claims()
    names = ("code", "label_en", "label_uk", "kind")
    op.bulk_insert(formats, [{**dict(zip(names, row, strict=True)), "position": n} for n, row in enumerate(FORMATS)])
    names = ("code", "label_en", "label_uk", "aliases")
    op.bulk_insert(
        mediators, [{**dict(zip(names, row, strict=True)), "position": n} for n, row in enumerate(MEDIATORS)]
    )


def create_words() -> None:
    """Add the vocabularies."""
    op.create_table(
        "mediators",
        sa.Column("id", ID, nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_uk", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediators")),
        sa.UniqueConstraint("code", name=op.f("uq_mediators_code")),
    )
    op.create_table(
        "operation_formats",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "exchange",
                "repatriation",
                "release",
                "remains",
                name="operationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("label_uk", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_formats")),
        sa.UniqueConstraint("code", name=op.f("uq_operation_formats_code")),
    )


def create_operations() -> None:
    """Add operations with their mediators, days and steps."""
    op.create_table(
        "operations",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("format_id", ID, nullable=False),
        sa.Column("to_us", sa.Integer(), nullable=True),
        sa.Column("to_them", sa.Integer(), nullable=True),
        sa.Column("is_all_for_all", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("planned_edtf", sa.String(length=300), nullable=True),
        sa.Column("planned_earliest", sa.Date(), nullable=True),
        sa.Column("planned_latest", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("route", sa.String(length=300), nullable=True),
        sa.Column("official_no", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", states("operationstate"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", ID, nullable=True),
        sa.CheckConstraint(
            "not is_all_for_all or (to_us is null and to_them is null)", name=op.f("ck_operations_formula_is_one")
        ),
        sa.CheckConstraint("planned_earliest <= planned_latest", name=op.f("ck_operations_planned_ordered")),
        sa.CheckConstraint("to_us >= 0 and to_them >= 0", name=op.f("ck_operations_formula_counts")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_operations_created_by_id_users")),
        sa.ForeignKeyConstraint(
            ["format_id"], ["operation_formats.id"], name=op.f("fk_operations_format_id_operation_formats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
        sa.UniqueConstraint("code", name=op.f("uq_operations_code")),
    )
    op.create_index(
        op.f("ix_operations_format_id_planned_latest_id"), "operations", ["format_id", "planned_latest", "id"]
    )
    op.create_index(op.f("ix_operations_planned_latest_id"), "operations", ["planned_latest", "id"])
    op.create_index(op.f("ix_operations_state_planned_latest_id"), "operations", ["state", "planned_latest", "id"])
    op.create_index(
        "uq_operations_official_no",
        "operations",
        ["official_no"],
        unique=True,
        sqlite_where=IS_NUMBERED,
        postgresql_where=IS_NUMBERED,
    )
    op.create_table(
        "operation_mediators",
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("mediator_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediators.id"], name=op.f("fk_operation_mediators_mediator_id_mediators")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_operation_mediators_operation_id_operations")
        ),
        sa.PrimaryKeyConstraint("operation_id", "mediator_id", name=op.f("pk_operation_mediators")),
    )
    op.create_index(op.f("ix_operation_mediators_mediator_id"), "operation_mediators", ["mediator_id"])
    op.create_table(
        "operation_stages",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("day_edtf", sa.String(length=300), nullable=True),
        sa.Column("day_earliest", sa.Date(), nullable=True),
        sa.Column("day_latest", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("day_earliest <= day_latest", name=op.f("ck_operation_stages_day_ordered")),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_operation_stages_operation_id_operations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_stages")),
    )
    op.create_index(
        op.f("ix_operation_stages_operation_id_day_latest_id"), "operation_stages", ["operation_id", "day_latest", "id"]
    )
    op.create_table(
        "operation_transitions",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("from_state", states("fromoperationstate"), nullable=True),
        sa.Column("to_state", states("operationstate"), nullable=False),
        sa.Column("happened", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "to_state != 'cancelled' or reason is not null", name=op.f("ck_operation_transitions_cancelling_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_operation_transitions_operation_id_operations")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_operation_transitions_recorded_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_transitions")),
    )
    op.create_index(op.f("ix_operation_transitions_operation_id_id"), "operation_transitions", ["operation_id", "id"])


def create_claims() -> None:
    """Add what is published: of operations, and as totals."""
    op.create_table(
        "operation_claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("stage_id", ID, nullable=True),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("ukr_returned", sa.Integer(), nullable=True),
        sa.Column("rus_returned", sa.Integer(), nullable=True),
        sa.Column("civilians_ukr", sa.Integer(), nullable=True),
        sa.Column("civilians_rus", sa.Integer(), nullable=True),
        sa.Column("azovstal", sa.Integer(), nullable=True),
        sa.Column("mariupol", sa.Integer(), nullable=True),
        sa.Column("conscripts_rus", sa.Integer(), nullable=True),
        sa.Column("outside_exchange", sa.Integer(), nullable=True),
        sa.Column("bodies_to_ukr", sa.Integer(), nullable=True),
        sa.Column("bodies_to_rus", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.String(length=300), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by_id", ID, nullable=True),
        sa.Column("retraction_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(retracted_at is null) = (retraction_reason is null)",
            name=op.f("ck_operation_claims_retraction_has_reason"),
        ),
        sa.CheckConstraint("azovstal >= 0", name=op.f("ck_operation_claims_azovstal_counts")),
        sa.CheckConstraint("bodies_to_rus >= 0", name=op.f("ck_operation_claims_bodies_to_rus_counts")),
        sa.CheckConstraint("bodies_to_ukr >= 0", name=op.f("ck_operation_claims_bodies_to_ukr_counts")),
        sa.CheckConstraint("civilians_rus >= 0", name=op.f("ck_operation_claims_civilians_rus_counts")),
        sa.CheckConstraint("civilians_ukr >= 0", name=op.f("ck_operation_claims_civilians_ukr_counts")),
        sa.CheckConstraint("conscripts_rus >= 0", name=op.f("ck_operation_claims_conscripts_rus_counts")),
        sa.CheckConstraint("mariupol >= 0", name=op.f("ck_operation_claims_mariupol_counts")),
        sa.CheckConstraint("outside_exchange >= 0", name=op.f("ck_operation_claims_outside_exchange_counts")),
        sa.CheckConstraint("rus_returned >= 0", name=op.f("ck_operation_claims_rus_returned_counts")),
        sa.CheckConstraint("ukr_returned >= 0", name=op.f("ck_operation_claims_ukr_returned_counts")),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_operation_claims_operation_id_operations")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_operation_claims_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by_id"], ["users.id"], name=op.f("fk_operation_claims_retracted_by_id_users")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_operation_claims_source_id_sources")),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["operation_stages.id"], name=op.f("fk_operation_claims_stage_id_operation_stages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_claims")),
    )
    op.create_index(op.f("ix_operation_claims_operation_id_id"), "operation_claims", ["operation_id", "id"])
    op.create_index(op.f("ix_operation_claims_source_id_id"), "operation_claims", ["source_id", "id"])
    op.create_index(op.f("ix_operation_claims_stage_id_id"), "operation_claims", ["stage_id", "id"])
    op.create_table(
        "published_totals",
        sa.Column("id", ID, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("metric", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("confidence", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_published_totals_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_published_totals_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_totals")),
        sa.UniqueConstraint(
            "as_of", "metric", "source_id", "value", name=op.f("uq_published_totals_as_of_metric_source_id_value")
        ),
    )
    op.create_index(op.f("ix_published_totals_metric_as_of_id"), "published_totals", ["metric", "as_of", "id"])
    op.create_index(op.f("ix_published_totals_source_id"), "published_totals", ["source_id"])


def downgrade() -> None:
    """Forget every operation and all that was said of them."""
    op.drop_table("published_totals")
    op.drop_table("operation_claims")
    op.drop_table("operation_transitions")
    op.drop_table("operation_stages")
    op.drop_table("operation_mediators")
    op.drop_table("operations")
    op.drop_table("operation_formats")
    op.drop_table("mediators")
