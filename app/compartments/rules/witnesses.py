"""Keeping the witnesses: their names here, and a number in the place of a name everywhere else."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.audit import rules as audit
from app.compartments import queries
from app.compartments.models import Witness
from app.compartments.rules.facts import difference_between, refuse_gone
from app.core import facts
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.people.models import Person
from app.sources import rules as sources
from app.sources.models import Reliability, SourceKind


def add_witness(
    *,
    name: str,
    contact: str | None = None,
    note: str | None = None,
    person: Person | None = None,
    kind: SourceKind = SourceKind.RELEASED_PRISONER,
    reliability: Reliability = Reliability.F,
    actor: User | None,
    now: datetime,
) -> Witness:
    """Add somebody who testifies, with the source that stands for them: named by the number, never by the name.

    The ledger's entry names no person: that a released prisoner testified does not stand in their own history either.
    """
    refuse_nameless(name)
    witness = Witness(
        name=name,
        contact=contact,
        note=note,
        person=person,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
    )
    db.session.add(witness)
    audit.record("add witness", witness, actor=actor, at=now)
    db.session.flush()
    witness.source = sources.add(name=witness.ref, kind=kind, reliability=reliability, actor=actor, now=now)
    db.session.flush()
    return witness


def refuse_nameless(name: str | None) -> None:
    """Refuse a witness whom nobody could find again."""
    if is_blank(name):
        raise RuleError(_l("Enter the name of the witness."), "name")


def correct_witness(
    witness: Witness, *, name: str, contact: str | None, note: str | None, actor: User, now: datetime
) -> Witness:
    """Replace what was typed wrongly about a witness; the number and what stands for it in the record stay."""
    refuse_nameless(name)
    correction = superseding(witness, name=name, contact=contact, note=note, actor=actor, now=now)
    difference = difference_between(witness, correction)
    if not difference:
        raise RuleError(_l("Change at least one field, or cancel."))
    db.session.add(correction)
    audit.record("correct witness", correction, actor=actor, at=now, changes=difference)
    db.session.flush()
    return correction


def recognise_witness(witness: Witness, person: Person, *, actor: User, now: datetime) -> Witness:
    """Let a witness be the person of another record, as when two were read as one; all else about them stays.

    Like every entry about a witness, that of the ledger names no person.
    """
    witness = queries.lock_witness(witness)
    recognised = superseding(witness, person=person, actor=actor, now=now)
    db.session.add(recognised)
    audit.record("recognise witness", recognised, actor=actor, at=now, changes={})
    db.session.flush()
    return recognised


def superseding(witness: Witness, *, actor: User, now: datetime, **changes: Any) -> Witness:
    """Make what stands in the place of a witness from now on: the same, but for what changes."""
    recorded = queries.list_versions(witness.number)
    refuse_gone(witness, recorded)
    told = {name: getattr(witness, name) for name in ("name", "contact", "note", "person", "source")}
    return Witness(
        **{**told, **changes},
        first_id=witness.number,
        recorded_at=now,
        recorded_by_id=actor.id,
        supersedes_id=facts.last_correction(witness, recorded).id,
    )
