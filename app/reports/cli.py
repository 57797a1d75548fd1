"""`obmin export` and `obmin report list`: the same files as on the pages, for scripts."""

import json
from typing import BinaryIO
from urllib.parse import parse_qsl

import click
from werkzeug.datastructures import MultiDict

from app.core import clock, exits
from app.core.db import db, snapshot, start_writing
from app.core.i18n import _, ngettext
from app.people.forms import FilterForm
from app.reports import catalogue, files, queries, rules
from app.reports.files import File
from app.reports.forms import SEPARATORS, columns_in, filter_form, recorded, unknown_names
from app.reports.words import Headings

EXAMPLE = "obmin export register --filter 'status=in_captivity&side=ukr' --output register.csv"


@click.command("export", epilog=f"Example: {EXAMPLE}. {exits.CODES}")
@click.argument("report", type=click.Choice(list(catalogue.REPORTS)))
@click.option("--format", "kind", type=click.Choice(rules.FORMATS), default=rules.CSV, show_default=True)
@click.option("--filter", "query", default="", help="Which people, as the address of the people list says it.")
@click.option("--separator", type=click.Choice(list(SEPARATORS.values())), default=";", show_default=True)
@click.option("--headings", type=click.Choice([one.value for one in Headings]), default="codes", show_default=True)
@click.option("--output", type=click.File("wb", atomic=True), default="-", help="A file; - is standard output.")
def export_report(report: str, kind: str, query: str, *, separator: str, headings: str, output: BinaryIO) -> None:
    """Export REPORT to a file or to standard output, and write the export down in the ledger."""
    form = understood(query)
    file = files.file_of(
        catalogue.get_report(report),
        form.request(),
        headings=Headings(headings),
        separator=separator,
        day=clock.today(),
        form=kind,
        shown=columns_in(form),
    )
    write(file, form, output)
    rows = file.tally.rows
    click.echo(ngettext("%(num)s row exported.", "%(num)s rows exported.", rows), err=True)


def understood(query: str) -> FilterForm:
    """Read a filter; one that is only partly understood is refused, since it would export more than was asked for."""
    form = filter_form(MultiDict(parse_qsl(query.removeprefix("?"), keep_blank_values=True)))
    form.request()
    if wrong := sorted({*unknown_names(form), *form.errors}):
        raise click.BadParameter(_("not understood: %(names)s", names=", ".join(wrong)), param_hint="--filter")
    return form


def write(file: File, form: FilterForm, output: BinaryIO) -> None:
    """Write a file out between two lines in the register of exports: that it began, and that all of it left."""
    start_writing()
    export = rules.begin_export(
        file.report.code, recorded(form), actor=None, now=clock.now(), profile=file.profile, form=file.format
    )
    number = export.id
    db.session.commit()
    with snapshot():
        output.writelines(file.chunks())
    start_writing()
    export, tally = queries.get_export(number), file.tally
    rules.finish_export(export, rows=tally.rows, sha256=tally.sha256, actor=None, now=clock.now())
    db.session.commit()


@click.group("report", epilog="Example: obmin report list")
def report_group() -> None:
    """Look at the reports that there are."""


@report_group.command("list", epilog="Example: obmin report list --format json")
@click.option("--format", "kind", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_reports(kind: str) -> None:
    """Print the code and the title of each report."""
    reports = catalogue.REPORTS.values()
    if kind == "json":
        codes = [{"code": one.code, "columns": [column.code for column in one.columns]} for one in reports]
        click.echo(json.dumps(codes))
        return
    for report in reports:
        click.echo(f"{report.code}\t{report.title}")


commands = [export_report, report_group]
