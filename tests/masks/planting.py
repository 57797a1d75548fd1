"""Planting a marker of its own in every field that only some may see, through the real forms where there are forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.permissions import Right
from app.compartments import rules
from app.compartments.forms import FORMS, FactForm
from app.compartments.models import Guarded, Witness
from app.core import clock
from app.custody import rules as custody
from app.custody.models import NOTES_SEEN_BY, SEEN_BY, CustodyEvent
from app.people.models import Person
from tests.harness.client import Client

#: What a form needs besides its text: the first answer of a list, a day, a tick.
DAY = "10.01.2026"


def guarded_tables(base: type[Guarded] = Guarded) -> Iterator[type[Guarded]]:
    """Find every table behind a right, so that a new one is covered on the day it is made."""
    for kind in base.__subclasses__():
        if "__tablename__" in vars(kind):
            yield kind
        yield from guarded_tables(kind)


def text_columns(kind: type[Guarded]) -> list[str]:
    """Name the columns of a table in which somebody types; codes, numbers and days are none."""
    columns = sa.inspect(kind).columns
    return [
        column.key
        for column in columns
        if isinstance(column.type, sa.String)
        and not isinstance(column.type, sa.Enum)
        and not column.key.endswith("_edtf")
    ]


def marker_of(table: str, name: str) -> str:
    """Give the one word that stands in a field and nowhere else; folding and lower case leave it as it is."""
    return "zq" + re.sub(r"[^a-z]", "", f"{table}{name}") + "qz"


@dataclass
class Garden:
    """What was planted: each marker with the right that opens it, and whom and what it stands with."""

    person: Person
    facts: dict[str, int] = field(default_factory=dict)
    witness: str = ""
    events: list[int] = field(default_factory=list)
    rights: dict[str, Right] = field(default_factory=dict)
    #: Markers of events: who has the right reads them on the timeline, too.
    on_timeline: set[str] = field(default_factory=set)
    #: What a form said right after it was saved, wherever its user went next.
    flashes: list[str] = field(default_factory=list)


def plant(client: Client, factories: SimpleNamespace, session: Session) -> Garden:
    """Plant everything, as a supervisor does who may see all of it."""
    capture = factories.custody_event(happened="2022-05-16")
    garden = Garden(capture.person)
    word = {"source_id": str(factories.source().id), "credibility": "2"}
    for compartment, form in FORMS.items():
        plant_fact(garden, client, session, compartment=compartment, form=form, word=word)
    plant_witness(garden, client, session)
    plant_events(garden, factories, client.user, session)
    return garden


def answers_of(form: type[FactForm], *, spare: str = "") -> dict[str, str]:
    """Fill in a form: a marker in each field for text, and the first answer or a day in the others."""
    filled = {}
    for name, unbound in {**vars(FactForm), **vars(form)}.items():
        kind = getattr(unbound, "field_class", None)
        if kind is None:
            continue
        if kind.__name__ in {"TextField", "TextAreaField"}:
            filled[name] = marker_of(form.kind.__tablename__, name) + spare
        else:
            filled[name] = answer_to(kind.__name__, unbound.kwargs)
    return filled


def answer_to(kind: str, options: dict[str, Any]) -> str:
    """Give any answer that a field takes."""
    if kind == "EnumField":
        return str(list(options["enum"])[-1].value)
    return {"DateField": DAY, "CheckField": "y"}[kind]


def plant_fact(
    garden: Garden,
    client: Client,
    session: Session,
    *,
    compartment: str,
    form: type[FactForm],
    word: dict[str, str],
) -> None:
    """Plant a compartment: a fact that is retracted with a reason, one that stands, and the correction of that one."""
    kind, address = form.kind, f"/people/{garden.person.ref}/{compartment}"
    for name in text_columns(kind):
        garden.rights[marker_of(kind.__tablename__, name)] = kind.__masked__
    for _ in range(2):
        sent(garden, client, f"{address}/new", {**answers_of(form), **word})
    retracted, standing = session.scalars(sa.select(kind.id).order_by(kind.id)).all()
    reason = marker_of(kind.__tablename__, "retraction_reason")
    sent(garden, client, f"{address}/{retracted}/retract", {"reason": reason})
    sent(garden, client, f"{address}/{standing}/correct", {**answers_of(form, spare=" again"), **word})
    garden.facts[compartment] = session.scalars(sa.select(sa.func.max(kind.id))).one()


def sent(garden: Garden, client: Client, address: str, data: dict[str, str]) -> None:
    """Send a form, and look at another page: what it says of what was saved stands there."""
    response = client.post(address, data=data)
    assert response.status_code == 303, (address, response.text)
    garden.flashes.append(client.get("/").text)


def plant_witness(garden: Garden, client: Client, session: Session) -> None:
    """Plant a witness as a debriefing does, corrected through its form, and an older row that was retracted."""
    table = Witness.__tablename__
    markers = {name: marker_of(table, name) for name in text_columns(Witness)}
    garden.rights |= dict.fromkeys(markers.values(), Witness.__masked__)
    said = {name: markers[name] for name in ("name", "contact", "note")}
    witness = rules.add_witness(**said, person=garden.person, actor=client.user, now=clock.now())
    session.flush()
    garden.witness = witness.ref
    session.add(
        Witness(
            **said,
            first_id=witness.id,
            source=witness.source,
            recorded_at=clock.now() - timedelta(days=1),
            retracted_at=clock.now(),
            retraction_reason=markers["retraction_reason"],
        )
    )
    session.commit()
    sent(garden, client, f"/witnesses/{garden.witness}/correct", {**said, "contact": f"{said['contact']} again"})


def plant_events(garden: Garden, factories: SimpleNamespace, user: User, session: Session) -> None:
    """Plant an event of each masked kind, as a list brings it, and retract one of each with a reason."""
    for kind, right in {**SEEN_BY, **NOTES_SEEN_BY}.items():
        note, reason = marker_of("event", kind.value), marker_of("reason", kind.value)
        garden.rights |= {note: right, reason: right}
        garden.on_timeline |= {note, reason}
        for text in (note, f"{note} again"):
            happening = custody.Happening(kind=kind, source=factories.source(), credibility=2, note=text)
            event = custody.record(garden.person, happening, actor=user, now=clock.now())
        garden.events.append(event.id)
        retracted = factories.custody_event(person=garden.person, kind=kind, note=note)
        custody.retract(retracted, reason=reason, actor=user, now=clock.now())
    session.commit()


def standing_in(session: Session) -> set[str]:
    """Find the markers that really stand in the tables behind a right."""
    values = {
        value
        for kind in guarded_tables()
        for name in text_columns(kind)
        for value in session.scalars(sa.select(getattr(kind, name)))
    }
    notes = session.execute(sa.select(CustodyEvent.note, CustodyEvent.retraction_reason)).all()
    return {value for value in (*values, *(text for row in notes for text in row)) if value}
