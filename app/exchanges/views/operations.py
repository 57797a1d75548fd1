"""The pages of operations: their list, one of them, what is agreed of it, and its steps and days."""

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.core import clock
from app.core.clashes import show_clash
from app.core.errors import NotFound
from app.core.i18n import _
from app.core.locks import hold
from app.exchanges import forms, queries
from app.exchanges.labels import CLAIMED
from app.exchanges.models import Direction, Operation, OperationState, mask_of
from app.exchanges.rules import operations as rules
from app.exchanges.views.blueprint import bp

SIZE = 50


@bp.get("/operations")
def list_operations() -> ResponseReturnValue:
    form = forms.OperationsForm(request.args, queries.list_years(), queries.list_mediators())
    if "" in request.args.values():
        return redirect(f"{url_for('exchanges.list_operations')}?{form.query()}".rstrip("?"))
    asked = form.chosen()
    before, after = (queries.find_operation(request.args.get(name, "")) for name in ("before", "after"))
    page = queries.list_operations(asked, before=before, after=after, size=SIZE)
    return render_template(
        "exchanges/operations.html",
        form=form,
        page=page,
        kinds=queries.count_by_kind(asked),
        published=queries.published_of(page.rows),
        delivered=queries.count_delivered_of(page.rows),
    )


@bp.get("/operations/<operation_code>")
def show_operation(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    return render_template(
        "exchanges/operation.html",
        operation=operation,
        claims=(claims := queries.list_claims_of(operation)),
        columns={
            name: label for name, label in CLAIMED.items() if any(getattr(one, name) is not None for one in claims)
        },
        delivered=(delivered := queries.count_delivered(operation)),
        compared={"ukr_returned": delivered[Direction.TO_US], "rus_returned": delivered[Direction.TO_THEM]},
        counts=queries.count_states_in(operation),
        mask_of=mask_of,
        steps=queries.list_transitions_of_operation(operation),
        possible=[to for to in STEPS if operation.state in rules.BEFORE[to]],
    )


@bp.get("/operations/new")
def new_operation() -> ResponseReturnValue:
    return show_form(None, forms.OperationForm.of(None))


@bp.post("/operations/new")
def create_operation() -> ResponseReturnValue:
    form = forms.OperationForm.of(None)
    if form.submitted():
        with form.showing_refusals():
            operation = rules.plan(form.terms(), actor=acting_user(), now=clock.now())
            told = _("The operation was added: %(code)s.", code=operation.code)
            return saving.done(told, url_for("exchanges.show_operation", operation_code=operation.code))
    return show_form(None, form)


@bp.get("/operations/<operation_code>/edit")
def edit_operation(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    return show_form(operation, forms.OperationForm.of(operation))


@bp.post("/operations/<operation_code>/edit")
def update_operation(operation_code: str) -> ResponseReturnValue:
    operation = queries.get_operation(operation_code)
    form = forms.OperationForm.of(operation)
    if form.submitted():
        hold(operation)
        present = forms.OperationForm.of(operation, formdata=None)
        if form.is_stale(present):
            return show_clash(form, present, heading=operation.code)
        with form.showing_refusals():
            rules.change(operation, form.terms(), actor=acting_user(), now=clock.now())
            return saving.done(_("Saved."), url_for("exchanges.show_operation", operation_code=operation.code))
    return show_form(operation, form)


def show_form(operation: Operation | None, form: forms.OperationForm) -> ResponseReturnValue:
    """Show the form of a new operation, or of one on record."""
    page = render_template("exchanges/operation_form.html", form=form, form_id="form", operation=operation)
    return page, form.status


#: The rules that lead to each state, with what they ask for.
STEPS: Mapping[OperationState, Callable[[Operation, forms.MoveForm], None]] = {
    OperationState.REQUESTED: lambda operation, form: rules.request(
        operation, happened=form.day(), actor=acting_user(), now=clock.now()
    ),
    OperationState.AGREED: lambda operation, form: rules.agree(
        operation, happened=form.day(), actor=acting_user(), now=clock.now()
    ),
    OperationState.UNDER_WAY: lambda operation, form: rules.begin(
        operation, happened=form.day(), actor=acting_user(), now=clock.now()
    ),
    OperationState.COMPLETED: lambda operation, form: rules.complete(
        operation, happened=form.day(), actor=acting_user(), now=clock.now()
    ),
    OperationState.DRAFT: lambda operation, form: rules.draft_again(
        operation, reason=form.reason.data, actor=acting_user(), now=clock.now()
    ),
    OperationState.CANCELLED: lambda operation, form: rules.cancel(
        operation, reason=form.reason.data, actor=acting_user(), now=clock.now()
    ),
}


@bp.get("/operations/<operation_code>/to/<state>")
def confirm_move(operation_code: str, state: str) -> ResponseReturnValue:
    operation, to = queries.get_operation(operation_code), state_of(state)
    return show_move(operation, to, move_form(operation))


@bp.post("/operations/<operation_code>/to/<state>")
def move_operation(operation_code: str, state: str) -> ResponseReturnValue:
    operation, to = queries.get_operation(operation_code), state_of(state)
    form = move_form(operation)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(move_form(operation, formdata=None))
            STEPS[to](operation, form)
            return saving.done(_("Saved."), url_for("exchanges.show_operation", operation_code=operation.code))
    return show_move(operation, to, form)


def state_of(code: str) -> OperationState:
    """Read from the address which state is meant."""
    found = next((state for state in OperationState if state.value == code), None)
    if found is None:
        raise NotFound
    return found


def move_form(operation: Operation, **sent: object) -> forms.MoveForm:
    """Make the form of a step, on the operation as it stands."""
    form = forms.MoveForm(**sent)
    form.stand_on(operation.state.value, operation.version)
    return form


def show_move(operation: Operation, to: OperationState, form: forms.MoveForm) -> ResponseReturnValue:
    """Ask for what a step needs."""
    needs_reason = to in {OperationState.DRAFT, OperationState.CANCELLED}
    page = render_template(
        "exchanges/move.html", form=form, form_id="form", operation=operation, to=to, needs_reason=needs_reason
    )
    return page, form.status


@bp.get("/operations/<operation_code>/days/new")
def new_stage(operation_code: str) -> ResponseReturnValue:
    return show_stage_form(queries.get_operation(operation_code), forms.StageForm())


@bp.post("/operations/<operation_code>/days/new")
def create_stage(operation_code: str) -> ResponseReturnValue:
    operation, form = queries.get_operation(operation_code), forms.StageForm()
    if form.submitted():
        with form.showing_refusals():
            rules.add_stage(operation, form.required_day(), note=form.note.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("The day was added."), url_for("exchanges.show_operation", operation_code=operation.code)
            )
    return show_stage_form(operation, form)


def show_stage_form(operation: Operation, form: forms.StageForm) -> ResponseReturnValue:
    """Ask for one more day."""
    page = render_template("exchanges/stage_form.html", form=form, form_id="form", operation=operation)
    return page, form.status
