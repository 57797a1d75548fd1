"""Searching the whole registry for pairs, part by part: what is done stays done, also when it is stopped."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from app.audit import rules as audit
from app.core.db import db
from app.core.locks import await_turn
from app.core.many import blocks
from app.matching import queries
from app.matching.models import Pair, Scan
from app.matching.rules.finding import Finder, Key, Part, compare_next, compare_sharing
from app.matching.rules.refresh import refresh_contradictions, refresh_verdict
from app.names.scoring import Score

#: Whatever took longer to be saved than this after it was begun is found by the next full scan only.
LATE = timedelta(days=1)
#: Two scans store what they find one after the other.
TURN = "scan pairs"
#: Pairs that are taken away in one statement.
SOME = 1_000
#: Keys are whole numbers of 64 bits, spread evenly: a full scan is counted in shares of them.
LOWEST_KEY, KEYS, SHARES = -(2**63), 2**64, 1_000


def scan(*, is_full: bool, now: datetime) -> Scan:
    """Scan a small record in one go."""
    begun, finder = begin(is_full=is_full, now=now), Finder()
    part: Part | None = compare_sharing(finder)
    while part is not None:
        keep(begun, part, now=now)
        part = compare_next(begun, finder)
    finish(begun, now=now)
    return begun


def begin(*, is_full: bool, now: datetime) -> Scan:
    """Begin a scan, or take up the one that was interrupted; the first one is always of everybody."""
    await_turn(TURN)
    last, newest = queries.find_last_finished_scan(), queries.find_newest_scan()
    if newest is not None and newest.finished_at is None and (newest.changed_since is None or not is_full):
        return newest
    since = None if is_full or last is None else last.started_at - LATE
    scan = Scan(started_at=now, changed_since=since)
    db.session.add(scan)
    db.session.flush()
    return scan


def keep(scan: Scan, part: Part, *, now: datetime) -> None:
    """Store what a part found, beside what is stored already; pairs that are none any more go, unless judged."""
    await_turn(TURN)
    stored = queries.pairs_stored_among(part.found)
    if known := [{"id": stored[key], **columns_of(part.found[key], now)} for key in stored]:
        db.session.execute(update(Pair), known)
    new = sorted(set(part.found) - set(stored))
    if new:
        rows = [{"one_id": one, "other_id": other, "found_at": now} for one, other in new]
        scores = [columns_of(part.found[key], now) for key in new]
        db.session.execute(insert(Pair), [{**row, **score} for row, score in zip(rows, scores, strict=True)])
    if part.position is None:
        mark_sharing(part.sharing)
    elif part.people is not None:
        scan.removed += remove(queries.unseen_pairs(before=scan.started_at, numbers=part.people))
    refresh_new(new)
    scan.position = scan.position if part.position is None else part.position
    scan.compared, scan.found = scan.compared + part.compared, scan.found + len(new)
    db.session.flush()


def columns_of(score: Score, now: datetime) -> dict[str, Any]:
    """Give what is stored of a score."""
    return {"score": score.bits, "reasons": [asdict(reason) for reason in score.reasons], "scored_at": now}


def mark_sharing(keys: Collection[Key]) -> None:
    """Mark the pairs on whose records one number stands, and no others."""
    db.session.execute(update(Pair).where(Pair.shares_number.is_(True)).values(shares_number=False))
    if numbers := queries.pairs_stored_among(keys).values():
        db.session.execute(update(Pair), [{"id": number, "shares_number": True} for number in numbers])


def remove(numbers: Collection[int]) -> int:
    """Take pairs away, and tell how many there were."""
    for some in blocks(numbers, SOME):
        db.session.execute(delete(Pair).where(Pair.id.in_(some)))
    return len(numbers)


def refresh_new(keys: Collection[Key]) -> None:
    """Write on new pairs what was judged of these people before: of records since merged, or in a chain."""
    judged = queries.people_judged()
    for one, other in keys:
        if one in judged and other in judged:
            for pair in queries.list_pairs_among((one, other)):
                refresh_verdict(pair)
            refresh_contradictions((one, other))


def finish(scan: Scan, *, now: datetime) -> None:
    """End a scan and enter it in the ledger; one of everybody takes away the pairs that it did not find again."""
    if scan.changed_since is None:
        scan.removed += remove(queries.unseen_pairs(before=scan.started_at))
    scan.position, scan.finished_at = None, now
    names = ("compared", "found", "removed")
    audit.record("scan pairs", scan, actor=None, at=now, changes={name: (None, getattr(scan, name)) for name in names})
    db.session.flush()


def extent_of(scan: Scan) -> int:
    """Tell how much there is to do: shares of all keys, or the people who changed."""
    return SHARES if scan.changed_since is None else queries.count_changed_people(since=scan.changed_since)


def done_by(scan: Scan, part: Part) -> int:
    """Tell how much of a scan a part did, in what `extent_of` counts."""
    if part.people is not None:
        return len(part.people)
    former = LOWEST_KEY if scan.position is None else scan.position
    return 0 if part.position is None else share_at(part.position) - share_at(former)


def share_at(key: int) -> int:
    """Tell how many shares of all keys lie below one.

    >>> share_at(0)
    500
    """
    return (key - LOWEST_KEY) * SHARES // KEYS
