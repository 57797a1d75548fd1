"""Separating two records that were merged, with what was entered about both meanwhile."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.audit import rules as audit
from app.compartments.labels import FIELDS as GUARDED_FIELDS
from app.compartments.models import PersonFact, Witness
from app.core import clock
from app.core.i18n import _
from app.matching import forms, labels, queries, rules
from app.matching.models import Merger
from app.matching.views.blueprint import bp
from app.matching.views.pairs import vocabularies
from app.people import queries as people
from app.people import rules as person_rules
from app.people.models import Person


@bp.get("/mergers/<int:merger_id>/separate")
def confirm_separation(merger_id: int) -> ResponseReturnValue:
    merger = queries.get_merger(merger_id)
    return show_separation(merger, separate_form(merger))


@bp.post("/mergers/<int:merger_id>/separate")
def separate_records(merger_id: int) -> ResponseReturnValue:
    merger = queries.get_merger(merger_id)
    form = separate_form(merger)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(separate_form(merger, formdata=None))
            reason, goes = form.reason.data, form.goes.data
            rules.unmerge(merger, goes=goes, reason=reason, actor=acting_user(), now=clock.now())
            told = _("%(ref)s stands for itself again.", ref=merger.merged.ref)
            return saving.done(told, url_for("desk.person", ref=merger.merged.ref))
    return show_separation(merger, form)


def separate_form(merger: Merger, **sent: Any) -> forms.SeparateForm:
    """Make the form that asks why, and to whom belongs what was entered meanwhile."""
    keys = [added.key for added in rules.added_since(merger)] if merger.undone_at is None else []
    form = forms.SeparateForm(**sent)
    form.goes.offer([(key, key) for key in keys])
    form.stand_on(keys, merger.undone_at)
    return form


def show_separation(merger: Merger, form: forms.SeparateForm) -> ResponseReturnValue:
    """Show what was entered while the records were one, and record the looks at it."""
    person = people.kept(merger.kept)
    added = rules.added_since(merger) if merger.undone_at is None else []
    person_rules.note_look(person, actor=acting_user())
    note_looks(person, [one.fact for one in added])
    page = render_template(
        "matching/separate.html",
        form=form,
        form_id="form",
        merger=merger,
        person=person,
        added=added,
        kinds=labels.KINDS,
        guarded_fields=GUARDED_FIELDS,
        **vocabularies(),
    )
    return page, form.status


def note_looks(person: Person, facts: Sequence[Any]) -> None:
    """Record the looks at what only some may see; that at a witness, under the witness's number and nobody's name."""
    for kind in {type(fact) for fact in facts if isinstance(fact, PersonFact)}:
        action = f"look at {kind.__masked__.removeprefix('see ')}"
        audit.look(action, actor=acting_user(), subject_type=kind.__tablename__, person_id=person.id)
    for number in {fact.number for fact in facts if isinstance(fact, Witness)}:
        audit.look("look at witness", actor=acting_user(), subject_type=Witness.__tablename__, subject_id=number)
