"""Merging two records: which other one, what speaks for it and against it, and which of them is kept."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.errors import RuleError
from app.core.i18n import _
from app.core.refusals import lead_back
from app.exchanges import queries as exchanges
from app.matching import forms, queries, rules
from app.matching.views.blueprint import bp
from app.matching.views.pairs import shown
from app.people import queries as people
from app.people import rules as person_rules
from app.people.models import Person


@bp.get("/people/<ref>/merge")
def new_merger(ref: str) -> ResponseReturnValue:
    person = people.get_person(ref)
    form = forms.OtherRecordForm(request.args)
    other = form.find_other()
    if other is not None:
        return redirect(url_for("matching.confirm_merger", ref=person.ref, other_ref=other.ref))
    person_rules.note_look(person, actor=acting_user())
    page = render_template("matching/merge_start.html", form=form, person=person)
    return page, 422 if form.other.errors else 200


@bp.get("/people/<ref>/merge/<other_ref>")
def confirm_merger(ref: str, other_ref: str) -> ResponseReturnValue:
    person, other = people.get_person(ref), people.get_kept(other_ref)
    if person is other:
        return lead_back(RuleError(_("This is one and the same record.")), url_for("desk.person", ref=person.ref))
    return show_merger(person, other, merge_form(person, other))


@bp.post("/people/<ref>/merge/<other_ref>")
def create_merger(ref: str, other_ref: str) -> ResponseReturnValue:
    person, other = people.get_person(ref), people.get_kept(other_ref)
    form = merge_form(person, other)
    if form.submitted():
        kept, merged = (person, other) if form.kept.data == person.id else (other, person)
        with form.showing_refusals():
            form.refuse_stale(merge_form(person, other, formdata=None))
            stands = {one.id: one for one in (person, other)}.get(form.stands.data) if "stands" in form else None
            reason = form.reason.data
            merger = rules.merge(merged, kept, reason=reason, stands=stands, actor=acting_user(), now=clock.now())
            told = _("%(merged)s is read as part of %(kept)s from now on.", merged=merged.ref, kept=kept.ref)
            undo = url_for("matching.undo_merger", merger_id=merger.id)
            return saving.done(told, url_for("desk.person", ref=kept.ref), undo=undo)
    return show_merger(person, other, form)


def merge_form(person: Person, other: Person, **sent: Any) -> forms.MergeForm:
    """Make the form that asks which record is kept, on the two records as they stand."""
    form = forms.MergeForm(**sent)
    form.kept.offer([(one.id, _("%(ref)s is kept", ref=one.ref)) for one in (person, other)])
    shared = exchanges.list_shared_by(person, other)
    form.offer_stands([(one.id, _("The entry of %(ref)s stands", ref=one.ref)) for one in (person, other) if shared])
    judgement = queries.find_judgement_between(person, other)
    form.stand_on(person.version, other.version, judgement.id if judgement else None)
    return form


def show_merger(person: Person, other: Person, form: forms.MergeForm) -> ResponseReturnValue:
    """Show both records, what speaks against their being one, and what would contradict itself; note both looks."""
    for one in (person, other):
        person_rules.note_look(one, actor=acting_user())
    page = render_template(
        "matching/merge.html",
        form=form,
        form_id="form",
        person=person,
        doubts=rules.doubts_about(person, other),
        conflicts=rules.conflicts_of(person, other),
        entered={one.id: one for one in (person, other)},
        **shown(person, other),
    )
    return page, form.status


@bp.post("/mergers/<int:merger_id>/undo")
def undo_merger(merger_id: int) -> ResponseReturnValue:
    merger = queries.get_merger(merger_id)
    kept = url_for("desk.person", ref=people.kept(merger.kept).ref)
    try:
        rules.undo_merger(merger, actor=acting_user(), now=clock.now())
    except RuleError as error:
        return lead_back(error, kept)
    return saving.done(_("Undone."), kept)
