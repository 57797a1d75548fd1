"""Verifying the ledger finds what somebody did to it who has the database itself in hand, and names the first place."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.audit import queries
from app.audit import rules as audit
from app.audit.rules import chain
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from tests.audit import ledgers
from tests.harness.databases import Database

FOURTH = "WHERE sequence = 4"


@pytest.fixture(autouse=True)
def ledger(session: Session) -> None:  # noqa: ARG001 - what is added is undone with the test
    """A ledger of six entries, the last of which seals three looks."""
    ledgers.add("Список", times=5)
    ledgers.look(times=3)
    ledgers.seal()


def broken(anchor: audit.Head | None = None) -> tuple[int, str]:
    """Give the first entry at which the ledger is found broken, and how."""
    with pytest.raises(audit.Broken) as caught:
        audit.verify(anchor=anchor)
    db.session.rollback()
    assert str(caught.value.sequence) in str(caught.value.sentence)
    return caught.value.sequence, caught.value.fault


class TestAnUntouchedLedger:
    def test_is_as_it_was_written(self) -> None:
        found = audit.verify()
        assert (found.sequence, found.sealed, found.unsealed, found.unchecked) == (6, 3, 0, 0)

    def test_is_so_against_an_older_head(self) -> None:
        head = audit.sign_head(now=clock.now())
        ledgers.add("Ще")
        assert audit.verify(anchor=head).sequence == 7

    def test_counts_the_looks_that_are_not_sealed(self) -> None:
        ledgers.look(times=2)
        assert audit.verify().unsealed == 2

    def test_counts_each_entry_as_it_is_read(self) -> None:
        seen: list[int] = []
        audit.verify(on_entry=lambda: seen.append(1))
        assert len(seen) == 6

    def test_may_have_lost_its_readable_values(self) -> None:
        db.session.execute(text("UPDATE audit_values SET before = NULL, after = NULL"))
        db.session.commit()
        assert audit.verify().sequence == 6

    def test_tells_what_another_key_keeps_it_from_checking(self) -> None:
        db.session.info[audit.KEY] = b"another"
        assert audit.verify().unchecked == 5


class TestEdit:
    @pytest.mark.parametrize(
        "change",
        [
            "action = 'x'",
            "actor_id = NULL, agent = 'somebody else'",
            "at = '2020-01-01 00:00:00'",
            "subject_id = 77",
            "subject_type = 'people'",
            "person_id = 77",
            "digests = '{}'",
            "key_id = NULL",
            "previous_hash = hash",
            "hash = previous_hash",
        ],
    )
    def test_of_anything_in_an_entry_is_found(self, change: str) -> None:
        ledgers.tamper(f"UPDATE audit_entries SET {change} {FOURTH}")  # noqa: S608 - a table of cases
        assert broken() == (4, "changed")

    def test_with_its_hash_made_anew_breaks_what_follows(self) -> None:
        ledgers.tamper(f"UPDATE audit_entries SET action = 'x' {FOURTH}")  # noqa: S608 - our own words
        relink(4)
        assert broken() == (5, "unlinked")

    def test_with_the_whole_rest_made_anew_is_found_by_a_head_kept_elsewhere(self) -> None:
        head = audit.sign_head(now=clock.now())
        ledgers.tamper(f"UPDATE audit_entries SET action = 'x' {FOURTH}")  # noqa: S608 - our own words
        relink(4, 5, 6)
        assert audit.verify().sequence == 6
        assert broken(head) == (6, "rewritten")

    @pytest.mark.parametrize("column", ["before", "after"])
    def test_of_a_readable_value_is_found(self, column: str) -> None:
        ledgers.tamper(
            f"UPDATE audit_values SET {column} = 'x' "  # noqa: S608 - a table of cases
            f"WHERE field = 'name' AND entry_id = (SELECT id FROM audit_entries {FOURTH})"
        )
        assert broken() == (4, "value")

    def test_that_moves_a_value_to_another_field_is_found(self) -> None:
        ledgers.tamper(
            "UPDATE audit_values SET field = 'note' "  # noqa: S608 - our own words
            f"WHERE field = 'name' AND entry_id = (SELECT id FROM audit_entries {FOURTH})"
        )
        assert broken() == (4, "fields")

    def test_of_a_sealed_look_is_found(self) -> None:
        ledgers.tamper("UPDATE access_entries SET subject_id = 77 WHERE subject_id = 1")
        assert broken() == (6, "looks")

    def test_of_a_seal_that_says_nothing_any_more_is_found(self) -> None:
        ledgers.tamper("UPDATE audit_entries SET digests = '{}' WHERE sequence = 6")
        relink(6)
        assert broken() == (6, "looks")

    def test_that_leaves_nothing_to_be_read_is_found(self, database: Database) -> None:
        if database.kind == "sqlite":
            ledgers.tamper(f"UPDATE audit_entries SET digests = 'x' {FOURTH}")  # noqa: S608 - our own words
            assert broken() == (4, "unreadable")

    def test_without_a_head_is_found(self) -> None:
        ledgers.tamper("DELETE FROM audit_head")
        assert broken() == (6, "head")

    def test_of_the_head_is_found(self) -> None:
        ledgers.tamper("UPDATE audit_head SET hash = 'x'")
        assert broken() == (6, "head")


def relink(*numbers: int) -> None:
    """Hash entries again, each upon the one before it, and end the ledger at the last, as whoever knows how could."""
    former = ""
    for entry, _values in list(queries.stream_entries()):
        if entry.sequence in numbers:
            made = chain.hash_of(SimpleNamespace(**{**entry._mapping, "previous_hash": former}))
            db.session.rollback()
            ledgers.tamper(
                f"UPDATE audit_entries SET previous_hash = '{former}', hash = '{made}' "  # noqa: S608 - our own words
                f"WHERE sequence = {entry.sequence}",
                f"UPDATE audit_head SET hash = '{made}'",  # noqa: S608 - our own words
            )
        former = made if entry.sequence in numbers else entry.hash


class TestDelete:
    def test_of_an_entry_is_found(self) -> None:
        ledgers.tamper(
            f"DELETE FROM audit_values WHERE entry_id = (SELECT id FROM audit_entries {FOURTH})",  # noqa: S608
            f"DELETE FROM audit_entries {FOURTH}",  # noqa: S608
        )
        assert broken() == (4, "missing")

    def test_of_a_readable_value_is_found(self) -> None:
        ledgers.tamper(f"DELETE FROM audit_values WHERE entry_id = (SELECT id FROM audit_entries {FOURTH})")  # noqa: S608
        assert broken() == (4, "fields")

    def test_of_a_sealed_look_is_found(self) -> None:
        ledgers.tamper("DELETE FROM access_entries WHERE subject_id = 1")
        assert broken() == (6, "looks")


class TestInsert:
    COPY = (
        "INSERT INTO audit_entries (id, sequence, at, agent, action, subject_type, subject_id, digests, former_digests,"
        " previous_hash, hash) SELECT {id}, {number}, at, agent, action, subject_type, 99, '{{}}', former_digests,"
        " previous_hash, hash FROM audit_entries WHERE sequence = {like}"
    )

    def test_between_two_entries_is_found(self) -> None:
        ledgers.tamper(
            "UPDATE audit_entries SET sequence = -sequence WHERE sequence > 3",
            "UPDATE audit_entries SET sequence = 1 - sequence WHERE sequence < 0",
            self.COPY.format(id=10**9, number=4, like=5),
            "UPDATE audit_head SET sequence = 7",
        )
        assert broken() == (4, "changed")

    def test_that_fits_what_went_before_breaks_what_follows(self) -> None:
        ledgers.tamper(
            "UPDATE audit_entries SET sequence = -sequence WHERE sequence > 3",
            "UPDATE audit_entries SET sequence = 1 - sequence WHERE sequence < 0",
            self.COPY.format(id=10**9, number=4, like=5),
            "UPDATE audit_head SET sequence = 7",
        )
        relink(4)
        assert broken()[0] == 5

    def test_under_a_number_that_is_taken_is_found(self, database: Database) -> None:
        ledgers.tamper(*ledgers.WITHOUT_UNIQUE[database.kind])
        ledgers.tamper(self.COPY.format(id=10**9, number=4, like=4))
        assert broken() == (4, "inserted")

    def test_behind_the_last_one_is_found(self) -> None:
        ledgers.tamper(self.COPY.format(id=10**9, number=7, like=5))
        relink(7)
        ledgers.tamper("UPDATE audit_head SET hash = (SELECT hash FROM audit_entries WHERE sequence = 6)")
        assert broken() == (7, "head")

    def test_of_a_look_among_those_that_are_sealed_is_found(self) -> None:
        ledgers.tamper(
            "INSERT INTO access_entries (id, at, action, subject_type, details) "
            "VALUES (-1, '2026-03-01 09:00:00', 'search', 'people', '{}')",
            "UPDATE access_entries SET id = 0 WHERE id = 1",
            "UPDATE access_entries SET id = 1 WHERE id = -1",
        )
        assert broken() == (6, "looks")


class TestReorder:
    def test_of_two_entries_is_found(self) -> None:
        ledgers.tamper(
            "UPDATE audit_entries SET sequence = -2 WHERE sequence = 2",
            "UPDATE audit_entries SET sequence = 2 WHERE sequence = 4",
            "UPDATE audit_entries SET sequence = 4 WHERE sequence = -2",
        )
        assert broken() == (2, "changed")


class TestCutShort:
    CUT = (
        "DELETE FROM audit_values WHERE entry_id IN (SELECT id FROM audit_entries WHERE sequence > 4)",
        "DELETE FROM audit_entries WHERE sequence > 4",
    )

    def test_is_found_where_the_head_was_left(self) -> None:
        ledgers.tamper(*self.CUT)
        assert broken() == (5, "cut")

    def test_is_found_by_a_head_kept_elsewhere_where_ours_was_moved(self) -> None:
        head = audit.sign_head(now=clock.now())
        moved = "UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_entries WHERE sequence = 4)"
        ledgers.tamper(*self.CUT, moved)
        assert audit.verify().sequence == 4
        assert broken(head) == (5, "cut")

    def test_is_found_when_the_ledger_has_grown_again(self) -> None:
        head = audit.sign_head(now=clock.now())
        moved = "UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_entries WHERE sequence = 4)"
        ledgers.tamper(*self.CUT, moved)
        ledgers.add("Інше", times=4)
        assert broken(head) == (6, "rewritten")


class TestHead:
    def test_is_read_as_it_was_written(self) -> None:
        head = audit.sign_head(now=clock.now())
        assert audit.read_head(head.to_json()) == head

    @pytest.mark.parametrize(
        "text", ["", "{}", "[1]", "null", '{"sequence": 1}', '{"sequence": 1, "hash": 1, "at": 1, "signature": 1}']
    )
    def test_that_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(RuleError, match="no head of the ledger"):
            audit.read_head(text)

    def test_of_another_key_is_refused(self) -> None:
        text = audit.sign_head(now=clock.now()).to_json()
        db.session.info[audit.KEY] = b"another"
        with pytest.raises(RuleError, match="secret key"):
            audit.read_head(text)
