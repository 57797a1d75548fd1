"""The forms of a source: what it is, and how far it is relied on."""

from typing import Any

from app.core.forms import (
    AddressForm,
    CheckField,
    DateField,
    EnumField,
    Form,
    ReferenceField,
    Required,
    TextAreaField,
    TextField,
    UploadField,
    VersionedForm,
)
from app.core.i18n import lazy_ as _l
from app.sources.models import AttachmentKind, Reliability, SourceKind


class DescriptionForm(VersionedForm):
    """What a source is called, and what is noted about it."""

    name = TextField(
        _l("Name of the source"),
        [Required(_l("Enter the name of the source."))],
        description=_l("A document, a person or a body, so that colleagues find it again."),
    )
    published = DateField(_l("Published or received"))
    address = TextField(_l("Address or file number"), limit=2000, description=_l("Where it can be looked up again."))
    note = TextAreaField(_l("Note"))

    def rule_values(self) -> dict[str, Any]:
        """Give what `rules.describe` takes."""
        return {
            "name": self.name.data,
            "published": self.published.data,
            "address": self.address.data,
            "note": self.note.data,
        }


class GradeForm(VersionedForm):
    """Who speaks in a source, how far it is relied on, and whom it repeats; the page offers the sources."""

    kind = EnumField(
        _l("Who speaks"),
        [Required(_l("Choose who speaks in this source."))],
        enum=SourceKind,
        blank=_l("— choose —"),
        description=_l("How far a captivity counts as confirmed is derived from this."),
    )
    reliability = EnumField(_l("Reliability"), enum=Reliability, default=Reliability.F)
    repeats_id = ReferenceField(
        _l("Repeats another source"),
        blank=_l("No, it speaks for itself"),
        description=_l("A source and those that repeat it count once."),
    )

    def grade_values(self) -> dict[str, Any]:
        """Give what `rules.grade` takes, but for the source that is repeated: the page looks it up."""
        return {"kind": self.kind.data, "reliability": self.reliability.data}


class SourceForm(DescriptionForm, GradeForm):
    """A new source: its description and its grade at once."""

    def rule_values(self) -> dict[str, Any]:
        """Give what `rules.add` takes, but for the source that is repeated."""
        return {**super().rule_values(), **self.grade_values()}


class ListForm(AddressForm):
    """The filter of the list of sources, in the address; an answer that is not offered filters nothing."""

    text = TextField(_l("Name of the source"))
    kind = EnumField(_l("Who speaks"), enum=SourceKind, blank=_l("all"))
    reliability = EnumField(_l("Reliability"), enum=Reliability, blank=_l("all"))


class AttachmentForm(Form):
    """A file that came with a source."""

    file = UploadField(
        _l("File"),
        [Required(_l("Choose a file."))],
        description=_l("JPEG, PNG, WebP, TIFF, HEIC or PDF. What a file is, its content says, not its name."),
    )
    kind = EnumField(
        _l("What it shows"), [Required(_l("Choose what it shows."))], enum=AttachmentKind, blank=_l("— choose —")
    )
    title = TextField(
        _l("Title"),
        [Required(_l("Enter a title."))],
        description=_l("So that colleagues find it. No name of a witness."),
    )
    is_protected = CheckField(
        _l("It may show who testified"), description=_l("A witness’s papers are only for those who may see witnesses.")
    )

    def rule_values(self) -> dict[str, Any]:
        """Give what `rules.attach` takes, but for the content itself."""
        return {
            "kind": self.kind.data,
            "title": self.title.data,
            "file_name": self.file.file_name,
            "is_protected": self.is_protected.data,
        }


class RetractAttachmentForm(Form):
    """Why an attachment is retracted."""

    reason = TextAreaField(_l("Reason"), [Required(_l("Say why this is retracted."))])
