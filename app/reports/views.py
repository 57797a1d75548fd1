"""The pages of reports, and the files that leave from them."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden

from app.accounts import confirmation
from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.core import clock, xlsx
from app.core.db import db, snapshot, start_writing
from app.core.i18n import lazy_ as _l
from app.core.keeping import keep
from app.people.forms import FilterForm
from app.people.models import RETURNED
from app.people.queries import count_people, count_up_to, list_sides
from app.reports import catalogue, files, labels, queries, rules
from app.reports.catalogue import Report
from app.reports.figures import GROUPS
from app.reports.files import File
from app.reports.forms import FileForm, columns_in, filter_form, recorded
from app.reports.links import Links

bp = Blueprint("reports", __name__)

#: Who takes more names out than this has given the password within the hour.
MANY_NAMES = 500


class NamesRefused(Forbidden):
    """Names do not leave with this user, nor are they searched."""

    sentence = _l("This shows or exports people by name, and your role does not. Ask an analyst or the administrator.")


class FilterRefused(BadRequest):
    """A file is not made of a filter that is only partly understood: it would hold more people than was asked for."""

    sentence = _l("A part of the filter is not understood, so nothing was exported. Go back and correct it.")


class TooManyForOneSheet(BadRequest):
    """A workbook ends at a million rows: a file without the rest would pass for the whole."""

    sentence = _l("One sheet of a workbook does not hold so many people. Filter the list, or take CSV.")


@bp.get("/reports")
def list_reports() -> ResponseReturnValue:
    reports = catalogue.REPORTS.values()
    return render_template("reports/list.html", reports=reports, may_export=may_export)


@bp.get("/reports/<code>")
def show_report(code: str) -> ResponseReturnValue:
    report = catalogue.get_report(code)
    form = asked_filter()
    chosen = form.chosen()
    # Kept together where counting took long, so that they agree, and the page says of which moment they are.
    table, total, now = keep(
        ("report", code, repr(chosen)),
        lambda: (report.table(chosen) if report.table else None, count_people(chosen), clock.now()),
    )
    return render_template(
        f"reports/{report.shape}.html",
        report=report,
        form=form,
        table=table,
        total=total,
        links=Links(report.dimension, chosen, form.pairs()) if report.dimension else None,
        sides=list_sides(),
        now=now,
        may_export=may_export,
        labels=labels,
        groups=GROUPS,
        returned=RETURNED,
    )


@bp.get("/reports/<code>.csv")
def export_report(code: str) -> ResponseReturnValue:
    return leaving(catalogue.get_report(code), rules.CSV)


@bp.get("/reports/<code>.xlsx")
def export_workbook(code: str) -> ResponseReturnValue:
    return leaving(catalogue.get_report(code), rules.XLSX)


def leaving(report: Report, form_of_file: str) -> ResponseReturnValue:
    """Send a report as a file."""
    if not may_export(report):
        raise NamesRefused
    form, options = asked_filter(), FileForm(request.args)
    asked = form.request()
    if form.errors or not options.validate():
        raise FilterRefused
    # No further than it matters: the download of a million begins before they could be counted.
    most = max(MANY_NAMES, xlsx.MOST_ROWS if form_of_file == rules.XLSX else 0)
    people = count_up_to(most, asked.filter) if report.has_names else 0
    if people > MANY_NAMES and confirmation.is_due(confirmation.NAMES_LEAVE):
        return confirmation.before_this_page()
    if people > xlsx.MOST_ROWS and form_of_file == rules.XLSX:
        raise TooManyForOneSheet
    file = files.file_of(
        report,
        asked,
        headings=options.chosen_headings,
        separator=options.chosen_separator or acting_user().separator.value,
        day=clock.today(),
        form=form_of_file,
        shown=columns_in(form),
    )
    # Who asks for the head alone takes nothing away, and nothing is written down.
    body = () if request.method == "HEAD" else stream_with_context(sent(file, write_down(file, form)))
    response = Response(body, content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def may_export(report: Report) -> bool:
    """Tell whether the user may take a report out."""
    return not report.has_names or may_do(acting_user(), "export names")


def asked_filter() -> FilterForm:
    """Read the filter of the address; who sees no names cannot find out by counting who is on record."""
    form = filter_form(request.args, reader=acting_user())
    if form.text.data and not may_do(acting_user(), "see names"):
        raise NamesRefused
    return form


def write_down(file: File, form: FilterForm) -> int:
    """Write down that a file leaves, before its first byte does."""
    start_writing()
    export = rules.begin_export(
        file.report.code,
        recorded(form),
        actor=acting_user(),
        now=clock.now(),
        profile=file.profile,
        form=file.format,
    )
    number = export.id
    db.session.commit()
    return number


def sent(file: File, number: int) -> Iterator[bytes]:
    """Send a file as it is read, and write down that all of it left; one that is broken off stays unfinished.

    By then the request itself has ended and its session is closed, so the user is the one of the record.
    """
    with snapshot():
        yield from file.chunks()
    start_writing()
    export = queries.get_export(number)
    tally = file.tally
    rules.finish_export(export, rows=tally.rows, sha256=tally.sha256, actor=export.exported_by, now=clock.now())
    db.session.commit()
