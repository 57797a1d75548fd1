"""The pages of the sources, and of the files that came with them."""

from typing import IO, Any

from flask import Blueprint, current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.core import clock
from app.core.clashes import show_clash
from app.core.errors import NotFound
from app.core.filestore import FileStore
from app.core.i18n import _
from app.core.locks import hold
from app.sources import queries, rules
from app.sources.forms import AttachmentForm, DescriptionForm, ListForm, RetractAttachmentForm, SourceForm
from app.sources.models import Attachment, Source, SourceKind
from config import Settings

bp = Blueprint("sources", __name__)

#: Papers of these show who testified, unless somebody says that they do not.
TESTIFIES = {SourceKind.WITNESS, SourceKind.RELEASED_PRISONER}


@bp.url_value_preprocessor
def allow_file(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let one form, and no other, be as large as an attachment; said before anything reads what was sent."""
    if endpoint == "sources.create_attachment":
        request.max_content_length = settings().max_attachment_bytes + settings().max_form_bytes


def settings() -> Settings:
    """Give the settings of the application."""
    chosen: Settings = current_app.extensions["settings"]
    return chosen


@bp.get("/sources")
def list_sources() -> ResponseReturnValue:
    """List the sources, all or those of a kind and grade whose name holds a text."""
    form = ListForm(request.args)
    form.validate()
    asked = {name: field.data if not field.errors else None for name, field in form._fields.items()}
    sources = queries.list_sources(asked.pop("text") or "", **asked)
    return render_template(
        "sources/list.html",
        form=form,
        sources=sources,
        is_filtered=any(field.data for field in form),
        attached=queries.count_attachments_of(source.id for source in sources),
    )


@bp.get("/sources/new")
def new_source() -> ResponseReturnValue:
    """Show the form of a new source."""
    return render_template("sources/form.html", form=offering_sources(), form_id="form", source=None)


@bp.post("/sources/new")
def create_source() -> ResponseReturnValue:
    """Add a source."""
    form = offering_sources()
    if form.submitted():
        with form.showing_refusals():
            repeats = queries.find_source(form.repeats_id.data)
            rules.add(**form.rule_values(), repeats=repeats, actor=acting_user(), now=clock.now())
            return saving.done(_("The source was added."), url_for("sources.list_sources"))
    return render_template("sources/form.html", form=form, form_id="form", source=None), form.status


def offering_sources() -> SourceForm:
    """Make the form of a new source, which may repeat any of those that there are."""
    form = SourceForm()
    form.repeats_id.offer(queries.list_choices())
    return form


@bp.get("/sources/<int:source_id>/edit")
def edit_source(source_id: int) -> ResponseReturnValue:
    """Show the form of what is noted about a source; how far it is relied on has a page of its own."""
    source = queries.get_source(source_id)
    form = DescriptionForm(obj=source)
    return render_template("sources/form.html", form=form, form_id="form", source=source)


@bp.post("/sources/<int:source_id>/edit")
def update_source(source_id: int) -> ResponseReturnValue:
    """Save what is noted about a source."""
    source = queries.get_source(source_id)
    form = DescriptionForm(obj=source)
    if form.submitted():
        hold(source)
        present = DescriptionForm(None, obj=source)
        if form.is_stale(present):
            return show_clash(form, present, heading=source.name)
        with form.showing_refusals():
            rules.describe(source, **form.rule_values(), actor=acting_user(), now=clock.now())
            return saving.done(_("The source was saved."), url_for("sources.list_sources"))
    return render_template("sources/form.html", form=form, form_id="form", source=source), form.status


@bp.get("/sources/<int:source_id>/attachments/new")
def new_attachment(source_id: int) -> ResponseReturnValue:
    """Show the form that takes a file."""
    source = queries.get_source(source_id)
    return show_attachment_form(source, AttachmentForm(data={"is_protected": source.kind in TESTIFIES}))


@bp.post("/sources/<int:source_id>/attachments/new")
def create_attachment(source_id: int) -> ResponseReturnValue:
    """Keep a file with its source."""
    source = queries.get_source(source_id)
    form = AttachmentForm()
    if form.submitted():
        with form.showing_refusals():
            attach(source, form, form.file.data.stream)
            return saving.done(_("The file is kept as it came."), url_for("desk.source", source_id=source.id))
    return show_attachment_form(source, form)


def attach(source: Source, form: AttachmentForm, content: IO[bytes]) -> None:
    """Attach the file of a form."""
    rules.attach(
        source,
        content,
        store=store(),
        limit=settings().max_attachment_bytes,
        actor=acting_user(),
        now=clock.now(),
        **form.rule_values(),
    )


def store() -> FileStore:
    """Give the folder in which files are kept."""
    return FileStore(settings().attachments_folder)


def show_attachment_form(source: Source, form: AttachmentForm) -> ResponseReturnValue:
    """Show the form that takes a file."""
    limit = settings().max_attachment_bytes // 2**20
    page = render_template("sources/attachment_form.html", form=form, form_id="form", source=source, limit=limit)
    return page, form.status


@bp.get("/attachments/<int:attachment_id>/file")
def download_attachment(attachment_id: int) -> ResponseReturnValue:
    """Hand out a file as bytes to be saved, under its number: a browser neither shows nor runs it."""
    attachment = get_attachment(attachment_id)
    if not store().has(attachment.sha256):
        raise NotFound
    audit.look(
        "download attachment",
        actor=acting_user(),
        subject_type="attachments",
        subject_id=attachment.id,
        details={"sha256": attachment.sha256},
    )
    return send_file(
        store().path_of(attachment.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=attachment.download_name,
        conditional=False,
        etag=False,
    )


def get_attachment(attachment_id: int) -> Attachment:
    """Find an attachment that the user may see."""
    sees_protected = may_do(acting_user(), "see witnesses")
    return queries.get_attachment(attachment_id, sees_protected=sees_protected)


@bp.get("/attachments/<int:attachment_id>/retract")
def confirm_attachment_retraction(attachment_id: int) -> ResponseReturnValue:
    """Ask why a file is retracted."""
    return show_attachment_retraction(get_attachment(attachment_id), RetractAttachmentForm())


@bp.post("/attachments/<int:attachment_id>/retract")
def retract_attachment(attachment_id: int) -> ResponseReturnValue:
    """Retract a file: it is handed out no more."""
    attachment = get_attachment(attachment_id)
    form = RetractAttachmentForm()
    if form.submitted():
        with form.showing_refusals():
            rules.retract_attachment(attachment, reason=form.reason.data, actor=acting_user(), now=clock.now())
            return saving.done(
                _("Retracted. It stays in the history, with your reason."),
                url_for("desk.source", source_id=attachment.source_id),
            )
    return show_attachment_retraction(attachment, form)


def show_attachment_retraction(attachment: Attachment, form: RetractAttachmentForm) -> ResponseReturnValue:
    """Show what would be retracted."""
    page = render_template("sources/retract_attachment.html", form=form, form_id="form", attachment=attachment)
    return page, form.status
