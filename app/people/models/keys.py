"""The keys under which people stand by their names, and the neighbourhood of each surname for slips in typing."""

import json

from sqlalchemy import Column, Dialect, Index, String, Table, Text, TypeDecorator

from app.core.db import Base, BigId


class NamesInParts(TypeDecorator[list[list[str]]]):
    """Names, each as its surname, given name, patronymic and what else it is; no names are an empty text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[list[str]] | None, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        """Write names as JSON."""
        return json.dumps(value, ensure_ascii=False) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[list[str]]:  # noqa: ARG002 - SQLAlchemy's signature
        """Read names; most people have none."""
        names: list[list[str]] = json.loads(value) if value else []
        return names


#: Who stands under a key: a hash of what a name has in common with its other spellings (app.names.keys). Written by
#: people.search.keeping alone. Tables and no classes, since millions of rows are only ever read and written in bulk; no
#: foreign key either, which would double the time to build them, and people are never deleted.
name_keys = Table(
    "name_keys",
    Base.metadata,
    Column("key", BigId, primary_key=True, autoincrement=False),
    Column("person_id", BigId, primary_key=True, autoincrement=False),
    Index("ix_name_keys_person_id", "person_id"),
    sqlite_with_rowid=False,
)

#: The skeletons of surnames on record, each under itself and under what is left of it without any one of its letters.
#: Not unique, so that two who enter bearers of a new surname at once never wait for each other.
name_skeletons = Table(
    "name_skeletons",
    Base.metadata,
    Column("deletion", BigId, nullable=False),
    Column("skeleton", String(300), nullable=False),
    Index("ix_name_skeletons_deletion_skeleton", "deletion", "skeleton"),
)
