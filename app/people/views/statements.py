"""Choosing between statements that contradict each other, and retracting what should not stand."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.i18n import _
from app.people import forms, queries, rules
from app.people.labels import FIELDS
from app.people.models import Person, PersonStatement
from app.people.models.identity import IDENTITY_FIELDS
from app.people.views.blueprint import bp

FIELD = f"<any({','.join(IDENTITY_FIELDS)}):field>"


@bp.get(f"/people/<ref>/prefer/{FIELD}")
def choose_value(ref: str, field: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return show_choice(person, field, choice_form(person, field))


@bp.post(f"/people/<ref>/prefer/{FIELD}")
def prefer_value(ref: str, field: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    form = choice_form(person, field)
    if form.submitted():
        person = queries.lock(person)
        present = choice_form(person, field, formdata=None)
        if form.is_stale(present):
            rules.note_look(person, actor=acting_user())
            return show_clash(form, present, heading=person.name or person.ref)
        with form.showing_refusals():
            statement = queries.get_statement(form.statement_id.data)
            rules.prefer(person, field, statement, reason=form.reason.data, actor=acting_user(), now=clock.now())
            undo = url_for("people.undo_preference", ref=person.ref, field=field)
            return saving.done(_("Saved."), url_for("desk.person", ref=person.ref), undo=undo)
    return show_choice(person, field, form)


def choice_form(person: Person, field: str, **sent: Any) -> forms.PreferForm:
    """Make the form with the statements that say something about a field; `formdata=None` leaves out what was sent."""
    preferred = queries.find_preference_of(person, field)
    form = forms.PreferForm(data={"statement_id": preferred.statement_id if preferred else None}, **sent)
    form.offer_statements(queries.list_statements_about(person, field))
    return form


def show_choice(person: Person, field: str, form: forms.PreferForm) -> ResponseReturnValue:
    """Show the statements side by side, and record the look."""
    rules.note_look(person, actor=acting_user())
    page = render_template(
        "people/choice_form.html",
        form=form,
        form_id="form",
        person=person,
        field=field,
        field_name=FIELDS[field],
        statements=queries.list_statements_about(person, field),
        **vocabularies(),
    )
    return page, form.status


@bp.get("/statements/<int:statement_id>/retract")
def confirm_retraction(statement_id: int) -> ResponseReturnValue:
    return show_retraction(statement_id, retract_form(queries.get_statement(statement_id)))


@bp.post("/statements/<int:statement_id>/retract")
def retract_statement(statement_id: int) -> ResponseReturnValue:
    statement = queries.get_statement(statement_id)
    form = retract_form(statement)
    if form.submitted():
        person = queries.lock(statement.person)
        with form.showing_refusals():
            form.refuse_stale(retract_form(statement, formdata=None))
            rules.retract_statement(statement, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("Retracted. It stays in the history, with your reason."),
                url_for("desk.person", ref=person.ref),
                undo=url_for("people.undo_retraction", statement_id=statement.id),
            )
    return show_retraction(statement_id, form)


def retract_form(statement: PersonStatement, **sent: Any) -> forms.RetractForm:
    """Make the form that asks why a statement is retracted, as it stands."""
    form = forms.RetractForm(**sent)
    form.stand_on(statement in queries.list_live_statements_of(queries.kept(statement.person)))
    return form


def show_retraction(statement_id: int, form: forms.RetractForm) -> ResponseReturnValue:
    """Show what would be retracted, and ask why; the look is recorded."""
    statement = queries.get_statement(statement_id)
    person = queries.kept(statement.person)
    rules.note_look(person, actor=acting_user())
    page = render_template(
        "people/retract_form.html",
        form=form,
        form_id="form",
        statement=statement,
        person=person,
        fields=FIELDS,
        **vocabularies(),
    )
    return page, form.status


def vocabularies() -> dict[str, Any]:
    """Give by number what statements refer to, for the macro that says a value in words."""
    return {
        "sides": {side.id: side for side in queries.list_sides()},
        "categories": {category.id: category for category in queries.list_categories()},
    }
