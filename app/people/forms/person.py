"""The forms about one person: who they are, on whose word, their numbers, cohorts, and choices between statements."""

import enum
from collections.abc import Iterable
from typing import Any, ClassVar

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from app.core.dates import UncertainDate
from app.core.forms import (
    AbsenceField,
    DateField,
    EnumField,
    EnumRadioField,
    Form,
    Problem,
    ReferenceField,
    ReferencesField,
    Required,
    TextAreaField,
    TextField,
    VersionedForm,
    anchor_of,
    enum_options,
)
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code, register_labels
from app.people.labels import FIELDS
from app.people.models import (
    Absence,
    Category,
    Cohort,
    IdentifierKind,
    NameLanguage,
    Person,
    PersonStatement,
    Sex,
    Side,
)
from app.people.models.identity import IDENTITY_FIELDS
from app.people.queries.vocabularies import UNKNOWN_CATEGORY
from app.sources.models import Credibility, SourceKind

#: Numbers and names of a managed vocabulary, as its queries give them.
Choices = Iterable[tuple[object, object]]

CHOOSE = _l("— choose —")
UNKNOWN = _l("unknown")


class Why(enum.Enum):
    """The answers to the one question of editing: it was typed wrongly, or a source says so."""

    MISTAKE = "mistake"
    SOURCE = "source"


register_labels({Why.MISTAKE: _l("I correct a mistake"), Why.SOURCE: _l("A source says so")})


class WordForm(Form):
    """On whose word something is recorded, and how far the word is believed; a new source is named on the spot."""

    #: What the page asks before it asks on whose word.
    above_word: ClassVar[tuple[str, ...]] = ()

    source_id = ReferenceField(_l("Source"), blank=CHOOSE)
    new_source = TextField(
        _l("Another source"), description=_l("If the list does not have it: it is added, and you grade it later.")
    )
    new_source_kind = EnumField(_l("Who speaks in it"), enum=SourceKind, blank=CHOOSE)
    credibility = EnumField(
        _l("Credibility of these facts"),
        enum=Credibility,
        blank=CHOOSE,
        description=_l("The letter A–F comes from the source itself."),
    )

    def validate_source_id(self, field: Field) -> None:
        """Ask for a source, chosen or named."""
        if not field.data and not self.new_source.data and self.needs_word:
            raise ValidationError(_l("Choose the source, or name another one."))
        if field.data and self.new_source.data:
            raise ValidationError(_l("Choose from the list or name another one, not both."))

    def validate_credibility(self, field: Field) -> None:
        """Ask how far the word is believed."""
        if field.data is None and self.needs_word:
            raise ValidationError(_l("Say how far you believe these facts."))

    def word(self) -> dict[str, Any]:
        """Give what `sources.rules.choose` takes."""
        return {
            "source_id": self.source_id.data,
            "named": self.new_source.data,
            "kind": self.new_source_kind.data,
        }

    @property
    def problems(self) -> list[Problem]:
        """List the errors from the top of the page to its bottom."""
        first = {None, *(anchor_of(self._fields[name]) for name in self.above_word)}
        return sorted(super().problems, key=lambda problem: problem.anchor not in first)

    @property
    def needs_word(self) -> bool:
        """Whether something is recorded on a source's word; only the correction of a mistake is not."""
        return True

    def offer_sources(self, sources: Choices) -> None:
        """Offer the sources by their numbers and names."""
        self.source_id.offer(sources)


class PersonForm(WordForm):
    """Who somebody is, as one source says: a surname or a call sign is enough."""

    as_of = DateField(_l("The source speaks of"), description=_l("The day or time for which the source says this."))
    surname = TextField(FIELDS["surname"])
    given_name = TextField(FIELDS["given_name"])
    patronymic = TextField(FIELDS["patronymic"])
    call_sign = TextField(FIELDS["call_sign"])
    latin_name = TextField(FIELDS["latin_name"], description=_l("As a passport has it, not as you would write it."))
    name_language = EnumField(FIELDS["name_language"], enum=NameLanguage, blank=_l("not stated"))
    sex = EnumField(FIELDS["sex"], enum=Sex, blank=_l("not stated"))
    born = DateField(FIELDS["born"], long_ago=True)
    category_id = ReferenceField(
        FIELDS["category_id"], blank=UNKNOWN, description=_l("It decides what the law asks to be recorded.")
    )
    side_id = ReferenceField(FIELDS["side_id"], blank=UNKNOWN, description=_l("Not the same as who holds the person."))
    rank = TextField(FIELDS["rank"])
    unit = TextField(FIELDS["unit"])
    father_name = TextField(FIELDS["father_name"])
    mother_maiden_name = TextField(FIELDS["mother_maiden_name"])
    birth_place = TextField(FIELDS["birth_place"])
    nationality = TextField(FIELDS["nationality"])
    last_residence = TextField(FIELDS["last_residence"])
    distinguishing_marks = TextAreaField(FIELDS["distinguishing_marks"])
    note = TextAreaField(_l("Note"), description=_l("What the source says besides, in its own words."))

    born_absence = AbsenceField(enum=Absence)
    rank_absence = AbsenceField(enum=Absence)
    father_name_absence = AbsenceField(enum=Absence)
    mother_maiden_name_absence = AbsenceField(enum=Absence)
    birth_place_absence = AbsenceField(enum=Absence)
    nationality_absence = AbsenceField(enum=Absence)
    last_residence_absence = AbsenceField(enum=Absence)
    distinguishing_marks_absence = AbsenceField(enum=Absence)

    def offer(self, *, sources: Choices, sides: Iterable[Side], categories: Iterable[Category]) -> None:
        """Offer what the page knows; the unknown category is the blank option."""
        self.offer_sources(sources)
        self.side_id.offer((side.id, side.label(locale_code())) for side in sides)
        self.category_id.offer((one.id, one.label(locale_code())) for one in categories if one.code != UNKNOWN_CATEGORY)

    def values(self) -> dict[str, Any]:
        """Give the identity's fields as typed; None where nothing is said."""
        return {name: self._fields[name].data for name in IDENTITY_FIELDS}

    def sound_values(self) -> dict[str, Any]:
        """Give the identity's fields as far as they stand up to their checks: for what looks at them unsaved."""
        return {name: value for name, value in self.values().items() if not self._fields[name].errors}

    def absences(self) -> dict[str, Absence]:
        """Give why values are not there; a value that is there needs no reason."""
        reasons = {name: self._fields[f"{name}_absence"].data for name in self.absent_fields()}
        return {name: reason for name, reason in reasons.items() if reason and not self._fields[name].data}

    def chosen_category(self) -> int | None:
        """Give the category that is chosen, if it is one of those offered."""
        offered = {choice.value for choice in self.category_id.choices or ()}
        return self.category_id.data if str(self.category_id.data) in offered else None

    def known(self, person: Person | None) -> set[str]:
        """Name the fields to which the form has an answer, and the numbers that a person has already."""
        answered = {name for name, value in self.values().items() if value}
        has_number = person is not None and "service_number" not in person.missing
        return answered | ({"service_number"} if has_number else set())

    def absent_fields(self) -> list[str]:
        """List the fields that ask for a reason when they are empty."""
        return [name for name in IDENTITY_FIELDS if f"{name}_absence" in self._fields]


class StatementForm(PersonForm):
    """All that a source says of somebody, with the number that a prisoner of war has to give (GC III 17)."""

    #: Whether it was typed for a new person, and carried over to somebody who is on record.
    begun_as = wtforms.HiddenField()

    service_number = TextField(FIELDS["service_number"])

    def known(self, person: Person | None) -> set[str]:
        """Count the number that is being typed."""
        return super().known(person) | ({"service_number"} if self.service_number.data else set())


class NewPersonForm(StatementForm):
    """Entering somebody, and telling them apart from whoever is on record and seems to be the same person."""

    begun_as = wtforms.HiddenField(default="new")
    #: Who was shown beside the form as possibly the same person (views.namesakes).
    seen = wtforms.HiddenField()

    why_another = TextAreaField(
        _l("Why is it another person?"), description=_l("A brother, another year of birth, a namesake from elsewhere.")
    )

    def validate_surname(self, field: Field) -> None:
        """Ask for a name at once with all else that is missing, as the rule would."""
        if not field.data and not self.call_sign.data:
            raise ValidationError(_l("Enter a surname or a call sign."))


class EditPersonForm(VersionedForm, PersonForm):
    """Changing what is known of somebody: the answer to one question decides whether facts are replaced or added."""

    above_word = ("why",)

    why = EnumRadioField(_l("Why do you change this?"), [Required(_l("Choose why you change this."))], enum=Why)

    @classmethod
    def of(cls, person: Person, **source: Any) -> "EditPersonForm":
        """Show what is known now; `formdata=None` leaves out what was sent."""
        reasons = {f"{name}_absence": Absence(code) for name, code in person.absences.items()}
        form = cls(data={**cls.shown_for(person), **reasons}, **source)
        for name in reasons:
            # A reason that was marked by mistake can be taken back.
            form._fields[name].blank = _l("no reason")
            form._fields[name].offer(enum_options(Absence))
        return form

    def shown(self) -> list[Field]:
        """Compare what is known, and why something is not; the other fields say why it is changed."""
        return [self._fields[name] for name in (*IDENTITY_FIELDS, *(f"{one}_absence" for one in self.absent_fields()))]

    def name_of(self, field: Field) -> str:
        """Say of a reason which value is not there."""
        name = field.name.removesuffix("_absence")
        label = super().name_of(self._fields[name])
        return label if name == field.name else str(_l("%(field)s: why there is no value", field=label))

    @property
    def needs_word(self) -> bool:
        """Whether a source speaks."""
        return self.why.data is not Why.MISTAKE

    def changes(self, person: Person) -> dict[str, Any]:
        """Give the fields that differ from what is known now, and those that are no longer left open."""
        shown = self.shown_for(person)
        reopened = {name: None for name in person.absences if not self.values()[name] and name not in self.absences()}
        return reopened | {name: value for name, value in self.values().items() if not is_same(value, shown[name])}

    @staticmethod
    def shown_for(person: Person) -> dict[str, Any]:
        """Give what the form shows for a person before anything is typed."""
        known = {name: getattr(person, name) for name in IDENTITY_FIELDS}
        if person.category is not None and person.category.code == UNKNOWN_CATEGORY:
            known["category_id"] = None
        return known

    def new_absences(self, person: Person) -> dict[str, Absence]:
        """Give the reasons for missing values that differ from those on record."""
        return {name: reason for name, reason in self.absences().items() if person.absences.get(name) != reason.value}


def is_same(typed: object, known: object) -> bool:
    """Tell whether a field still shows what it showed; dates are the same when they are written the same."""
    if isinstance(typed, UncertainDate) and isinstance(known, UncertainDate):
        return typed.edtf == known.edtf
    return (typed or None) == (known or None)


class IdentifierForm(WordForm):
    """A number or document by which somebody is identified."""

    above_word = ("kind", "value", "issuer")

    kind = EnumField(_l("Kind"), [Required(_l("Choose the kind of number."))], enum=IdentifierKind, blank=CHOOSE)
    value = TextField(_l("Number"), [Required(_l("Enter the number."))])
    issuer = TextField(_l("Issued by"), description=_l("A state, an army, the ICRC, the author of a list."))


class CohortsForm(VersionedForm, WordForm):
    """The cohorts that somebody carries."""

    above_word = of_record = ("cohorts",)

    cohorts = ReferencesField(_l("Cohorts"))

    def offer_cohorts(self, cohorts: Iterable[Cohort]) -> None:
        """Offer the vocabulary."""
        self.cohorts.offer((cohort.id, cohort.label(locale_code())) for cohort in cohorts)


class RenameCohortForm(VersionedForm):
    """How a cohort of the vocabulary is called."""

    label_uk = TextField(_l("Name in Ukrainian"), [Required(_l("Enter the name in Ukrainian."))])
    label_en = TextField(_l("Name in English"), [Required(_l("Enter the name in English."))])


class CohortForm(RenameCohortForm):
    """A new cohort of the vocabulary."""

    code = TextField(
        _l("Code"), [Required(_l("Enter a code."))], description=_l("It stands in exports and never changes.")
    )


class PreferForm(VersionedForm):
    """The choice between statements that contradict each other."""

    of_record = ("statement_id",)

    statement_id = ReferenceField(_l("Which value holds?"), [Required(_l("Choose a value."))])
    reason = TextAreaField(_l("Reason"), [Required(_l("Say why you prefer this value."))])

    def offer_statements(self, statements: Iterable[PersonStatement]) -> None:
        """Offer the statements that say something about the field."""
        self.statement_id.offer((statement.id, statement.source.name) for statement in statements)


class RetractForm(VersionedForm):
    """Why something is retracted; the page says which fact, as it was shown, is meant."""

    of_record = ()

    reason = TextAreaField(_l("Reason"), [Required(_l("Say why this is retracted."))])
