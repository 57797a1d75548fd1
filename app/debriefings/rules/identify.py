"""Saying of whom a row speaks: from then on it is facts, on the witness's word."""

import enum
import re
from datetime import datetime

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.compartments import queries as witnesses
from app.compartments import rules as compartments
from app.compartments.models import HealthObservation
from app.core import clock, dates
from app.core.dates import UncertainDate
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.custody import rules as custody
from app.custody.models import CustodyEvent, EventKind
from app.debriefings import queries
from app.debriefings.models import DebriefingRow
from app.debriefings.rules.take_down import enter
from app.people import rules as people
from app.people.models import Person
from app.places import rules as places
from app.places.models import Place
from app.sources.models import Source

#: A call sign stands in quotes of any kind.
QUOTED = re.compile('[«"“„”](.+?)[»"”“]')
NAME_PARTS = ("surname", "given_name", "patronymic")


class Known(enum.Enum):
    """What the words of a row are, where they make a new record."""

    NAME = "name"
    CALL_SIGN = "call_sign"


def identify(row: DebriefingRow, person: Person, *, actor: User, now: datetime) -> None:
    """Say of whom a row speaks: a sighting is recorded of them, and their state of health where the row tells of it."""
    queries.lock(row)
    if row.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    if row.person_id is not None:
        raise RuleError(_l("Somebody has identified this row meanwhile. Look at it again."))
    source, day = source_of(row), understood(row.about_when, now=now)
    event = custody.record(
        person,
        custody.Happening(
            kind=EventKind.SIGHTING,
            source=source,
            credibility=row.credibility,
            happened=day,
            place=place_in(row.place, actor=actor, now=now),
            note=" · ".join(filter(None, (row.who, row.place, row.about_when))),
        ),
        actor=actor,
        now=now,
    )
    if row.health or row.is_serious:
        row.health_observation = observe_health(row, person, source, day, actor=actor, now=now)
    owner = event.person
    row.person, row.event = owner, event
    row.identified_at, row.identified_by_id = now, actor.id
    enter("identify row", row, actor=actor, now=now)


def source_of(row: DebriefingRow) -> Source:
    """Give the source that stands for the row's witness."""
    number = row.debriefing.witness.number
    source = next((one.source for one in reversed(witnesses.list_versions(number)) if one.source is not None), None)
    if source is None:
        raise RuleError(_l("No source stands for this witness."))
    return source


def understood(words: str | None, *, now: datetime) -> UncertainDate | None:
    """Read about when it was, as people write it; words that are no date, or lie ahead, stay words in the note.

    >>> from datetime import UTC
    >>> understood("перед Великоднем", now=datetime(2026, 1, 1, tzinfo=UTC)) is None
    True
    """
    if not words:
        return None
    today = now.astimezone(clock.KYIV).date()
    try:
        day = dates.parse(words, newest_short_year=today.year % 100)
    except dates.DateError:
        return None
    return day if day.earliest is None or day.earliest <= today else None


def place_in(words: str | None, *, actor: User, now: datetime) -> Place | None:
    """Recognise the place that some words name, adding one that is not known; words that name none stay words."""
    if not words:
        return None
    try:
        return places.recognise(words, actor=actor, now=now)
    except RuleError:
        return None


def observe_health(
    row: DebriefingRow, person: Person, source: Source, day: UncertainDate | None, *, actor: User, now: datetime
) -> HealthObservation:
    """Record what the witness said of the person's health, in the compartment for it."""
    said = compartments.Saying(
        source=source,
        credibility=row.credibility,
        values={"observed": day, "particulars": row.health, "is_serious": row.is_serious},
    )
    fact = compartments.record(HealthObservation, person, said, actor=actor, now=now)
    assert isinstance(fact, HealthObservation)  # noqa: S101 - it is of the kind that was asked for
    return fact


def register(row: DebriefingRow, known_as: Known, *, actor: User, now: datetime) -> Person:
    """Enter the person of a row as a new record, on the witness's word and under the words typed."""
    saying = people.Saying(source=source_of(row), credibility=row.credibility, values=identity_in(row.who, known_as))
    person = people.register(saying, actor=actor, now=now)
    identify(row, person, actor=actor, now=now)
    return person


def identity_in(words: str, known_as: Known) -> dict[str, str]:
    """Take a name or a call sign out of a row's words; what stands in quotes is a call sign.

    >>> identity_in("Вигаданюк Хома «Сойка»", Known.NAME)
    {'call_sign': 'Сойка', 'surname': 'Вигаданюк', 'given_name': 'Хома'}
    """
    if known_as is Known.CALL_SIGN:
        return {"call_sign": QUOTED.sub(r"\1", words)}
    quoted = QUOTED.search(words)
    named = {"call_sign": quoted[1]} if quoted else {}
    parts = QUOTED.sub(" ", words).split(maxsplit=len(NAME_PARTS) - 1)
    return named | dict(zip(NAME_PARTS, parts, strict=False))


def follow(
    written: CustodyEvent | HealthObservation, new: CustodyEvent | HealthObservation, *, actor: User, now: datetime
) -> None:
    """Let a row speak of whom its fact turned out to speak: the fact was handed over from one record to another."""
    for row in queries.list_rows_behind(written):
        row.person = new.person
        if isinstance(new, CustodyEvent):
            row.event = new
        else:
            row.health_observation = new
        enter("identify row", row, actor=actor, now=now)


def separate(row: DebriefingRow, *, reason: str, actor: User, now: datetime) -> None:
    """Take the wrong person off a row: what it wrote of them is retracted with the reason, and the row waits again.

    What was corrected since is retracted with its corrections, the last of them first: else one of them would go on
    telling of somebody whom the witness never spoke of.
    """
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    queries.lock(row)
    if row.person_id is None:
        raise RuleError(_l("Nobody is identified in this row any more."))
    if row.identified_by_id != actor.id and not may_do(actor, "correct others"):
        raise RuleError(_l("A colleague identified this row. Ask a supervisor to change it."))
    written = queries.facts_from(row)
    if any(fact.recorded_by_id != row.identified_by_id for fact in written) and not may_do(actor, "correct others"):
        raise RuleError(_l("A colleague corrected what this row says of the person. Ask a supervisor to change it."))
    for fact in written:
        if isinstance(fact, CustodyEvent):
            custody.retract(fact, reason=reason, actor=actor, now=now)
        else:
            compartments.retract(fact, reason=reason, actor=actor, now=now)
    row.person = row.event = row.health_observation = None
    row.identified_at = row.identified_by_id = None
    enter("separate row", row, actor=actor, now=now)
