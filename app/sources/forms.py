"""The forms of a source: what it is, and how far it is relied on."""

from typing import Any

from app.core.forms import DateField, EnumField, Form, ReferenceField, Required, TextAreaField, TextField
from app.core.i18n import lazy_ as _l
from app.sources.models import Reliability, SourceKind


class DescriptionForm(Form):
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


class GradeForm(Form):
    """Who speaks in a source, how far it is relied on, and whom it repeats; the page offers the sources."""

    kind = EnumField(
        _l("Who speaks"),
        [Required(_l("Choose who speaks in this source."))],
        enum=SourceKind,
        blank=_l("Choose"),
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
