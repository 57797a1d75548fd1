"""The names under which somebody is on record: of a statement, of a row, and what the row itself does not show."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from app.names.forms import Name

#: Where a row or a statement tells names. A name in Latin letters is one of its own, in an order that nobody knows.
COLUMNS = ("surname", "given_name", "patronymic", "call_sign", "latin_name")


class Named(Protocol):
    """What tells a name: a statement, a person, or a row with the same columns."""

    surname: Any
    given_name: Any
    patronymic: Any
    call_sign: Any
    latin_name: Any


def names_in(one: Named) -> list[Name]:
    """Give the names that one statement, or one row, tells."""
    return names_told(*(getattr(one, name) for name in COLUMNS))


def names_among(values: Mapping[str, Any]) -> list[Name]:
    """Give the names among some values of an identity."""
    return names_told(*(values.get(name) for name in COLUMNS))


def names_told(*told: str | None) -> list[Name]:
    """Give the names that the columns of names tell: a call sign both beside the name and alone."""
    surname, given, patronymic, called, latin = told
    names = [Name(surname or "", given or "", patronymic or "", called or "")] if any(told[:4]) else []
    names += [Name(other=called)] if called and any(told[:3]) else []
    return [*names, Name(other=latin)] if latin else names


def other_names(shown: Mapping[str, Any], statements: Iterable[Named]) -> list[list[str]]:
    """Give the names that statements tell and that the values shown of somebody do not, each in its parts."""
    known = set(names_among(shown))
    others = dict.fromkeys(name for one in statements for name in names_in(one) if name not in known)
    return sorted([name.surname, name.given, name.patronymic, name.other] for name in others)


def names_of(row: Any, others: Iterable[list[str]] | None = None) -> tuple[Name, ...]:  # noqa: ANN401 - a person or a row
    """Give every name of somebody, the shown one first; the others as they are kept, if they are not given."""
    return (*names_in(row), *(Name(*parts) for parts in (row.other_names if others is None else others)))
