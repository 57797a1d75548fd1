"""Sides, categories and cohorts: vocabularies that offices may extend, with labels in both languages."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base, Id, Line
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l
from app.people.models.enums import Law, Sex


class Labelled:
    """A code that exports and programs use, and labels that people read."""

    code: Mapped[Line]
    label_en: Mapped[Line]
    label_uk: Mapped[Line]
    position: Mapped[int] = mapped_column(default=0)

    def label(self, locale: str) -> str:
        """Give the label in a language of the interface."""
        return self.label_uk if locale == "uk" else self.label_en


class Side(Labelled, Base):
    """A Power on which people depend. A table, so that another conflict needs no code."""

    __tablename__ = "sides"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]

    def __repr__(self) -> str:
        """Name the side by its code."""
        return f"<Side {self.code}>"


class Category(Labelled, Base):
    """The one primary category of a person; it decides what the law asks to be recorded."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]
    #: Ukrainian agrees in gender: захисник, захисниця.
    label_uk_female: Mapped[Line]
    law: Mapped[Law]

    def label_for(self, locale: str, sex: Sex | None) -> str:
        """Give the label that agrees with a person's sex."""
        if locale == "uk" and sex is Sex.FEMALE:
            return self.label_uk_female
        return self.label(locale)

    def __repr__(self) -> str:
        """Name the category by its code."""
        return f"<Category {self.code}>"


class Cohort(Labelled, Base):
    """A free tag: people may have several, whatever their category."""

    __tablename__ = "cohorts"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]

    def __repr__(self) -> str:
        """Name the cohort by its code."""
        return f"<Cohort {self.code}>"


CODE_TAKEN = _l("There is a cohort with this code already.")
COHORT_ERRORS = ConstraintErrors(
    {
        "uq_cohorts_code": ("code", CODE_TAKEN),
        # SQLite names the columns of a unique constraint instead of the constraint.
        "cohorts.code": ("code", CODE_TAKEN),
    }
)
