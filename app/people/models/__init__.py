"""The tables about who people are, a file for each noun."""

from app.people.models.enums import (
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    Law,
    NameLanguage,
    Sex,
)
from app.people.models.identifiers import PersonIdentifier
from app.people.models.person import Person, PersonCohort
from app.people.models.statements import PersonStatement, PreferredValue
from app.people.models.vocabularies import Category, Cohort, Side

__all__ = [
    "Absence",
    "Category",
    "Cohort",
    "Confirmation",
    "CustodyStatus",
    "EndingKind",
    "ExchangeStatus",
    "IdentifierKind",
    "Law",
    "NameLanguage",
    "Person",
    "PersonCohort",
    "PersonIdentifier",
    "PersonStatement",
    "PreferredValue",
    "Sex",
    "Side",
]
