"""0007_vocabulary: the words are there, and are not taken from under those who use them."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.core import schema
from tests.harness.databases import KINDS, Databases

BEFORE, AFTER = "0006_exports", "0007_vocabulary"


def codes(connection: sa.Connection, table: str) -> list[Any]:
    found = sa.table(table, sa.column("code"), sa.column("position"))
    return list(connection.scalars(sa.select(found.c.code).order_by(found.c.position)))


@pytest.mark.parametrize("kind", KINDS)
class TestVocabulary:
    def test_brings_the_words_in_their_order(self, databases: Databases, kind: str) -> None:
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            assert codes(connection, "sides") == ["ukr", "rus"]
            assert codes(connection, "categories")[:3] == ["azovstal_defender", "conscript", "civilian"]
            assert "at_azovstal" in codes(connection, "cohorts")

    def test_leaves_the_words_of_the_office_alone(self, databases: Databases, kind: str) -> None:
        cohorts = sa.table("cohorts", *map(sa.column, ("code", "label_en", "label_uk", "position")))
        own = {"code": "own", "label_en": "our own", "label_uk": "наша", "position": 99}
        with databases.empty(kind) as url, schema.migrating(url) as connection:
            schema.upgrade(connection, AFTER)
            connection.execute(cohorts.insert().values(own))
            schema.downgrade(connection, BEFORE)
            assert codes(connection, "cohorts") == ["own"]
