"""The words every office starts with: two sides, ten categories, and the cohorts that real lists name."""

import sqlalchemy as sa
from alembic import op

revision = "0007_vocabulary"
down_revision = "0006_exports"

sides = sa.table("sides", *map(sa.column, ("code", "label_en", "label_uk", "position")))
categories = sa.table(
    "categories", *map(sa.column, ("code", "label_en", "label_uk", "label_uk_female", "law", "position"))
)
cohorts = sa.table("cohorts", *map(sa.column, ("code", "label_en", "label_uk", "position")))

SIDES = [("ukr", "Ukraine", "Україна"), ("rus", "Russian Federation", "РФ")]
#: code, English, Ukrainian, Ukrainian feminine, the law that says what to record (gc3, gc4 or either).
CATEGORIES = [
    ("azovstal_defender", "Azovstal defender", "захисник «Азовсталі»", "захисниця «Азовсталі»", "gc3"),
    ("conscript", "conscript", "строковик", "військовослужбовиця строкової служби", "gc3"),
    ("civilian", "civilian", "цивільний", "цивільна", "gc4"),
    ("contract", "contract soldier", "за контрактом", "за контрактом", "gc3"),
    ("mobilised", "mobilised", "мобілізований", "мобілізована", "gc3"),
    ("volunteer", "volunteer formation", "доброволець", "доброволиця", "gc3"),
    (
        "police_border",
        "police or border guard",
        "поліція або прикордонна служба",
        "поліція або прикордонна служба",
        "gc3",
    ),
    ("medical_religious", "medical or religious personnel", "медик або капелан", "медикиня або капеланка", "gc3"),
    ("other", "other", "інша категорія", "інша категорія", "either"),
    ("unknown", "unknown", "невідомо", "невідомо", "either"),
]
COHORTS = [
    ("at_azovstal", "at Azovstal", "оборона «Азовсталі»"),
    ("wounded", "wounded", "поранення"),
    ("woman", "woman", "жінка"),
    ("under_25", "under 25", "до 25 років"),
    ("held_since_2014", "held since before 2022", "утримання з часу до 2022 року"),
    ("crimean_tatar", "Crimean Tatar", "кримськотатарська національність"),
    ("foreign_national", "foreign national", "іноземне громадянство"),
]


def upgrade() -> None:
    """Add the words."""
    op.bulk_insert(sides, [row_of(("code", "label_en", "label_uk"), row, n) for n, row in enumerate(SIDES)])
    names = ("code", "label_en", "label_uk", "label_uk_female", "law")
    op.bulk_insert(categories, [row_of(names, row, n) for n, row in enumerate(CATEGORIES)])
    op.bulk_insert(cohorts, [row_of(("code", "label_en", "label_uk"), row, n) for n, row in enumerate(COHORTS)])


def row_of(names: tuple[str, ...], values: tuple[str, ...], position: int) -> dict[str, object]:
    """Name the columns of one row and give it its place in the list."""
    return {**dict(zip(names, values, strict=True)), "position": position}


def downgrade() -> None:
    """Take the words away; the database refuses while people use them."""
    for table, rows in ((cohorts, COHORTS), (categories, CATEGORIES), (sides, SIDES)):
        op.execute(table.delete().where(table.c.code.in_([row[0] for row in rows])))
