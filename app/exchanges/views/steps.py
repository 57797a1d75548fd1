"""A step that some of a list take together: looked at first, then taken by all of them or by none."""

from collections.abc import Callable, Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.accounts import saving
from app.accounts.current import acting_user
from app.accounts.models import User
from app.core import clock
from app.core.errors import NotFound, RuleError
from app.core.i18n import _, ngettext
from app.core.i18n import lazy_ as _l
from app.exchanges import forms, queries
from app.exchanges.models import Entry, Operation
from app.exchanges.rules import entries as rules
from app.exchanges.states import Deed, can
from app.exchanges.views.blueprint import bp
from app.exchanges.views.entries import entries_in
from app.sources import queries as sources

ADDRESS = "/operations/<operation_code>/entries/step"
#: As many names of each group stand on the page; the others are counted.
NAMED = 50
#: The rules of the steps that take no answer besides when, on whose word and why.
PLAIN: Mapping[Deed, Callable[..., None]] = {
    Deed.REQUEST: rules.request,
    Deed.AGREE: rules.agree,
    Deed.REFUSE: rules.refuse,
    Deed.MAKE_READY: rules.make_ready,
    Deed.HAND_OVER: rules.hand_over,
    Deed.KEEP_BACK: rules.keep_back,
    Deed.WITHDRAW: rules.withdraw,
    Deed.REFUSE_CONSENT: rules.refuse_consent,
}
#: Those that ask for something else, or are looked at one by one.
OF_THEIR_OWN = (Deed.DECLINE, Deed.ACCEPT, Deed.SUBSTITUTE, Deed.TAKE_BACK)
ONE = _l("This is looked at one by one: choose one person.")


@bp.get(ADDRESS)
def confirm_step(operation_code: str) -> ResponseReturnValue:
    operation, deed = queries.get_operation(operation_code), deed_asked_for()
    chosen = chosen_entries(operation)
    if not any(can(deed, entry.state) for entry in chosen):
        return lead_to_list(operation, _("Choose at least one person who can take this step."))
    return show_step(operation, deed, chosen, step_form(operation, deed, chosen))


@bp.post(ADDRESS)
def take_step(operation_code: str) -> ResponseReturnValue:
    operation, deed = queries.get_operation(operation_code), deed_asked_for()
    chosen = chosen_entries(operation)
    form = step_form(operation, deed, chosen)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(step_form(operation, deed, chosen, formdata=None))
            moving = [entry for entry in chosen if can(deed, entry.state)]
            take(moving, form, actor=acting_user())
            told = ngettext("Saved for %(num)s person.", "Saved for %(num)s people.", len(moving))
            return saving.done(told, list_address(operation))
    return show_step(operation, deed, chosen_entries(operation), form)


def deed_asked_for() -> Deed:
    """Read from the address which step is meant."""
    told = request.args.get("deed", "")
    if told not in {deed.value for deed in (*PLAIN, *OF_THEIR_OWN)}:
        raise NotFound
    return Deed(told)


def take(moving: Sequence[Entry], form: forms.StepForm, *, actor: User) -> None:
    """Have the rule of a step take it."""
    deed, word, now = form.deed, form.word(), clock.now()
    if deed in PLAIN:
        PLAIN[deed](moving, word, actor=actor, now=now)
        return
    if deed is Deed.DECLINE:
        rules.decline(moving, form.refusal.data, word, actor=actor, now=now)
        return
    if len(moving) != 1:
        raise RuleError(ONE)
    if deed is Deed.SUBSTITUTE:
        rules.substitute(moving[0], queries.get_entry(form.by.data), word, actor=actor, now=now)
        return
    one_by_one = rules.accept if deed is Deed.ACCEPT else rules.take_back
    one_by_one(moving[0], word, actor=actor, now=now)


def chosen_entries(operation: Operation) -> Sequence[Entry]:
    """Give the entries that were ticked, or all whom the filter of the list finds."""
    if request.args.get("scope") != "all":
        return entries_in(request.args.getlist("entry"), operation)
    form = forms.EntriesForm(request.args, reader=acting_user())
    chosen = form.chosen()
    return [] if form.errors else queries.list_entries_in(operation, chosen)


def step_form(operation: Operation, deed: Deed, chosen: Sequence[Entry], **sent: None) -> forms.StepForm:
    """Make the form of a step, on the entries as they stand."""
    form = forms.StepForm(deed, **sent)
    form.offer_sources(sources.list_choices())
    if deed is Deed.SUBSTITUTE:
        others = queries.list_entries_in(operation, queries.EntryFilter())
        form.offer_entries([one for one in others if one not in chosen])
    form.stand_on(*sorted((entry.id, entry.version) for entry in chosen))
    return form


def show_step(operation: Operation, deed: Deed, chosen: Sequence[Entry], form: forms.StepForm) -> ResponseReturnValue:
    """Show who would take a step and who stays where they are, and ask when it happened."""
    page = render_template(
        "exchanges/step.html",
        form=form,
        form_id="form",
        operation=operation,
        deed=deed,
        moving=[entry for entry in chosen if can(deed, entry.state)],
        staying=[entry for entry in chosen if not can(deed, entry.state)],
        named=NAMED,
        back=list_address(operation),
    )
    return page, form.status


def lead_to_list(operation: Operation, sentence: str) -> Response:
    """Lead back to the list, and say what is to be done there."""
    flash(sentence, "warning")
    return redirect(list_address(operation))


def list_address(operation: Operation) -> str:
    """Give the address of the list with the filter from which somebody came."""
    query = forms.EntriesForm(request.args, reader=acting_user()).query()
    return url_for("exchanges.list_entries", operation_code=operation.code) + (f"?{query}" if query else "")
