"""The pages on which one thing is done to many people of the list: asked for, looked at before it is saved, undone."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.db import db
from app.core.errors import RuleError
from app.core.forms import Form
from app.core.i18n import _, label, locale_code, ngettext
from app.core.refusals import lead_back
from app.custody import forms, queries, rules
from app.custody.models import BatchAction
from app.custody.views.blueprint import bp
from app.custody.views.events import happening_of
from app.custody.views.events import offer as offer_event
from app.people import queries as people
from app.people import refs
from app.people.forms import FilterForm
from app.people.models import Person
from app.places import queries as places
from app.sources import queries as sources
from app.sources import rules as source_rules

ADDRESS = "/people/many/<any(tag, untag, event):action>"
#: As many names of each group stand on the page; the others are counted.
NAMED = 50


@bp.get(ADDRESS)
def new_batch(action: str) -> ResponseReturnValue:
    chosen = chosen_people()
    if isinstance(chosen, str):
        return lead_to_list(chosen)
    return show_form(BatchAction(action), form_for(action), len(chosen))


@bp.post(ADDRESS)
def confirm_batch(action: str) -> ResponseReturnValue:
    """Show what would be done to whom; nothing of it is kept."""
    chosen = chosen_people()
    if isinstance(chosen, str):
        return lead_to_list(chosen)
    form = form_for(action)
    if form.submitted() and "back" not in request.form:
        with form.showing_refusals():
            return show_preview(BatchAction(action), form, chosen)
    return show_form(BatchAction(action), form, len(chosen))


@bp.post(f"{ADDRESS}/save")
def create_batch(action: str) -> ResponseReturnValue:
    form, numbers = form_for(action), sent_numbers()
    if form.submitted():
        with form.showing_refusals():
            deed = deed_of(BatchAction(action), form)
            batch = rules.carry_out(deed, numbers, actor=acting_user(), now=clock.now())
            undo = url_for("custody.undo_batch", batch_id=batch.id)
            told = ngettext("Saved for %(num)s person.", "Saved for %(num)s people.", batch.size)
            return saving.done(f"{told} {_('Change no. %(number)s', number=batch.id)}", list_address(), undo=undo)
    chosen = queries.list_people_numbered(numbers)
    if form.validate():
        with form.showing_refusals():
            return show_preview(BatchAction(action), form, chosen)
    return show_form(BatchAction(action), form, len(chosen))


@bp.post("/people/many/<int:batch_id>/undo")
def undo_batch(batch_id: int) -> ResponseReturnValue:
    address = url_for("people.list_people")
    try:
        stays = rules.undo_batch(queries.get_batch(batch_id), actor=acting_user(), now=clock.now())
    except RuleError as error:
        return lead_back(error, address)
    if stays:
        told = ngettext(
            "%(num)s person stays as they are: somebody has built on it.",
            "%(num)s people stay as they are: somebody has built on it.",
            stays,
        )
        flash(told, "warning")
    return saving.done(_("Undone."), address)


def chosen_people() -> Sequence[Person] | str:
    """Give the people who were ticked, or all whom the filter finds; or say why there are none, or too many."""
    form = FilterForm(request.args, reader=acting_user())
    if request.args.get("scope") == "all":
        offer_filter(form)
        asked = form.chosen()
        if form.errors:
            # What is not understood filters nothing: it would be done to more people than were asked for.
            return _("A part of the filter is not understood, so nobody was chosen. Correct it first.")
        chosen = queries.list_people_found(asked, limit=rules.MOST + 1)
    else:
        ticked = map(refs.parse_ref, request.args.getlist("p")[: rules.MOST + 1])
        chosen = queries.list_people_numbered([number for number in ticked if number is not None])
    if len(chosen) > rules.MOST:
        return _("At most %(most)s people can be changed at once. Filter the list further.", most=rules.MOST)
    return chosen or _("Tick at least one person, or take all that match.")


def offer_filter(form: FilterForm) -> None:
    """Offer to the filter whatever the list itself offers, so that it finds the very people whom the list shows."""
    form.offer(
        sides=people.list_sides(),
        categories=people.list_categories(),
        cohorts=people.list_cohorts(),
        places=places.list_choices(),
    )


def lead_to_list(sentence: str) -> Response:
    """Lead back to the list with its boxes, and say what is to be done there."""
    flash(sentence, "warning")
    return redirect(list_address(select="y"))


def list_address(select: str = "") -> str:
    """Give the address of the list from which somebody came."""
    return f"{url_for('people.list_people')}?{FilterForm(request.args).query(select=select)}"


def sent_numbers() -> set[int]:
    """Give the numbers of those who were shown as getting it."""
    told = map(refs.parse_ref, request.form.get("people", "").split()[: rules.MOST + 1])
    return {number for number in told if number is not None}


def form_for(action: str) -> forms.CohortOffForm | forms.EventForManyForm:
    """Make the form that asks what is to be done."""
    if action == BatchAction.EVENT.value:
        form = forms.EventForManyForm()
        offer_event(form)
        return form
    cohort_form = forms.CohortOnForm() if action == BatchAction.TAG.value else forms.CohortOffForm()
    cohort_form.offer_cohorts(people.list_cohorts())
    if isinstance(cohort_form, forms.CohortOnForm):
        cohort_form.offer_sources(sources.list_choices())
    return cohort_form


def deed_of(action: BatchAction, form: Form) -> rules.Deed:
    """Make from a form what is to be done to each."""
    if isinstance(form, forms.EventForManyForm):
        return rules.Deed(action, happening=happening_of(form))
    cohort = people.get_cohort(form["cohort_id"].data)
    if isinstance(form, forms.CohortOnForm):
        return rules.Deed(action, cohort, source_rules.choose(**form.word(), actor=acting_user(), now=clock.now()))
    return rules.Deed(action, cohort)


def show_form(action: BatchAction, form: Form, count: int) -> ResponseReturnValue:
    """Ask what is to be done."""
    page = render_template(
        "custody/batch_form.html", form=form, form_id="form", action=action, count=count, back=list_address()
    )
    return page, form.status


def show_preview(action: BatchAction, form: Form, chosen: Sequence[Person]) -> ResponseReturnValue:
    """Show what would be done to whom, and forget what was made for it."""
    deed = deed_of(action, form)
    outcomes = rules.foresee(chosen, deed, now=clock.now())
    page = render_template(
        "custody/batch_preview.html",
        form=form,
        form_id="form",
        action=action,
        what=words_for(deed),
        getting=[one for one in outcomes if one.left is None],
        left={why: [one for one in outcomes if one.left is why] for why in rules.Left},
        moves=Counter((one.person.custody_status, one.after) for one in outcomes if one.left is None and one.after),
        carried=carried(),
        named=NAMED,
        asked=request.query_string.decode("ascii", "ignore"),
        back=list_address(),
    )
    status = form.status
    db.session.rollback()
    return page, status


def words_for(deed: rules.Deed) -> str:
    """Say what is to be done: the cohort, or what happened."""
    return deed.cohort.label(locale_code()) if deed.cohort else label(deed.happening.kind) if deed.happening else ""


def carried() -> Sequence[tuple[str, str]]:
    """Give the answers that the page carries on: what was typed, without what the form writes anew."""
    own = {"csrf_token", "submission", "people", "back", "switch_language"}
    answers: Mapping[str, list[str]] = request.form.to_dict(flat=False)
    return [(name, value) for name, values in answers.items() if name not in own for value in values]
