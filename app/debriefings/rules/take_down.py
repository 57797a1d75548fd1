"""Opening a sheet, and taking down what a witness says, row by row and in the words in which it was typed."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.compartments import rules as compartments
from app.compartments.models import Witness
from app.core import clock
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.debriefings import queries
from app.debriefings.models import Debriefing, DebriefingRow, How
from app.people.models import Person
from app.sources.models import Credibility

#: How far a row is believed where nobody says otherwise: who shared a cell is hardly mistaken, hearsay is doubted.
CREDIBILITY = {
    How.SHARED_CELL: Credibility.PROBABLE,
    How.SAW: Credibility.POSSIBLE,
    How.HEARD: Credibility.DOUBTFUL,
}


@dataclass(frozen=True)
class Words:
    """What a witness says of one person, as it was typed."""

    who: str
    how: How
    place: str | None = None
    about_when: str | None = None
    health: str | None = None
    is_serious: bool = False
    credibility: Credibility | None = None


def open_debriefing(
    *,
    witness: Witness | None = None,
    person: Person | None = None,
    name: str | None = None,
    contact: str | None = None,
    held: UncertainDate | None = None,
    place: str | None = None,
    interviewer: str | None = None,
    note: str | None = None,
    actor: User,
    now: datetime,
) -> Debriefing:
    """Open the sheet of a talk with a witness: one who has testified before, a person on record, or a name.

    The name goes to the witnesses' compartment, and stands nowhere else.
    """
    if held and held.earliest and held.earliest > now.astimezone(clock.KYIV).date():
        raise RuleError(_l("This day has not come yet: correct the date."), "held")
    if [witness is None, person is None, not name].count(False) != 1:
        raise RuleError(
            _l("Say who testifies in one way: by a witness’s number, a person’s number, or a name."), "name"
        )
    known = witness or (queries.find_witness_who_is(person) if person else None)
    debriefing = Debriefing(
        witness=known
        or compartments.add_witness(
            name=person.name or person.ref if person else name or "",
            contact=contact,
            person=person,
            actor=actor,
            now=now,
        ),
        held=held,
        place=place,
        interviewer=interviewer,
        note=note,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(debriefing)
    audit.record("open debriefing", debriefing, actor=actor, at=now)
    db.session.flush()
    return debriefing


def take_down(debriefing: Debriefing, words: Words, *, actor: User, now: datetime) -> DebriefingRow:
    """Keep what a witness says of one person, in the words typed; of whom it speaks may be found out later."""
    if is_blank(words.who):
        raise RuleError(_l("Enter of whom the witness speaks: a name, a call sign, or any words."), "who")
    row = DebriefingRow(
        debriefing=debriefing,
        who=words.who,
        how=words.how,
        place=words.place,
        about_when=words.about_when,
        health=words.health,
        is_serious=words.is_serious,
        credibility=int(words.credibility or CREDIBILITY[words.how]),
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    enter("take down row", row, actor=actor, now=now)
    return row


def enter(action: str, row: DebriefingRow, *, actor: User, now: datetime) -> None:
    """Store a row, and enter in the ledger what changed of it; its words are masked there."""
    audit.record(action, row, actor=actor, at=now)
    db.session.flush()


def retract_row(row: DebriefingRow, *, reason: str, actor: User, now: datetime) -> None:
    """Take back a row that should never have been taken down; one that was identified is separated first."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    queries.lock(row)
    if row.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    if row.person_id is not None:
        raise RuleError(_l("This row is identified. Take the person off it first."))
    row.retracted_at, row.retracted_by_id, row.retraction_reason = now, actor.id, reason
    enter("retract row", row, actor=actor, now=now)
