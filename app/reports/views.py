"""The pages of reports, and the files that leave from them."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden

from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.core import clock
from app.core.db import db, snapshot, start_writing
from app.core.i18n import lazy_ as _l
from app.people.forms import FilterForm
from app.people.queries import count_people, list_sides
from app.reports import catalogue, files, labels, queries, rules
from app.reports.catalogue import Report
from app.reports.figures import GROUPS
from app.reports.files import File
from app.reports.forms import FileForm, filter_form, recorded
from app.reports.links import Links

bp = Blueprint("reports", __name__)


class NamesRefused(Forbidden):
    """Names do not leave with this user, nor are they searched."""

    sentence = _l("This shows or exports people by name, and your role does not. Ask an analyst or the administrator.")


class FilterRefused(BadRequest):
    """A file is not made of a filter that is only partly understood: it would hold more people than was asked for."""

    sentence = _l("A part of the filter is not understood, so nothing was exported. Go back and correct it.")


@bp.get("/reports")
def list_reports() -> ResponseReturnValue:
    reports = catalogue.REPORTS.values()
    return render_template("reports/list.html", reports=reports, may_export=may_export)


@bp.get("/reports/<code>")
def show_report(code: str) -> ResponseReturnValue:
    report = catalogue.get_report(code)
    form = asked_filter()
    chosen = form.chosen()
    return render_template(
        f"reports/{report.shape}.html",
        report=report,
        form=form,
        table=report.table(chosen) if report.table else None,
        total=count_people(chosen),
        links=Links(report.dimension, chosen, form.pairs()) if report.dimension else None,
        sides=list_sides(),
        now=clock.now(),
        may_export=may_export,
        labels=labels,
        groups=GROUPS,
        returned=queries.RETURNED,
    )


@bp.get("/reports/<code>.csv")
def export_report(code: str) -> ResponseReturnValue:
    report = catalogue.get_report(code)
    if not may_export(report):
        raise NamesRefused
    form, options = asked_filter(), FileForm(request.args)
    asked = form.request()
    if form.errors or not options.validate():
        raise FilterRefused
    separator = options.chosen_separator or acting_user().separator.value
    file = files.file_of(report, asked, headings=options.chosen_headings, separator=separator, day=clock.today())
    # Who asks for the head alone takes nothing away, and nothing is written down.
    body = () if request.method == "HEAD" else stream_with_context(sent(file, write_down(file, form)))
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def may_export(report: Report) -> bool:
    """Tell whether the user may take a report out."""
    return not report.has_names or may_do(acting_user(), "export names")


def asked_filter() -> FilterForm:
    """Read the filter of the address; who sees no names cannot find out by counting who is on record."""
    form = filter_form(request.args)
    if form.text.data and not may_do(acting_user(), "see names"):
        raise NamesRefused
    return form


def write_down(file: File, form: FilterForm) -> int:
    """Write down that a file leaves, before its first byte does."""
    start_writing()
    export = rules.begin_export(
        file.report.code, recorded(form), actor=acting_user(), now=clock.now(), profile=file.profile
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
