"""Entering a person, and changing what is known of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import _
from app.people import forms, law, queries, rules
from app.people.forms import Why
from app.people.models import Absence, IdentifierKind, Person
from app.people.views.blueprint import bp
from app.sources import queries as sources
from app.sources import rules as source_rules

#: The fields of an identity and what is said of them.
Values = Mapping[str, Any]


@bp.get("/people/new")
def new_person() -> ResponseReturnValue:
    return show_new_person(new_person_form())


@bp.post("/people/new")
def create_person() -> ResponseReturnValue:
    form = new_person_form()
    if form.submitted():
        with form.showing_refusals():
            person = enter(form)
            db.session.commit()
            flash(_("%(ref)s is saved. Now add what happened.", ref=person.ref))
            return redirect(url_for("desk.person", ref=person.ref))
    return show_new_person(form)


def enter(form: forms.NewPersonForm) -> Person:
    """Register the person of a form, with the service number where one is given."""
    actor, now = acting_user(), clock.now()
    saying = saying_of(form, values=form.values(), absences=form.absences())
    person = rules.register(saying, actor=actor, now=now)
    if form.service_number.data:
        with about("service_number"):
            rules.identify(
                person,
                kind=IdentifierKind.SERVICE_NUMBER,
                value=form.service_number.data,
                source=saying.source,
                actor=actor,
                now=now,
            )
    return person


@contextmanager
def about(field: str) -> Iterator[None]:
    """Name the field of this form that a refusal is about, where the rule knows it by another name."""
    try:
        yield
    except RuleError as error:
        raise RuleError(error.message, field) from error


def saying_of(form: forms.PersonForm, *, values: Values, absences: Mapping[str, Absence]) -> rules.Saying:
    """Make what a source says from a form."""
    return rules.Saying(
        source=source_rules.choose(**form.word(), actor=acting_user(), now=clock.now()),
        credibility=form.credibility.data.value,
        as_of=form.as_of.data,
        note=form.note.data,
        values=values,
        absences=absences,
    )


def new_person_form() -> forms.NewPersonForm:
    """Make the form with everything it offers."""
    form = forms.NewPersonForm(data={"surname": request.args.get("surname")})
    offer(form)
    return form


def offer(form: forms.PersonForm) -> None:
    """Offer sources and vocabularies to a form about a person."""
    form.offer(sources=sources.list_choices(), sides=queries.list_sides(), categories=queries.list_categories())


def show_new_person(form: forms.NewPersonForm) -> ResponseReturnValue:
    """Show the entry form."""
    return show_form(form, person=None)


@bp.get("/people/<ref>/edit")
def edit_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return show_edit_person(person, edit_form(person))


@bp.post("/people/<ref>/edit")
def update_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = edit_form(person)
    if form.submitted():
        with form.showing_refusals():
            change(person, form)
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("desk.person", ref=person.ref))
    return show_edit_person(person, form)


def edit_form(person: Person) -> forms.EditPersonForm:
    """Make the form that shows what is known of a person."""
    form = forms.EditPersonForm.of(person)
    offer(form)
    return form


def change(person: Person, form: forms.EditPersonForm) -> None:
    """Replace what was mistyped, or add what a source says, as the form's one question was answered."""
    actor, now = acting_user(), clock.now()
    changes, absences = form.changes(person), form.new_absences(person)
    if form.why.data is Why.MISTAKE:
        rules.correct(person, changes, absences, actor=actor, now=now)
    else:
        rules.refuse_taking_back(changes, absences)
        rules.state(person, saying_of(form, values=changes, absences=absences), actor=actor, now=now)


def show_edit_person(person: Person, form: forms.EditPersonForm) -> ResponseReturnValue:
    """Show the edit form."""
    return show_form(form, person=person)


def show_form(form: forms.PersonForm, *, person: Person | None) -> ResponseReturnValue:
    """Show a form about a person, and beside it what the law asks of the category that is chosen, and still lacks."""
    asked_by = queries.get_category(form.chosen_category()).law
    page = render_template(
        "people/person_form.html",
        form=form,
        form_id="form",
        person=person,
        law=asked_by,
        asked=law.ASKED[asked_by],
        missing={asked.field for asked in law.missing(asked_by, form.known(person))},
    )
    return page, form.status
