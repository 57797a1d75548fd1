"""The ledger, as auditors read it and take it away."""

from collections.abc import Iterator
from functools import partial

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.accounts import confirmation
from app.accounts.current import acting_user
from app.audit import queries as ledgers
from app.audit import rules as audit
from app.core import clock
from app.core.db import db, snapshot, start_writing
from app.core.i18n import lazy_ as _l
from app.desk import forms, labels, queries, reading
from app.desk.views.blueprint import bp
from app.desk.views.rights import may_of
from app.reports import rules as reports
from app.reports.models import Profile
from app.reports.queries import get_export

#: Entries on a page.
ENTRIES = 50


class FilterRefused(BadRequest):
    """A file is not made of a filter that is only partly understood: it would hold more than was asked for."""

    sentence = _l("A part of the filter is not understood, so nothing was exported. Go back and correct it.")


@bp.get("/ledger")
def ledger() -> ResponseReturnValue:
    form = forms.LedgerForm(request.args, users=(users := queries.names_of_users()))
    asked = form.asked()
    page = ledgers.list_page(asked.kind, asked.filter, before=asked.before, after=asked.after, size=ENTRIES)
    filters = [list(pair) for pair in form.pairs()]
    audit.look(
        "look at ledger",
        actor=acting_user(),
        subject_type="audit_entries",
        person_id=asked.person_id,
        details={"filters": filters},
    )
    said = reading.details_in if form.shows_looks else partial(reading.changes_in, may=may_of(acting_user()))
    return render_template(
        "desk/ledger.html",
        form=form,
        page=page,
        said=said(page.rows),
        users=users,
        actions=labels.LOOKS if form.shows_looks else labels.ACTIONS,
        subjects=labels.SUBJECTS,
    )


@bp.get("/ledger.csv")
def export_ledger() -> ResponseReturnValue:
    form = forms.LedgerForm(request.args, users=(users := queries.names_of_users()))
    asked = form.asked()
    if form.errors:
        raise FilterRefused
    if confirmation.is_due(confirmation.NAMES_LEAVE):
        return confirmation.before_this_page()
    file = reading.LedgerFile(asked, users, may_of(acting_user()), acting_user().separator.value)
    # Who asks for the head alone takes nothing away, and nothing is written down.
    body = () if request.method == "HEAD" else stream_with_context(sent(file, write_down(form)))
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{reading.name_of_file(clock.today())}"'
    return response


def write_down(form: forms.LedgerForm) -> int:
    """Write down that a part of the ledger leaves, before its first byte does."""
    start_writing()
    filters = {name: [value] for name, value in form.pairs()}
    export = reports.begin_export("ledger", filters, actor=acting_user(), now=clock.now(), profile=Profile.INTERNAL)
    number = export.id
    db.session.commit()
    return number


def sent(file: reading.LedgerFile, number: int) -> Iterator[bytes]:
    """Send the ledger as it is read, and write down that all of it left."""
    with snapshot():
        yield from file.chunks()
    start_writing()
    export, tally = get_export(number), file.tally
    reports.finish_export(export, rows=tally.rows, sha256=tally.sha256, actor=export.exported_by, now=clock.now())
    db.session.commit()
