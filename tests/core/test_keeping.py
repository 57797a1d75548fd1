"""What took long to count is kept for a while, and counted again by one for all."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.core import keeping


class Time:
    """A clock that only counting moves."""

    now = 1000.0


@pytest.fixture(autouse=True)
def time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Time]:
    time = Time()
    monkeypatch.setattr(keeping, "_kept", {})
    monkeypatch.setattr(keeping, "monotonic", lambda: time.now)
    with app.app_context():
        yield time


def counting(time: Time, value: int, seconds: float) -> Callable[[], int]:
    def count() -> int:
        time.now += seconds
        return value

    return count


def test_what_is_counted_quickly_is_counted_each_time(time: Time) -> None:
    assert [keeping.keep("a", counting(time, value, 0.01)) for value in (1, 2)] == [1, 2]


def test_what_is_large_is_kept_however_quickly_it_was_counted(time: Time) -> None:
    taken = [keeping.keep("a", counting(time, value, 0), is_large=lambda count: count > 1) for value in (1, 2, 3)]
    assert taken == [1, 2, 2]


@pytest.mark.parametrize(("took", "kept_for"), [(0.1, 30), (1, 100), (60, 300)])
def test_what_took_long_is_kept_for_longer(time: Time, took: float, kept_for: int) -> None:
    assert keeping.keep("a", counting(time, 1, took)) == 1
    time.now += kept_for - 1
    assert keeping.keep("a", counting(time, 2, took)) == 1
    time.now += 2
    assert keeping.keep("a", counting(time, 3, took)) == 3


def test_whoever_comes_while_it_is_counted_again_takes_what_was_kept(time: Time) -> None:
    keeping.keep("a", counting(time, 1, 1))
    time.now += 101
    meanwhile: list[int] = []

    def count() -> int:
        meanwhile.append(keeping.keep("a", counting(time, 9, 1)))
        return counting(time, 2, 1)()

    assert (keeping.keep("a", count), meanwhile) == (2, [1])


def test_all_is_forgotten_where_it_would_be_too_much(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    for name, value in (("a", 1), ("b", 2), ("a", 3)):
        assert keeping.keep(name, counting(time, value, 1)) == value
