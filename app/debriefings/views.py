"""The sheets of debriefings, row by row, and the rows of whom nobody knows yet."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from app.accounts import saving
from app.accounts.current import acting_user
from app.audit import rules as audit
from app.compartments import queries as witnesses
from app.core import clock
from app.core.errors import NotFound, RuleError
from app.core.forms import id_or_none
from app.core.i18n import _
from app.debriefings import forms, queries, rules
from app.debriefings.models import Debriefing, DebriefingRow
from app.names.folding import fold
from app.people import queries as people
from app.people import refs
from app.people.models import Person

bp = Blueprint("debriefings", __name__)


@bp.get("/debriefings")
def list_debriefings() -> ResponseReturnValue:
    debriefings = queries.list_debriefings(before=request.args.get("before", type=id_or_none))
    return render_template(
        "debriefings/list.html",
        debriefings=debriefings,
        counts=queries.count_rows_of(debriefings),
        unidentified=queries.count_unidentified(),
        older=debriefings[-1].id if len(debriefings) == queries.SIZE else None,
    )


@bp.get("/debriefings/unidentified")
def list_unidentified() -> ResponseReturnValue:
    rows = queries.list_unidentified(after=request.args.get("after", type=id_or_none))
    # They stand on many sheets, and tell of people's health like these.
    found = {"count": len(rows)}
    audit.look("look at debriefing", actor=acting_user(), subject_type="debriefing_rows", details=found)
    return render_template(
        "debriefings/unidentified.html",
        rows=rows,
        total=queries.count_unidentified(),
        further=rows[-1].id if len(rows) == queries.SIZE else None,
    )


@bp.get("/debriefings/new")
def new_debriefing() -> ResponseReturnValue:
    return show_debriefing_form(forms.DebriefingForm())


@bp.post("/debriefings/new")
def create_debriefing() -> ResponseReturnValue:
    form = forms.DebriefingForm()
    if form.submitted():
        with form.showing_refusals():
            opened = open_debriefing(form)
            told = _("The sheet is open. Each row is saved by itself.")
            return saving.done(told, url_for("debriefings.show_debriefing", debriefing_id=opened.id))
    return show_debriefing_form(form)


def open_debriefing(form: forms.DebriefingForm) -> Debriefing:
    """Open the sheet of a form, with whoever its numbers stand for."""
    witness = person = None
    try:
        if form.witness.data:
            witness = witnesses.get_witness(form.witness.data)
    except NotFound:
        raise RuleError(_("There is no witness of this number."), "witness") from None
    if form.person.data:
        person = person_of(form.person.data, field="person")
    opened = rules.open_debriefing(
        witness=witness, person=person, **form.rule_values(), actor=acting_user(), now=clock.now()
    )
    if person is not None:
        # The sheet's number tells whoever opened it as which witness this person has testified before.
        witness_id = opened.witness.number
        audit.look("look at witness", actor=acting_user(), subject_type="witnesses", subject_id=witness_id)
    return opened


def person_of(ref: str, *, field: str) -> Person:
    """Find the person whose number was typed, or say that there is none."""
    try:
        return people.get_kept(ref)
    except NotFound:
        raise RuleError(_("There is nobody of this number."), field) from None


def show_debriefing_form(form: forms.DebriefingForm) -> ResponseReturnValue:
    """Show the form that opens a sheet."""
    return render_template("debriefings/form.html", form=form, form_id="form"), form.status


@bp.get("/debriefings/<int:debriefing_id>")
def show_debriefing(debriefing_id: int) -> ResponseReturnValue:
    return show_sheet(queries.get_debriefing(debriefing_id), forms.RowForm())


def show_sheet(debriefing: Debriefing, form: forms.RowForm) -> ResponseReturnValue:
    """Show a sheet: its rows, those whom each may mean, and the row to be filled in next; the look is recorded."""
    note_look(debriefing.id)
    rows = queries.list_rows_of(debriefing)
    page = render_template(
        "debriefings/show.html",
        debriefing=debriefing,
        rows=rows,
        candidates={row.id: queries.list_candidates(row.who) for row in rows if row.is_unidentified},
        form=form,
        offered=queries.list_candidates(form.who.data or "") if form.errors else (),
    )
    return page, form.status


def note_look(debriefing_id: int) -> None:
    """Record that somebody looks at a sheet, or at a row of it, whichever page shows it."""
    audit.look("look at debriefing", actor=acting_user(), subject_type="debriefings", subject_id=debriefing_id)


@bp.post("/debriefings/<int:debriefing_id>")
def create_row(debriefing_id: int) -> ResponseReturnValue:
    debriefing = queries.get_debriefing(debriefing_id)
    form = forms.RowForm()
    if form.submitted():
        with form.showing_refusals():
            take_down(debriefing, form)
            here = url_for("debriefings.show_debriefing", debriefing_id=debriefing.id, _anchor="row")
            return saving.done(_("The row is saved."), here)
    return show_sheet(debriefing, form)


def take_down(debriefing: Debriefing, form: forms.RowForm) -> None:
    """Keep a row as typed, and say of whom it speaks where that was chosen."""
    row = rules.take_down(debriefing, form.words(), actor=acting_user(), now=clock.now())
    number = form.chosen_person()
    if number is not None:
        person = person_of(refs.ref_of(number), field="who")
        rules.identify(row, person, actor=acting_user(), now=clock.now())


@bp.get("/debriefings/people")
def offer_people() -> ResponseReturnValue:
    """Offer those whom the words may mean while they are typed: a part of the sheet."""
    return render_template("debriefings/offered.html", offered=searched(request.args.get("who", "")))


def searched(words: str) -> Sequence[Row[Any]]:
    """Search by the words that somebody types, and note it as the people list does: the words only as a digest."""
    found = queries.list_candidates(words)
    if words.strip():
        details = {"words": audit.fingerprint(fold(words)), "count": len(found)}
        audit.look("search", actor=acting_user(), subject_type=Person.__tablename__, details=details)
    return found


@bp.get("/debriefings/rows/<int:row_id>")
def show_row(row_id: int) -> ResponseReturnValue:
    return show_row_page(queries.get_row(row_id))


def show_row_page(
    row: DebriefingRow,
    *,
    identify: forms.IdentifyForm | None = None,
    register: forms.RegisterForm | None = None,
    reason: forms.ReasonForm | None = None,
) -> ResponseReturnValue:
    """Show one row with what may be done about it; the form that was refused says why. The look is recorded."""
    note_look(row.debriefing_id)
    refused = identify or register or reason
    page = render_template(
        "debriefings/row.html",
        row=row,
        text=request.args.get("text") or row.who,
        candidates=candidates_of(row),
        form=refused,
        identify=identify or forms.IdentifyForm(formdata=None),
        register=register or forms.RegisterForm(formdata=None),
        reason=reason or forms.ReasonForm(formdata=None),
    )
    return page, refused.status if refused else 200


def candidates_of(row: DebriefingRow) -> Sequence[Row[Any]]:
    """Give those whom a row may mean: by its own words, or by those that somebody searches for instead."""
    if not row.is_unidentified:
        return ()
    typed = request.args.get("text")
    return searched(typed) if typed else queries.list_candidates(row.who)


@bp.post("/debriefings/rows/<int:row_id>/identify")
def identify_row(row_id: int) -> ResponseReturnValue:
    row, form = queries.get_row(row_id), forms.IdentifyForm()
    if form.submitted():
        with form.showing_refusals():
            person = person_of(form.person.data, field="person")
            rules.identify(row, person, actor=acting_user(), now=clock.now())
            return saving.done(_("Saved: a sighting of %(ref)s.", ref=person.ref), sheet_of(row))
    return show_row_page(row, identify=form)


@bp.post("/debriefings/rows/<int:row_id>/person")
def register_person(row_id: int) -> ResponseReturnValue:
    row, form = queries.get_row(row_id), forms.RegisterForm()
    if form.submitted():
        with form.showing_refusals():
            person = rules.register(row, form.known_as.data, actor=acting_user(), now=clock.now())
            return saving.done(_("%(ref)s is entered on the witness’s word.", ref=person.ref), sheet_of(row))
    return show_row_page(row, register=form)


@bp.post("/debriefings/rows/<int:row_id>/separate")
def separate_row(row_id: int) -> ResponseReturnValue:
    row, form = queries.get_row(row_id), forms.ReasonForm()
    if form.submitted():
        with form.showing_refusals():
            rules.separate(row, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(_("The row waits again to be identified."), sheet_of(row))
    return show_row_page(row, reason=form)


@bp.post("/debriefings/rows/<int:row_id>/retract")
def retract_row(row_id: int) -> ResponseReturnValue:
    row, form = queries.get_row(row_id), forms.ReasonForm()
    if form.submitted():
        with form.showing_refusals():
            rules.retract_row(row, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(_("Retracted. It stays in the history, with your reason."), sheet_of(row))
    return show_row_page(row, reason=form)


def sheet_of(row: DebriefingRow) -> str:
    """Give the address of a row on its sheet."""
    return url_for("debriefings.show_debriefing", debriefing_id=row.debriefing_id, _anchor=f"row-{row.id}")
