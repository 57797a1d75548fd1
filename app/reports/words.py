"""In which words a file is written: codes that programs read, or the words of one of the interface's languages."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import force_locale

from app.core.i18n import label
from app.people.models import (
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    LastAnswer,
    LegalSituation,
    NameLanguage,
    Sex,
)
from app.people.models.vocabularies import Category, Labelled
from app.reports.labels import COLUMNS, TOTAL, UNCERTAIN

KINDS: tuple[type[enum.Enum], ...] = (
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    LastAnswer,
    LegalSituation,
    NameLanguage,
    Sex,
)


class Headings(enum.Enum):
    """What heads the columns of a file, and what its codes are written as."""

    CODES = "codes"
    UKRAINIAN = "uk"
    ENGLISH = "en"


@dataclass(frozen=True)
class Column:
    """One column of a file: the code that heads it for programs, and what it is called for readers."""

    code: str
    named: object
    is_number: bool = False

    def title(self) -> str:
        """Give the title in the present language."""
        return label(self.named) if isinstance(self.named, enum.Enum) else str(self.named)


@dataclass(frozen=True)
class Words:
    """The words of one file, looked up before its first row: a long stream outlives the page that asked for it."""

    headings: Headings
    fields: Mapping[str, str]
    enums: Mapping[type[enum.Enum], Mapping[str, str]]
    total: str
    uncertain: str

    def name(self, one: Labelled) -> str:
        """Name a word of a vocabulary: by its code, or in the file's language."""
        return one.code if self.headings is Headings.CODES else one.label(self.headings.value)

    def name_of_her(self, one: Category) -> str:
        """Name a category as it is said of a woman."""
        return one.code if self.headings is Headings.CODES else one.label_for(self.headings.value, Sex.FEMALE)


def words_for(headings: Headings) -> Words:
    """Give the words that a file is to be written in."""
    if headings is Headings.CODES:
        codes = {kind: {member.value: str(member.value) for member in kind} for kind in KINDS}
        return Words(headings, {code: code for code in COLUMNS}, codes, total="total", uncertain="uncertain")
    with force_locale(headings.value):
        return Words(
            headings,
            {code: str(title) for code, title in COLUMNS.items()},
            {kind: {member.value: label(member) for member in kind} for kind in KINDS},
            total=str(TOTAL),
            uncertain=str(UNCERTAIN),
        )


def header(columns: Sequence[Column], headings: Headings) -> list[str]:
    """Give the first row of a file."""
    if headings is Headings.CODES:
        return [column.code for column in columns]
    with force_locale(headings.value):
        return [column.title() for column in columns]
