"""Who somebody is, derived from what sources state: pure functions, and the one that writes a person's identity."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.core import facts
from app.core.dates import UncertainDate
from app.names.agreement import is_in_both_alphabets
from app.names.folding import fold
from app.names.ordering import sort_key
from app.names.scripts import Script, mixed_scripts, script_of
from app.people import law, queries
from app.people.models import Law, Person, PersonIdentifier, PersonStatement
from app.people.models.identity import IDENTITY_FIELDS
from app.people.search import keeping
from app.people.search.record import other_names
from app.sources.models import Reliability

#: Fields in which two sources may differ without contradicting each other: it describes how a name is written.
NEVER_IN_CONFLICT = {"name_language"}
#: A call sign stands in quotes, which do not count in the order.
QUOTES = dict.fromkeys(map(ord, "«»"))
NAME_FIELDS = ("surname", "given_name", "patronymic", "call_sign", "latin_name")
#: Names in which a letter of another script would hide somebody from a search.
SPELLED_FIELDS = (*NAME_FIELDS, "father_name", "mother_maiden_name")
#: The names, and as what part of a name each is read where it is spelled otherwise.
PARTS = {
    "surname": "surname",
    "given_name": "given",
    "patronymic": "patronymic",
    "call_sign": "other",
    "latin_name": "other",
    "father_name": "given",
    "mother_maiden_name": "surname",
}
#: Names that are shown in Cyrillic letters where any source writes them so: a name is never half in Latin ones.
CYRILLIC_FIRST = {"surname", "given_name", "patronymic"}
#: What packages above derive from a person's birth and category; they cannot be named here, so they add themselves.
FOLLOWERS: list[Callable[[Person], None]] = []


@dataclass(frozen=True)
class Choice:
    """An analyst's preference for one statement about one field, and when it was made."""

    statement_id: int
    made_at: datetime


@dataclass(frozen=True)
class Derived:
    """Who somebody is, by field: the value, the statement that gave it, and what is open or in conflict."""

    values: Mapping[str, Any] = field(default_factory=dict)
    given_by: Mapping[str, PersonStatement] = field(default_factory=dict)
    absences: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def grade(statement: PersonStatement) -> tuple[int, int, float, int]:
    """Rank a statement, best first when sorted: the source's letter, the statement's figure, then the newest."""
    letters = list(Reliability)
    return (
        letters.index(statement.source.reliability),
        statement.credibility,
        -statement.recorded_at.timestamp(),
        -statement.id,
    )


def derive(
    statements: Iterable[PersonStatement],
    choices: Mapping[str, Choice] | None = None,
    *,
    known_at: datetime | None = None,
) -> Derived:
    """Derive who somebody is from what stands: for each field the preferred value, else that of the best statement.

    A name that the best statement has in Latin letters is shown as another one spells it in Cyrillic (shown_by).
    A reason for having no value (unknown, not asked, refused) is the best statement's, and never outweighs a value.
    """
    recorded = {statement.id: statement for statement in statements}
    standing = sorted(facts.live(recorded.values(), known_at=known_at), key=grade)
    choices = followed(choices or {}, standing, recorded)
    values, given_by, absences = {}, {}, {}
    for name in IDENTITY_FIELDS:
        says = [statement for statement in standing if getattr(statement, name) is not None]
        if says:
            given_by[name] = shown_by(name, says, choices.get(name))
            values[name] = getattr(given_by[name], name)
        elif reasons := [statement.absences[name] for statement in standing if name in statement.absences]:
            absences[name] = reasons[0]
    conflicts = tuple(name for name in IDENTITY_FIELDS if is_in_conflict(name, standing, choices.get(name)))
    return Derived(values=values, given_by=given_by, absences=absences, conflicts=conflicts)


def followed(
    choices: Mapping[str, Choice], standing: Iterable[PersonStatement], recorded: Mapping[int, PersonStatement]
) -> dict[str, Choice]:
    """Let a preference for a statement go over to its correction, which says the same thing, typed rightly."""
    now = {earlier: one.id for one in standing for earlier in facts.corrected_by(one, recorded)}
    return {
        name: replace(choice, statement_id=now.get(choice.statement_id, choice.statement_id))
        for name, choice in choices.items()
    }


def shown_by(name: str, says: Sequence[PersonStatement], choice: Choice | None) -> PersonStatement:
    """Give the statement whose value is shown: the chosen one while it stands and speaks, else the best one.

    If the best one has a name in Latin letters, it is the best of those that have the same name in Cyrillic: beside
    Hryhorii of a better source, Григорій is shown; beside Hryhorii, Іван is not. A choice is shown as it was made.
    """
    chosen = next((one for one in says if choice and one.id == choice.statement_id), None)
    if chosen or name not in CYRILLIC_FIRST or script_of(getattr(says[0], name)) is not Script.LATIN:
        return chosen or says[0]
    best = getattr(says[0], name)
    return next((one for one in says if is_spelled_in_both(name, best, getattr(one, name))), says[0])


def is_in_conflict(name: str, standing: Sequence[PersonStatement], choice: Choice | None) -> bool:
    """Tell whether two sources contradict each other about a field, and nobody has settled it.

    A source that speaks twice is taken at its better word and contradicts nobody by itself. A choice settles what was
    known when it was made: a statement recorded later opens the question again.
    """
    if name in NEVER_IN_CONFLICT:
        return False
    by_source: dict[int, PersonStatement] = {}
    for statement in standing:
        if getattr(statement, name) is not None:
            by_source.setdefault(statement.source_id, statement)
    says = list(by_source.values())
    chosen = next((one for one in standing if choice and one.id == choice.statement_id), None)
    if choice and chosen:
        later = [one for one in says if one.recorded_at > choice.made_at]
        return any(contradict(name, getattr(one, name), getattr(chosen, name)) for one in later)
    return any(contradict(name, getattr(one, name), getattr(other, name)) for one in says for other in says)


def contradict(name: str, one: object, other: object) -> bool:
    """Tell whether two values of a field cannot both be true; one name in two alphabets can, two spellings in one not.

    >>> contradict("surname", "Yasnohorodets", "Ясногородець"), contradict("surname", "Іванов", "Іванова")
    (False, True)
    >>> contradict("given_name", "Vladimir", "Володимир"), contradict("given_name", "Владимир", "Володимир")
    (False, True)
    """
    return differ(one, other) and not is_spelled_in_both(name, one, other)


def is_spelled_in_both(name: str, one: object, other: object) -> bool:
    """Tell whether two values of a field are one name, in Latin letters and in Cyrillic.

    >>> is_spelled_in_both("patronymic", "Hnatovych", "Гнатович"), is_spelled_in_both("unit", "Kum", "Кум")
    (True, False)
    """
    return name in PARTS and is_in_both_alphabets(PARTS[name], str(one), str(other))


def differ(one: object, other: object) -> bool:
    """Tell whether two values cannot both be true.

    Spellings that differ in case or apostrophe are one value; a date agrees with every date that it may fall on.

    >>> differ("Мар'яненко", "МАР’ЯНЕНКО")
    False
    """
    if one == other:
        return False
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) != fold(other)
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        return not one.overlaps(other)
    return one != other


def display_name(values: Mapping[str, Any]) -> str:
    """Give the name under which somebody stands in lists: surname first; the call sign or Latin name for want of it."""
    parts = [values[name] for name in ("surname", "given_name", "patronymic") if values.get(name)]
    if values.get("surname") or not values.get("call_sign"):
        return " ".join(parts) or str(values.get("latin_name") or "")
    return " ".join([f"«{values['call_sign']}»", *parts])


def choices_of(person: Person) -> dict[str, Choice]:
    """Give the preferences for a person's statements by field."""
    chosen = queries.list_preferences_of(person)
    return {one.field: Choice(one.statement_id, one.recorded_at) for one in chosen}


def refresh(person: Person) -> None:
    """Write who a person is, from the facts of everybody who was merged into them; no other function writes it.

    What is derived from the birth and the category elsewhere follows, if they are others than before.
    """
    before = (person.born, person.category_id)
    statements, numbers = queries.list_statements_of(person), queries.list_identifiers_of(person)
    for name, value in columns_of(person, statements, numbers).items():
        setattr(person, name, value)
    keeping.refresh(person, facts.live(statements), numbers)
    if before != (person.born, person.category_id):
        for follow in FOLLOWERS:
            follow(person)


def columns_of(
    person: Person, statements: Sequence[PersonStatement], numbers: Iterable[PersonIdentifier]
) -> dict[str, Any]:
    """Derive the columns of a person's row that say who they are."""
    derived, live = derive(statements, choices_of(person)), facts.live(statements)
    category = queries.get_category(derived.values.get("category_id"))
    name, missing = display_name(derived.values), missing_fields(category.law, derived, numbers)
    return {
        **{field: derived.values.get(field) for field in IDENTITY_FIELDS},
        "category": category,
        # Said once more: an unchanged relationship writes nothing, and the line above has just emptied the column.
        "category_id": category.id,
        "absences": dict(derived.absences),
        "name": name,
        "sort_key": sort_key(name.translate(QUOTES)),
        "other_names": other_names(derived.values, live),
        "conflicts": list(derived.conflicts),
        "has_conflict": bool(derived.conflicts),
        "missing": missing,
        "has_gaps": bool(missing),
        "has_mixed_script": any(mixed_scripts(getattr(one, name) or "") for one in live for name in SPELLED_FIELDS),
    }


def differences_of(person: Person) -> list[str]:
    """Name what is stored of who a person is and is not what the facts say; write nothing."""
    statements, numbers = queries.list_statements_of(person), queries.list_identifiers_of(person)
    derived = columns_of(person, statements, numbers)
    columns = [name for name, value in derived.items() if getattr(person, name) != value]
    return columns + keeping.differences_of(person, facts.live(statements), numbers)


def missing_fields(asked_by: Law, derived: Derived, identifiers: Iterable[PersonIdentifier]) -> list[str]:
    """Name what the law asks of a person and nothing on record answers."""
    known = {*derived.values, *(identifier.kind.value for identifier in identifiers)}
    return [asked.field for asked in law.missing(asked_by, known)]
