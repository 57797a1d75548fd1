"""Choosing between statements that contradict each other, and retracting what should not stand."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.i18n import _
from app.people import forms, queries, rules
from app.people.labels import FIELDS
from app.people.models import Person
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
        with form.showing_refusals():
            statement = queries.get_statement(form.statement_id.data)
            rules.prefer(person, field, statement, reason=form.reason.data, actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("Saved."))
            return redirect(url_for("desk.person", ref=person.ref))
    return show_choice(person, field, form)


def choice_form(person: Person, field: str) -> forms.PreferForm:
    """Make the form with the statements that say something about a field."""
    form = forms.PreferForm()
    form.offer_statements(queries.list_statements_about(person, field))
    return form


def show_choice(person: Person, field: str, form: forms.PreferForm) -> ResponseReturnValue:
    """Show the statements side by side."""
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
    return show_retraction(statement_id, forms.RetractForm())


@bp.post("/statements/<int:statement_id>/retract")
def retract_statement(statement_id: int) -> ResponseReturnValue:
    form = forms.RetractForm()
    if form.submitted():
        with form.showing_refusals():
            statement = queries.get_statement(statement_id)
            rules.retract_statement(statement, reason=form.reason.data, actor=acting_user(), now=clock.now())
            db.session.commit()
            flash(_("Retracted. It stays in the history, with your reason."))
            return redirect(url_for("desk.person", ref=statement.person.ref))
    return show_retraction(statement_id, form)


def show_retraction(statement_id: int, form: forms.RetractForm) -> ResponseReturnValue:
    """Show what would be retracted, and ask why."""
    statement = queries.get_statement(statement_id)
    page = render_template(
        "people/retract_form.html",
        form=form,
        form_id="form",
        statement=statement,
        person=statement.person,
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
