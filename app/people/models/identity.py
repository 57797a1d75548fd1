"""The columns that say who somebody is: the same in a source's statement and in the derived row of the person."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Composite, Mapped, composite, declared_attr, mapped_column, relationship

from app.core.dates import UncertainDate
from app.core.db import BigId, Line, Text
from app.people.models.enums import NameLanguage, Sex
from app.people.models.vocabularies import Category, Side


class Identity:
    """Who somebody is. In a statement a null means that the source does not say; in a person, that nobody does.

    `absences` names the fields that a source expressly leaves open, each with its reason (enums.Absence): unknown, not
    asked and refused are answers, and a blank is none of them.
    """

    surname: Mapped[Line | None] = mapped_column(default=None)
    given_name: Mapped[Line | None] = mapped_column(default=None)
    patronymic: Mapped[Line | None] = mapped_column(default=None)
    call_sign: Mapped[Line | None] = mapped_column(default=None)
    #: The name in Latin letters as a document has it (a passport), not a transliteration of ours.
    latin_name: Mapped[Line | None] = mapped_column(default=None)
    name_language: Mapped[NameLanguage | None] = mapped_column(default=None)
    sex: Mapped[Sex | None] = mapped_column(default=None)
    born_edtf: Mapped[Line | None] = mapped_column(default=None)
    born_earliest: Mapped[date | None] = mapped_column(default=None)
    born_latest: Mapped[date | None] = mapped_column(default=None)
    birth_place: Mapped[Line | None] = mapped_column(default=None)
    father_name: Mapped[Line | None] = mapped_column(default=None)
    mother_maiden_name: Mapped[Line | None] = mapped_column(default=None)
    nationality: Mapped[Line | None] = mapped_column(default=None)
    rank: Mapped[Line | None] = mapped_column(default=None)
    unit: Mapped[Line | None] = mapped_column(default=None)
    last_residence: Mapped[Line | None] = mapped_column(default=None)
    distinguishing_marks: Mapped[Text | None] = mapped_column(default=None)
    absences: Mapped[dict[str, str]] = mapped_column(default=dict)

    @declared_attr
    def born(cls) -> Composite[UncertainDate | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the date of birth as one value; named by its class, SQLAlchemy has to be told what None is."""
        columns = ("born_edtf", "born_earliest", "born_latest")
        return composite(UncertainDate, *columns, return_none_on=lambda edtf, *_bounds: edtf is None)

    @declared_attr
    def side_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the Power on which the person depends, not the one that holds them."""
        return mapped_column(BigId, ForeignKey("sides.id"), default=None)

    @declared_attr
    def category_id(cls) -> Mapped[int | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the one primary category."""
        return mapped_column(BigId, ForeignKey("categories.id"), default=None)

    @declared_attr
    def side(cls) -> Mapped[Side | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the side itself."""
        return relationship(Side)

    @declared_attr
    def category(cls) -> Mapped[Category | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Give the category itself."""
        return relationship(Category)


#: The fields of an identity, as statements, forms and exports name them.
IDENTITY_FIELDS = (
    "surname",
    "given_name",
    "patronymic",
    "call_sign",
    "latin_name",
    "name_language",
    "sex",
    "born",
    "birth_place",
    "father_name",
    "mother_maiden_name",
    "nationality",
    "side_id",
    "category_id",
    "rank",
    "unit",
    "last_residence",
    "distinguishing_marks",
)
