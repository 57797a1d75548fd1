"""Entering a person, and changing what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.errors import RuleError
from app.core.i18n import _
from app.names.scripts import mixed_scripts
from app.people import forms, identity, law, queries, rules
from app.people.forms import Why
from app.people.labels import FIELDS, warnings_since
from app.people.models import Absence, IdentifierKind, Person, PersonStatement
from app.people.views import namesakes
from app.people.views.blueprint import bp
from app.sources import queries as sources
from app.sources import rules as source_rules
from app.sources.models import Source

#: The fields of an identity and what is said of them.
Values = Mapping[str, Any]


@bp.get("/people/new")
def new_person() -> ResponseReturnValue:
    return show_new_person(new_person_form())


@bp.post("/people/new")
def create_person() -> ResponseReturnValue:
    form = new_person_form()
    if form.submitted():
        found = rules.find_namesakes(form.values())
        if namesakes.must_be_asked(form, found):
            return namesakes.ask(form, found)
        with form.showing_refusals():
            person = enter(form, found)
            warn_of_mixed_scripts(form)
            return saving.done(
                _("%(ref)s is saved. Now add what happened.", ref=person.ref),
                url_for("desk.person", ref=person.ref),
                undo=url_for("people.undo_person", ref=person.ref),
            )
    return show_new_person(form)


@bp.post("/people/new/namesakes")
def find_namesakes() -> ResponseReturnValue:
    """Show who may be the person that is being typed, so far as it is typed: a part of the page; nothing is saved."""
    form = new_person_form()
    form.validate()
    return namesakes.show(form, rules.find_namesakes(form.sound_values(), service_number=form.service_number.data))


#: The warning travels in a cookie, which holds 4 kB.
MOST_SHOWN, LONGEST_SHOWN = 5, 60


def warn_of_mixed_scripts(form: forms.PersonForm) -> None:
    """Warn of words in which look-alike letters of two alphabets stand: searches read through it, documents do not."""
    words = [word for name in identity.SPELLED_FIELDS for word in mixed_scripts(form.values().get(name) or "")]
    if words:
        sentence = _(
            "Latin and Cyrillic letters are mixed in: %(words)s. Check how it is spelled.",
            words=", ".join(word[:LONGEST_SHOWN] for word in words[:MOST_SHOWN]),
        )
        flash(sentence, "warning")


def enter(form: forms.NewPersonForm, found: Sequence[rules.Namesake]) -> Person:
    """Register the person of a form, with the service number where one is given, apart from those who are like them."""
    actor, now = acting_user(), clock.now()
    saying = saying_of(form, values=form.values(), absences=form.absences())
    distinguished = rules.told_apart(found, form.why_another.data)
    person = rules.register(saying, actor=actor, now=now, distinguished=distinguished)
    add_number(person, form, saying.source, now=now)
    return person


def add_number(person: Person, form: forms.StatementForm, source: Source, *, now: datetime) -> None:
    """Record the service number where one is given, on the same word; one that they have already stays as it is."""
    number = form.service_number.data
    if number and not rules.has_number(person, IdentifierKind.SERVICE_NUMBER, number):
        with about("service_number"):
            kind = IdentifierKind.SERVICE_NUMBER
            rules.identify(person, kind=kind, value=number, source=source, actor=acting_user(), now=now)


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
    form = forms.NewPersonForm(data=forms.filled_in(request.args))
    offer(form)
    return form


def offer(form: forms.PersonForm) -> None:
    """Offer sources and vocabularies to a form about a person."""
    form.offer(sources=sources.list_choices(), sides=queries.list_sides(), categories=queries.list_categories())


def show_new_person(form: forms.NewPersonForm) -> ResponseReturnValue:
    """Show the entry form."""
    return show_form(form, person=None)


@bp.get("/people/<ref>/statements/new")
def new_statement(ref: str) -> ResponseReturnValue:
    return show_statement_form(queries.get_person(ref), statement_form())


@bp.post("/people/<ref>/statements/new")
def create_statement(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = statement_form()
    if form.submitted():
        with form.showing_refusals():
            before = set(person.unlikely)
            statement = add_word(person, form)
            warn_of_mixed_scripts(form)
            return saving.done(
                _("Saved."),
                url_for("desk.person", ref=person.ref),
                undo=url_for("people.undo_statement", statement_id=statement.id),
                warnings=warnings_since(before, person),
                drafted_at=url_for("people.new_person") if form.begun_as.data else None,
            )
    return show_statement_form(person, form)


def statement_form() -> forms.StatementForm:
    """Make the form for all that another source says."""
    form = forms.StatementForm()
    offer(form)
    return form


def add_word(person: Person, form: forms.StatementForm) -> PersonStatement:
    """Add all that a source says of somebody, also what others said before it, and the service number it gives."""
    actor, now = acting_user(), clock.now()
    saying = saying_of(form, values=form.values(), absences=form.absences())
    statement = rules.state(person, saying, actor=actor, now=now)
    add_number(person, form, saying.source, now=now)
    return statement


def show_statement_form(person: Person, form: forms.StatementForm) -> ResponseReturnValue:
    """Show the form, and beside it how what it says compares with what is on record; the look is recorded."""
    rules.note_look(person, actor=acting_user())
    page = render_template(
        "people/statement_form.html",
        form=form,
        form_id="form",
        person=person,
        compared=rules.compared_with(person, form.sound_values()),
        **namesakes.words(),
    )
    return page, form.status


@bp.get("/people/<ref>/edit")
def edit_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return show_edit_person(person, edit_form(person))


@bp.post("/people/<ref>/edit")
def update_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = edit_form(person)
    if form.submitted():
        person = queries.lock(person)
        present = edit_form(person, formdata=None)
        if form.is_stale(present):
            rules.note_look(person, actor=acting_user())
            return show_clash(form, present, heading=person.name or person.ref)
        with form.showing_refusals():
            before = set(person.unlikely)
            statement = change(person, form)
            warn_of_mixed_scripts(form)
            undo = url_for("people.undo_statement", statement_id=statement.id)
            warnings = warnings_since(before, person)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo, warnings=warnings)
    return show_edit_person(person, form)


def edit_form(person: Person, **sent: Any) -> forms.EditPersonForm:
    """Make the form that shows what is known of a person; `formdata=None` leaves out what was sent."""
    form = forms.EditPersonForm.of(person, **sent)
    offer(form)
    form.stand_on(*queries.list_facts_about(person))
    return form


def change(person: Person, form: forms.EditPersonForm) -> PersonStatement:
    """Replace what was mistyped, or add what a source says, as the form's one question was answered."""
    actor, now = acting_user(), clock.now()
    changes, absences = form.changes(person), form.new_absences(person)
    if form.why.data is Why.MISTAKE:
        return rules.correct(person, changes, absences, actor=actor, now=now)[0]
    rules.refuse_taking_back(changes, absences)
    return rules.state(person, saying_of(form, values=changes, absences=absences), actor=actor, now=now)


def show_edit_person(person: Person, form: forms.EditPersonForm) -> ResponseReturnValue:
    """Show the edit form, and record the look at what it holds; a mistake of a colleague's is not corrected with it."""
    rules.note_look(person, actor=acting_user())
    correctable = rules.correctable(person, actor=acting_user())
    others = [FIELDS[name] for name, may_correct in correctable.items() if not may_correct]
    may_correct = not others or any(correctable.values())
    if not may_correct:
        form.why.data = Why.SOURCE
    return show_form(form, person=person, others=others, may_correct=may_correct)


def show_form(form: forms.PersonForm, *, person: Person | None, **told: Any) -> ResponseReturnValue:
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
        **told,
    )
    return page, form.status
