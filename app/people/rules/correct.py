"""Correcting what was typed wrongly, and retracting what should not stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.core import facts
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.people import identity, queries
from app.people.models import Absence, Person, PersonStatement
from app.people.models.identity import IDENTITY_FIELDS
from app.people.rules.register import add, changed, refuse_nameless, refuse_unborn

Changes = Mapping[str, Any]


def correct(
    person: Person, changes: Changes, absences: Mapping[str, Absence], *, actor: User, now: datetime
) -> list[PersonStatement]:
    """Replace what was typed wrongly: each statement that gave a changed field is superseded by its correction.

    The source stays, since it never said the wrong thing; a field left empty is one that the source does not mention.
    What nobody had said yet is added to the correction of the best statement. Others' work is corrected by supervisors.
    """
    if not changes and not absences:
        raise RuleError(_l("Change at least one field, or cancel."))
    refuse_unborn(changes, now=now)
    person = queries.lock(person)
    recorded = queries.list_statements_of(person)
    derived = identity.derive(recorded, identity.choices_of(person))
    wrong = statements_behind({*changes, *absences}, derived, recorded)
    refuse_nameless({**derived.values, **changes})
    for statement in wrong:
        refuse_others_work(statement, actor)
    corrections = []
    for statement, fields in wrong.items():
        correction = corrected(statement, changes, absences, fields=fields)
        correction.supersedes_id = facts.last_correction(statement, recorded).id
        correction.recorded_at, correction.recorded_by_id = now, actor.id
        difference = difference_between(statement, correction, fields)
        add(correction, actor=actor, action="correct statement", changes=difference)
        corrections.append(correction)
    return corrections


def statements_behind(
    fields: Iterable[str], derived: identity.Derived, recorded: Iterable[PersonStatement]
) -> dict[PersonStatement, set[str]]:
    """Give the statements that gave some fields, oldest first; the best one answers for what nobody has said yet."""
    standing = sorted(facts.live(recorded), key=identity.grade)
    if not standing:
        raise RuleError(_l("Nothing that was stated stands any more. Enter what a source says."))
    wrong: dict[PersonStatement, set[str]] = defaultdict(set)
    for name in fields:
        left_open = next((one for one in standing if name in one.absences), standing[0])
        wrong[derived.given_by.get(name, left_open)].add(name)
    return dict(sorted(wrong.items(), key=lambda pair: pair[0].id))


def correctable(person: Person, *, actor: User) -> dict[str, bool]:
    """Tell of each field that is known whether somebody may correct it, before they try."""
    given_by = identity.derive(queries.list_statements_of(person), identity.choices_of(person)).given_by
    return {name: not is_others_work(given_by[name], actor) for name in IDENTITY_FIELDS if name in given_by}


def is_others_work(fact: PersonStatement, actor: User) -> bool:
    """Tell whether somebody may not correct a statement, since a colleague entered it."""
    return fact.recorded_by_id != actor.id and not may_do(actor, "correct others")


def refuse_others_work(fact: PersonStatement, actor: User) -> None:
    """Refuse an analyst the correction of what a colleague entered: two of them should look at it."""
    if is_others_work(fact, actor):
        raise RuleError(
            _l("A colleague entered this. Ask a supervisor to correct it, or enter what your source says beside it.")
        )


def corrected(
    statement: PersonStatement, changes: Changes, absences: Mapping[str, Absence], *, fields: set[str]
) -> PersonStatement:
    """Make the statement as it should have been typed, from the one it supersedes and the fields that were wrong."""
    values = {name: getattr(statement, name) for name in IDENTITY_FIELDS}
    values |= {name: changes.get(name) or None for name in fields}
    left_open = {name: reason for name, reason in statement.absences.items() if name not in fields}
    left_open |= {name: absences[name].value for name in fields if name in absences}
    return PersonStatement(
        person=statement.person,
        source=statement.source,
        credibility=statement.credibility,
        as_of=statement.as_of,
        note=statement.note,
        absences=left_open,
        **values,
    )


def difference_between(
    wrong: PersonStatement, correction: PersonStatement, fields: set[str]
) -> dict[str, audit.Change]:
    """Say what a correction changed, for the ledger: the mistyped value and the right one, not the whole statement."""
    columns = ["born_edtf" if name == "born" else name for name in IDENTITY_FIELDS if name in fields]
    pairs = {name: (getattr(wrong, name), getattr(correction, name)) for name in [*columns, "absences"]}
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after}


def retract_statement(statement: PersonStatement, *, reason: str, actor: User, now: datetime) -> None:
    """Take back what should never have been recorded; it stays readable, with the reason, and counts no more."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    person = queries.hold_fact(statement)
    if statement.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    statement.retracted_at, statement.retracted_by_id, statement.retraction_reason = now, actor.id, reason
    audit.record("retract statement", statement, actor=actor, person=statement.person, at=now)
    changed(person, now=now)
