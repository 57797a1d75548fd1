"""Taking back what was just saved, from the button beside the sentence that said so; and bringing a record back."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.errors import RuleError
from app.core.i18n import _
from app.core.refusals import lead_back
from app.people import queries, rules
from app.people.models import Person
from app.people.views.blueprint import bp
from app.people.views.statements import FIELD


@bp.post("/statements/<int:statement_id>/undo")
def undo_statement(statement_id: int) -> ResponseReturnValue:
    statement = queries.get_statement(statement_id)
    return changed_back(queries.kept(statement.person), rules.undo_statement, statement)


@bp.post("/statements/<int:statement_id>/retract/undo")
def undo_retraction(statement_id: int) -> ResponseReturnValue:
    statement = queries.get_statement(statement_id)
    return changed_back(queries.kept(statement.person), rules.undo_retraction, statement)


@bp.post("/identifiers/<int:identifier_id>/undo")
def undo_identifier(identifier_id: int) -> ResponseReturnValue:
    identifier = queries.get_identifier(identifier_id)
    return changed_back(queries.kept(identifier.person), rules.undo_identifier, identifier)


@bp.post(f"/people/<ref>/prefer/{FIELD}/undo")
def undo_preference(ref: str, field: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return changed_back(person, rules.undo_preference, person, field)


@bp.post("/people/<ref>/cohorts/undo")
def undo_cohorts(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return changed_back(person, rules.undo_cohorts, person)


@bp.post("/people/<ref>/undo")
def undo_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return changed_back(person, rules.undo_person, person)


@bp.post("/people/<ref>/restore")
def restore_person(ref: str) -> ResponseReturnValue:
    person = queries.get_person(ref)
    return changed_back(person, rules.restore_person, person, sentence=_("The record is back, as it was."))


def changed_back(
    person: Person, change: Callable[..., Any], *about: object, sentence: str | None = None
) -> ResponseReturnValue:
    """Take something back and lead to the person, or say there why it cannot be."""
    dossier = url_for("desk.person", ref=person.ref)
    try:
        change(*about, actor=acting_user(), now=clock.now())
    except RuleError as error:
        return lead_back(error, dossier)
    return saving.done(sentence or _("Undone."), dossier)
