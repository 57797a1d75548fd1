"""Deriving everybody anew where records were merged."""

from collections.abc import Callable
from types import SimpleNamespace

from click.testing import Result

from app.core.db import db


def test_finds_a_merged_group_stored_as_the_facts_say(obmin: Callable[..., Result], factories: SimpleNamespace) -> None:
    merged = factories.person(rank="сержант")
    factories.custody_event(person=merged, happened="2022-05-16")
    kept = factories.merger(merged=merged).kept
    db.session.commit()
    assert "1 people compared: all are stored as the facts say" in obmin("rebuild", "--check").stdout
    assert "1 people rebuilt" in obmin("rebuild").stdout
    assert kept.rank == "сержант"
