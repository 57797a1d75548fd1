"""What is recorded in a compartment of a person, and adding to it."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.compartments import forms, labels, queries, rules
from app.compartments.consents import present_consent
from app.compartments.models import Consent, FamilyNotice, HealthObservation, PersonFact
from app.compartments.views.blueprint import COMPARTMENT, bp, note_look, person_behind
from app.core import clock, facts
from app.core.dates import UncertainDate
from app.core.i18n import _
from app.core.undoing import UNDONE
from app.people.models import Person
from app.sources import queries as sources
from app.sources import rules as source_rules


@bp.get(f"/people/<ref>/{COMPARTMENT}")
def list_facts(ref: str, compartment: str) -> ResponseReturnValue:
    person = person_behind(ref, compartment)
    note_look(person, compartment)
    form = forms.FORMS[compartment]
    recorded = queries.list_facts_of(form.kind, person)
    standing = facts.live(recorded)
    return render_template(
        "compartments/facts.html",
        person=person,
        compartment=compartment,
        title=labels.TITLES[compartment],
        add=labels.ADD[compartment],
        fields={name: labels.FIELDS[name] for name in (*form.above_word, "note")},
        recorded=sorted(recorded, key=lambda fact: (fact in standing, fact.recorded_at, fact.id), reverse=True),
        standing=standing,
        headline=form.above_word[0] if compartment != "health" else "condition",
        present=present_of(person, recorded),
        undone=UNDONE,
    )


def present_of(person: Person, recorded: Sequence[PersonFact]) -> dict[str, object]:
    """Say what follows from all that is recorded in a compartment: a page shows only what is its own."""
    kinds = {type(fact) for fact in recorded}
    return {
        "consent": present_consent(fact for fact in recorded if isinstance(fact, Consent)),
        "due_on": shown(person.health_due_on) if HealthObservation in kinds else None,
        "is_overdue": queries.is_overdue(person, clock.today()),
        "informed_on": shown(person.family_informed_on) if FamilyNotice in kinds else None,
    }


def shown(day: date | None) -> UncertainDate | None:
    """Give a day in the form in which pages show days."""
    return UncertainDate(day.isoformat(), day, day) if day else None


@bp.get(f"/people/<ref>/{COMPARTMENT}/new")
def new_fact(ref: str, compartment: str) -> ResponseReturnValue:
    return show_new_fact(person_behind(ref, compartment), compartment, new_form(compartment))


@bp.post(f"/people/<ref>/{COMPARTMENT}/new")
def create_fact(ref: str, compartment: str) -> ResponseReturnValue:
    person = person_behind(ref, compartment)
    form = new_form(compartment)
    if form.submitted():
        with form.showing_refusals():
            fact = rules.record(form.kind, person, saying_of(form), actor=acting_user(), now=clock.now())
            return saving.done(_("Saved."), address_of(person, compartment), undo=undo_of(person, compartment, fact.id))
    return show_new_fact(person, compartment, form)


def new_form(compartment: str) -> forms.FactForm:
    """Make the form for a new fact of a compartment."""
    form = forms.FORMS[compartment]()
    form.offer_sources(sources.list_choices())
    return form


def saying_of(form: forms.FactForm) -> rules.Saying:
    """Make what a source says from a form."""
    return rules.Saying(
        source=source_rules.choose(**form.word(), actor=acting_user(), now=clock.now()),
        credibility=form.credibility.data.value,
        values=form.rule_values(),
    )


def address_of(person: Person, compartment: str) -> str:
    """Give the address of a compartment of a person."""
    return url_for("compartments.list_facts", ref=person.ref, compartment=compartment)


def undo_of(person: Person, compartment: str, fact_id: int) -> str:
    """Give the address that takes back what was just entered."""
    return url_for("compartments.undo_fact", ref=person.ref, compartment=compartment, fact_id=fact_id)


def show_new_fact(person: Person, compartment: str, form: forms.FactForm) -> ResponseReturnValue:
    """Show the form for a new fact; it holds nothing of what is recorded."""
    page = render_template(
        "compartments/fact_form.html",
        form=form,
        form_id="form",
        person=person,
        title=labels.ADD[compartment],
        back=address_of(person, compartment),
    )
    return page, form.status
