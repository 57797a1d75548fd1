"""How often a password may be tried: every failure is counted, under the name it was tried with and for its address.

A counter goes by a keyed digest. A name that nobody has is counted like any other, so that its being shut tells
nothing; and what was typed there, which may be a password, is not kept.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from app.accounts import queries
from app.accounts.models import SignInFailure
from app.core.db import db

WINDOW = timedelta(minutes=15)
#: Failures within the window that shut a counter. A whole office may share one address.
ACCOUNT_LIMIT, ADDRESS_LIMIT = 5, 30
#: For how long, the first time and each further time in a row.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
KEPT_FOR = timedelta(days=1)
#: A household or a server is given so many addresses of IPv6 that only their common beginning counts.
SHARED_BITS = 64


@dataclass(frozen=True)
class Counters:
    """The two counters of one attempt: that of the name and that of the address it comes from."""

    account: str
    address: str


def counters_of(username: str, address: str | None, *, key: bytes) -> Counters:
    """Give the counters of an attempt under a name from an address."""

    def digest(kind: str, value: str) -> str:
        return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()

    return Counters(digest("account", username.strip().lower()), digest("address", network_of(address or "")))


def network_of(address: str) -> str:
    """Give what counts of an address: all of it, or the part of an IPv6 address that one household shares."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, SHARED_BITS), strict=False))


def locked_until(failures: Sequence[datetime], limit: int) -> datetime | None:
    """Tell until when failures, in their order, shut a counter; None when they never did.

    The limit within the window shuts it for a minute. Each failure after that shuts it at once and for longer, until
    there was none for the length of a window.
    """
    until, times, first = None, 0, 0
    for number, at in enumerate(failures):
        if until is not None and at - until >= WINDOW:
            until, times, first = None, 0, number
        recent = sum(at - former < WINDOW for former in failures[max(first, number + 1 - limit) : number + 1])
        if times or recent >= limit:
            until = at + DELAYS[min(times, len(DELAYS) - 1)]
            times += 1
    return until


def shut_until(counters: Counters, *, now: datetime) -> datetime | None:
    """Tell until when an attempt is refused whatever its password, or give None."""
    limits = {counters.account: ACCOUNT_LIMIT, counters.address: ADDRESS_LIMIT}
    since = now - KEPT_FOR
    ends = [locked_until(queries.list_failures(counter, since=since), limit) for counter, limit in limits.items()]
    return max((end for end in ends if end is not None and end > now), default=None)


def count_failure(counters: Counters, *, now: datetime) -> None:
    """Count a wrong password; what was counted longer ago than a day is forgotten."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at <= now - KEPT_FOR))
    db.session.add_all(SignInFailure(counter=counter, at=now) for counter in (counters.account, counters.address))


def forgive(counters: Counters) -> None:
    """Forget the failures under a name whose password was right; those of the address stay counted."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.counter == counters.account))
