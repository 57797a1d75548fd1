"""The forms of a debriefing: who testifies, a row of the sheet, and of whom a row speaks."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from app.compartments.refs import parse_witness_ref
from app.core.forms import (
    CheckField,
    DateField,
    EnumField,
    EnumRadioField,
    Form,
    Required,
    TextAreaField,
    TextField,
    id_or_none,
)
from app.core.i18n import lazy_ as _l
from app.debriefings.models import How
from app.debriefings.rules import Known, Words
from app.people import refs
from app.sources.models import Credibility


class DebriefingForm(Form):
    """A talk with a witness: who testifies, said in one of three ways, and when and where the talk was."""

    witness = TextField(_l("Number of the witness"), description=_l("W-000012-H, if the witness has testified before."))
    person = TextField(
        _l("Number of the released person"), description=_l("P-000123-S, if the witness is on record as a person.")
    )
    name = TextField(
        _l("Name of the witness"),
        description=_l("If there is no number. It is kept behind a right of its own; everywhere else stands a number."),
    )
    contact = TextField(_l("How to reach the witness"), description=_l("Kept with the name, and for as few."))
    held = DateField(_l("Day of the talk"))
    place = TextField(_l("Where the talk was"))
    interviewer = TextField(_l("Who asked"))
    note = TextAreaField(_l("Note on the talk"), description=_l("Nothing that tells who the witness is."))

    def validate_witness(self, field: Field) -> None:
        """Take a number that is one."""
        if field.data and parse_witness_ref(field.data) is None:
            raise ValidationError(_l("This is no number of a witness: look at its last letter."))

    def validate_person(self, field: Field) -> None:
        """Take a number that is one."""
        if field.data and refs.parse_ref(field.data) is None:
            raise ValidationError(_l("This is no number of a person: look at its last letter."))

    def rule_values(self) -> dict[str, Any]:
        """Give what `rules.open_debriefing` takes, but for whom the numbers stand."""
        names = ("name", "contact", "held", "place", "interviewer", "note")
        return {name: self._fields[name].data for name in names}


class RowForm(Form):
    """One row of a sheet: of whom the witness speaks, and what is said of them. Enter saves it."""

    who = TextField(
        _l("Who"),
        [Required(_l("Enter of whom the witness speaks: a name, a call sign, or any words."))],
        description=_l("Call sign, name or number, as the witness says it."),
    )
    how = EnumField(_l("How the witness knows"), enum=How, default=How.SHARED_CELL)
    place = TextField(_l("Where"), description=_l("As the witness names it."))
    about_when = TextField(_l("About when"), description=_l("A date however uncertain, or any words."))
    health = TextField(_l("State of health"), limit=2000)
    is_serious = CheckField(_l("Seriously ill or wounded"))
    credibility = EnumField(
        _l("Credibility"),
        enum=Credibility,
        blank=_l("by how the witness knows"),
        description=_l("Shared a cell: 2. Saw: 3. Heard of: 4."),
    )
    #: Chosen from those whom the words may mean; nobody where it is left open.
    person_id = TextField()

    def words(self) -> Words:
        """Give what the witness says."""
        return Words(
            who=self.who.data,
            how=self.how.data,
            place=self.place.data,
            about_when=self.about_when.data,
            health=self.health.data,
            is_serious=self.is_serious.data,
            credibility=self.credibility.data,
        )

    def chosen_person(self) -> int | None:
        """Give the number of the person that was chosen, or that the words themselves are."""
        try:
            chosen = id_or_none(self.person_id.data)
        except ValueError:
            chosen = None
        return chosen or refs.parse_ref(self.who.data)


class IdentifyForm(Form):
    """Of whom a row speaks: somebody on record."""

    person = TextField(_l("Number of the person"), [Required(_l("Enter the number of a person."))])

    def validate_person(self, field: Field) -> None:
        """Take a number that is one."""
        if refs.parse_ref(field.data) is None:
            raise ValidationError(_l("This is no number of a person: look at its last letter."))


class RegisterForm(Form):
    """Of whom a row speaks: somebody who is not on record yet."""

    known_as = EnumRadioField(_l("The words are"), [Required(_l("Choose what the words are."))], enum=Known)


class ReasonForm(Form):
    """Why a person is taken off a row, or the row is retracted."""

    reason = TextAreaField(_l("Reason"), [Required(_l("Say why this is retracted."))])
