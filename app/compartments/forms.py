"""The forms about what only some may see."""

from typing import Any, ClassVar

from wtforms import Field

from app.accounts.permissions import Right
from app.compartments.labels import FIELDS
from app.compartments.models import (
    Answer,
    Consent,
    FamilyNotice,
    HealthObservation,
    HealthState,
    NewsKind,
    PersonFact,
    Relation,
    Relative,
)
from app.core.forms import CheckField, DateField, EnumField, Required, TextAreaField, TextField, VersionedForm
from app.core.i18n import lazy_ as _l
from app.people.forms import WordForm
from app.people.forms.person import CHOOSE


class FactForm(WordForm):
    """A fact of a compartment: what it says, on whose word, and a note."""

    kind: ClassVar[type[PersonFact]]

    note = TextAreaField(FIELDS["note"])

    def own_fields(self) -> list[Field]:
        """Give the fields that say what the fact says, in their order."""
        return [self._fields[name] for name in self.above_word]

    def rule_values(self) -> dict[str, Any]:
        """Give the values that a rule takes."""
        return {name: self._fields[name].data for name in (*self.above_word, "note")}


class RelativeForm(FactForm):
    """Somebody close to a person."""

    kind = Relative
    above_word = ("relation", "name", "address", "contact", "language", "is_to_be_informed")

    relation = EnumField(
        FIELDS["relation"], [Required(_l("Choose what they are to the person."))], enum=Relation, blank=CHOOSE
    )
    name = TextField(FIELDS["name"])
    address = TextAreaField(FIELDS["address"], limit=2000)
    contact = TextField(FIELDS["contact"])
    language = TextField(FIELDS["language"], description=_l("In which they are spoken to."))
    is_to_be_informed = CheckField(
        FIELDS["is_to_be_informed"], description=_l("GC III 122, GC IV 138: the person named them for that.")
    )


class HealthForm(FactForm):
    """What a source reports of somebody's health."""

    kind = HealthObservation
    above_word = ("observed", "condition", "is_serious", "particulars", "need")

    observed = DateField(FIELDS["observed"])
    condition = EnumField(
        FIELDS["condition"],
        enum=HealthState,
        blank=_l("not stated"),
        description=_l("In the words of the capture card."),
    )
    is_serious = CheckField(
        FIELDS["is_serious"], description=_l("A report is then due every week (GC III 122, GC IV 138).")
    )
    particulars = TextAreaField(FIELDS["particulars"])
    need = TextAreaField(FIELDS["need"])


class ConsentForm(FactForm):
    """What somebody answered on returning."""

    kind = Consent
    above_word = ("answer", "answered", "method", "witnessed_by")

    answer = EnumField(FIELDS["answer"], [Required(_l("Choose the answer."))], enum=Answer, blank=CHOOSE)
    answered = DateField(
        FIELDS["answered"], description=_l("Where the days leave open which answer came last, a refusal holds.")
    )
    method = TextField(FIELDS["method"], description=_l("Alone or before others, in writing, by telephone."))
    witnessed_by = TextField(FIELDS["witnessed_by"])


class FamilyForm(FactForm):
    """That the family was told."""

    kind = FamilyNotice
    above_word = ("about", "informed", "informed_by", "how")

    about = EnumField(
        FIELDS["about"],
        [Required(_l("Choose of what the family was told."))],
        enum=NewsKind,
        blank=CHOOSE,
        description=_l("No death is shown outside the house before the family was told of it."),
    )
    informed = DateField(FIELDS["informed"])
    informed_by = TextField(FIELDS["informed_by"], [Required(_l("Say who informed the family."))])
    how = TextField(FIELDS["how"], description=_l("In person, by telephone, by letter."))


#: What of a fact stands on record, besides what it says itself.
WORD = ("source_id", "credibility", "note")


class CorrectRelativeForm(VersionedForm, RelativeForm):
    """Somebody close to a person, as typed before."""

    of_record = (*RelativeForm.above_word, *WORD)


class CorrectHealthForm(VersionedForm, HealthForm):
    """A report on somebody's health, as typed before."""

    of_record = (*HealthForm.above_word, *WORD)


class CorrectConsentForm(VersionedForm, ConsentForm):
    """An answer on returning, as typed before."""

    of_record = (*ConsentForm.above_word, *WORD)


class CorrectFamilyForm(VersionedForm, FamilyForm):
    """What the family was told, as typed before."""

    of_record = (*FamilyForm.above_word, *WORD)


class WitnessForm(VersionedForm):
    """Who a witness is."""

    name = TextField(FIELDS["name"], [Required(_l("Enter the name of the witness."))])
    contact = TextField(FIELDS["contact"])
    note = TextAreaField(FIELDS["note"])

    def rule_values(self) -> dict[str, Any]:
        """Give what `rules.correct_witness` takes."""
        return {"name": self.name.data, "contact": self.contact.data, "note": self.note.data}


#: The form of each compartment of a person, by its part of the address.
FORMS: dict[str, type[FactForm]] = {
    "relatives": RelativeForm,
    "health": HealthForm,
    "consents": ConsentForm,
    "family": FamilyForm,
}
#: The form that corrects a fact of each of them.
CORRECTIONS = {
    "relatives": CorrectRelativeForm,
    "health": CorrectHealthForm,
    "consents": CorrectConsentForm,
    "family": CorrectFamilyForm,
}
CorrectionForm = CorrectRelativeForm | CorrectHealthForm | CorrectConsentForm | CorrectFamilyForm


def right_to(compartment: str) -> Right:
    """Give the right by which a compartment is seen, and without which nothing is added to it."""
    return FORMS[compartment].kind.__masked__
