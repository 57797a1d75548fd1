"""Verifying the ledger: every entry is read in order and hashed anew, up to the first that is not as it was written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit import queries
from app.audit.rules import chain, sealing
from app.audit.rules.heads import Head
from app.audit.rules.recording import KEY
from app.audit.rules.values import digest, key_id_of
from app.core.db import db
from app.core.i18n import lazy_ as _l


class Broken(Exception):  # noqa: N818 - it is what the ledger is
    """The first entry that is not as it was written: its number, what happened to it, and a sentence."""

    def __init__(self, sequence: int, fault: str, sentence: object) -> None:
        super().__init__(sequence, fault, sentence)
        self.sequence, self.fault, self.sentence = sequence, fault, sentence


@dataclass
class Tally:
    """How far the ledger was read: its last entry, how many looks are sealed and how many wait, what was not checked.

    Readable values cannot be checked where another secret key made their digests, or where they are older than the
    chain.
    """

    key: bytes
    sequence: int = 0
    hash: str = chain.BEGINNING
    sealed_through: int = 0
    sealed: int = 0
    unsealed: int = 0
    unchecked: int = 0


def verify(*, anchor: Head | None = None, on_entry: Callable[[], object] = lambda: None) -> Tally:
    """Read the whole ledger and raise `Broken` at the first entry that is not as it was written.

    Whoever can write to the database past the application can make a whole new chain; only a head that was kept
    elsewhere, the `anchor`, shows that, and that the newest entries were cut off.
    """
    tally = Tally(key=db.session.info[KEY])
    for entry, values in read(tally):
        check_place(entry, tally)
        check_values(entry, values, tally)
        if entry.action == sealing.SEAL:
            check_seal(entry, tally)
        tally.sequence, tally.hash = entry.sequence, entry.hash
        check_anchor(anchor, tally)
        on_entry()
    check_end(anchor, tally)
    tally.unsealed = queries.count_looks_after(tally.sealed_through)
    return tally


def read(tally: Tally) -> Iterator[tuple[Any, Sequence[Any]]]:
    """Read the entries in their order; where some cannot be read at all, one by one up to the first of them."""
    after = None
    for chunk in (queries.CHUNK, 1):
        try:
            yield from queries.stream_entries(after=after, chunk=chunk)
        except ValueError:
            after = tally.sequence
        else:
            return
    number = tally.sequence + 1
    raise Broken(number, "unreadable", _l("Entry %(number)s cannot be read.", number=number))


def check_place(entry: Any, tally: Tally) -> None:  # noqa: ANN401 - the row of an entry
    """Check that an entry is the next one, says what it said, and follows the one before it."""
    number = tally.sequence + 1
    if entry.sequence > number:
        raise Broken(number, "missing", _l("Entry %(number)s is missing.", number=number))
    if entry.sequence < number:
        raise Broken(
            entry.sequence, "inserted", _l("Entry %(number)s stands there more than once.", number=entry.sequence)
        )
    if chain.hash_of(entry) != entry.hash:
        raise Broken(number, "changed", _l("Entry %(number)s is not what was written.", number=number))
    if entry.previous_hash != tally.hash:
        raise Broken(number, "unlinked", _l("Entry %(number)s does not follow the one before it.", number=number))


def check_values(entry: Any, values: Sequence[Any], tally: Tally) -> None:  # noqa: ANN401 - the row of an entry
    """Check the readable values beside an entry against its digests; those that were emptied are let be."""
    if entry.action != sealing.SEAL and {value.field for value in values} != set(entry.digests):
        sentence = _l("The fields beside entry %(number)s are not those that were written.", number=entry.sequence)
        raise Broken(entry.sequence, "fields", sentence)
    if not values:
        return
    if entry.key_id != key_id_of(tally.key):
        tally.unchecked += 1
        return
    for value in values:
        pairs = ((value.after, entry.digests), (value.before, entry.former_digests))
        if any(text is not None and not is_digested(text, value.field, made, tally) for text, made in pairs):
            sentence = _l(
                "The readable value of %(field)s beside entry %(number)s is not what was written.",
                field=value.field,
                number=entry.sequence,
            )
            raise Broken(entry.sequence, "value", sentence)


def is_digested(text: str, field: str, digests: dict[str, str], tally: Tally) -> bool:
    """Tell whether a readable value is the one that was digested."""
    return digests.get(field) == digest(tally.key, field, text)


def check_seal(entry: Any, tally: Tally) -> None:  # noqa: ANN401 - the row of an entry
    """Check that the looks under a seal are those that were sealed, and that it begins where the last one ended."""
    after, through = tally.sealed_through, entry.subject_id
    counted, made = sealing.digest_of(queries.stream_looks(after, through))
    if entry.digests != {"after": str(after), "count": str(counted), "sha256": made}:
        sentence = _l(
            "The looks %(first)s to %(last)s are not those that entry %(number)s sealed.",
            first=after + 1,
            last=through,
            number=entry.sequence,
        )
        raise Broken(entry.sequence, "looks", sentence)
    tally.sealed_through, tally.sealed = through, tally.sealed + counted


def check_anchor(anchor: Head | None, tally: Tally) -> None:
    """Check the entry that a head kept elsewhere names."""
    if anchor and anchor.sequence == tally.sequence and anchor.hash != tally.hash:
        sentence = _l("Entry %(number)s is not the one of the head that was kept.", number=tally.sequence)
        raise Broken(tally.sequence, "rewritten", sentence)


def check_end(anchor: Head | None, tally: Tally) -> None:
    """Check that the ledger ends where its head says, and not before the head that was kept elsewhere."""
    head = queries.find_head()
    for end in filter(None, (head and head.sequence, anchor and anchor.sequence)):
        if tally.sequence < end:
            sentence = _l("The ledger is cut short: entry %(number)s is missing.", number=tally.sequence + 1)
            raise Broken(tally.sequence + 1, "cut", sentence)
    if head is None or (head.sequence, head.hash) != (tally.sequence, tally.hash):
        sentence = _l("Entry %(number)s is not where the head says that the ledger ends.", number=tally.sequence)
        raise Broken(tally.sequence, "head", sentence)
