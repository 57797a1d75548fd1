"""Keeping what took long to count, for a while: whoever opens the same page again does not wait for it again."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from app.core.db import db

T = TypeVar("T")

#: What is counted in fewer seconds is counted for every page.
SLOW = 0.1
#: What is kept is counted again after so many seconds, or so many times what counting took, but not after many minutes.
AT_LEAST, TIMES, AT_MOST = 30, 100, 300
#: For so many seconds others go on with what was kept, while one counts it again.
MEANWHILE = 10
#: How much is kept, before all of it is forgotten.
MOST = 500


class Kept(NamedTuple):
    """Something that was counted, and until when it holds."""

    value: Any
    until: float


_kept: dict[Hashable, Kept] = {}


def keep(key: Hashable, count: Callable[[], T], *, is_large: Callable[[T], bool] = lambda _value: False) -> T:
    """Give what was counted a short while ago, else count it; what took long, or is large, is kept for others.

    What is kept outlives the request and its session, so it holds numbers and codes, never records.
    """
    key = (id(db.engine), key)
    kept, now = _kept.get(key), monotonic()
    if kept is not None and kept.until > now:
        value: T = kept.value
        return value
    if kept is not None:
        # Whoever comes meanwhile takes what there is: many who count the same at once would each wait for all.
        _kept[key] = Kept(kept.value, now + MEANWHILE)
    value = count()
    took = monotonic() - now
    if took >= SLOW or is_large(value):
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = Kept(value, now + took + min(max(AT_LEAST, TIMES * took), AT_MOST))
    return value
