"""The list of an operation: who stands on it, how they came to where they stand, and who is put on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.audit import rules as audit
from app.core import clock
from app.core.forms import id_or_none
from app.core.i18n import _
from app.exchanges import forms, queries, states
from app.exchanges.models import AskedBy, Entry, Operation, mask_of
from app.exchanges.rules import entries as rules
from app.exchanges.states import Deed
from app.exchanges.views.blueprint import bp
from app.people import queries as people
from app.people import rules as person_rules
from app.people.models import Law, Person
from app.people.search import asking
from app.people.search import people as search
from app.sources import queries as sources

#: Rows of a list on one page.
ROWS = 200
#: So many people are offered for a name.
FOUND = 20
#: What puts somebody on a list has a page of its own.
OF_LISTING = (Deed.PROPOSE, Deed.OFFER)


@bp.get("/operations/<operation_code>/entries")
def list_entries(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    form = forms.EntriesForm(request.args, reader=acting_user())
    found = queries.list_entries_in(operation, form.chosen())
    start = id_or_none(request.args.get("start")) or 0
    details = {"count": len(found)}
    audit.look("look at list", actor=acting_user(), subject_type="operations", subject_id=operation.id, details=details)
    return render_template(
        "exchanges/entries.html",
        operation=operation,
        form=form,
        rows=found[start : start + ROWS],
        total=len(found),
        start=start,
        size=ROWS,
        counts=queries.count_states_in(operation),
        deeds=[deed for deed in Deed if deed not in OF_LISTING],
        mask_of=mask_of,
        laws=laws(),
        is_open=operation.state in queries.OPEN,
    )


@bp.get("/entries/<int:entry_id>")
def show_entry(entry_id: int) -> ResponseReturnValue:
    entry = queries.get_entry(entry_id)
    person = people.kept(entry.person)
    person_rules.note_look(person, actor=acting_user())
    is_open = entry.operation.state in queries.OPEN and entry.set_aside_for_id is None
    possible = states.deeds_from(entry.state) if is_open else []
    return render_template(
        "exchanges/entry.html",
        entry=entry,
        operation=entry.operation,
        person=person,
        steps=queries.list_transitions_of(entry)[::-1],
        deeds=[deed for deed in possible if deed not in OF_LISTING],
        may_return=Deed.PROPOSE in possible,
        laws=laws(),
    )


@bp.get("/operations/<operation_code>/entries/new")
def choose_person(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    form = forms.WhoForm(request.args)
    person = form.find_person()
    if person is not None:
        return redirect(url_for("exchanges.new_entry", operation_code=operation.code, ref=person.ref))
    return render_template(
        "exchanges/entry_who.html", operation=operation, form=form, found=people_found(form.text.data), laws=laws()
    )


def laws() -> Mapping[int | None, Law]:
    """Give the law of each category, by which a custody status is worded."""
    return {None: Law.EITHER} | {category.id: category.law for category in people.list_categories()}


def people_found(typed: str | None) -> Sequence[Person]:
    """Find people by a name in any spelling, the likeliest first."""
    if not typed:
        return ()
    asked = asking.understand(typed, today=clock.today())
    details = {"count": len(found := search.search(asked, limit=FOUND))}
    audit.look("search", actor=acting_user(), subject_type=Person.__tablename__, details=details)
    return [one.person for one in found if one.score is None or one.score.bits > 0]


@bp.get("/operations/<operation_code>/entries/new/<ref>")
def new_entry(operation_code: str, ref: str) -> ResponseReturnValue:
    operation, person = queries.get_operation(operation_code), people.get_person(ref)
    return show_new(operation, person, entry_form(operation))


@bp.post("/operations/<operation_code>/entries/new/<ref>")
def create_entry(operation_code: str, ref: str) -> ResponseReturnValue:
    operation, person = queries.get_operation(operation_code), people.get_person(ref)
    form = entry_form(operation)
    if form.submitted():
        with form.showing_refusals():
            put = rules.offer if form.asked_by.data is AskedBy.THEY else rules.propose
            instead_of = queries.find_entry(form.instead_of.data)
            place = rules.Place(operation, form.direction.data, instead_of=instead_of)
            put(person, place, form.word(), actor=acting_user(), now=clock.now())
            return saving.done(
                _("%(ref)s stands on the list.", ref=person.ref),
                url_for("exchanges.list_entries", operation_code=operation.code),
            )
    return show_new(operation, person, form)


def entry_form(operation: Operation, **sent: Any) -> forms.NewEntryForm:
    """Make the form that puts somebody on a list."""
    form = forms.NewEntryForm(**sent)
    form.offer_sources(sources.list_choices())
    form.offer_entries(queries.list_entries_in(operation, queries.EntryFilter()))
    return form


def show_new(operation: Operation, person: Person, form: forms.NewEntryForm) -> ResponseReturnValue:
    """Ask how somebody is listed, and show what makes it unlikely, whichever way they go."""
    person_rules.note_look(person, actor=acting_user())
    page = render_template(
        "exchanges/entry_form.html",
        form=form,
        form_id="form",
        operation=operation,
        person=person,
        doubts=rules.doubts_about(person, operation, form.direction.data) if form.direction.data else (),
        common=rules.doubts_whichever_way(person, operation),
        laws=laws(),
    )
    return page, form.status


def entries_in(numbers: Sequence[str], operation: Operation) -> Sequence[Entry]:
    """Find the entries of a list by their numbers as an address writes them."""
    read = {number for text in numbers if (number := id_or_none(text)) is not None}
    return queries.list_entries_numbered(operation, read)
