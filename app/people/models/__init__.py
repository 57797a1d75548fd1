"""The tables about who people are, a file for each noun."""

from app.people.models.enums import (
    DEAD,
    GONE,
    HELD,
    RETURNED,
    Absence,
    Confirmation,
    CustodyStatus,
    EndingKind,
    ExchangeStatus,
    IdentifierKind,
    LastAnswer,
    Law,
    LegalSituation,
    NameLanguage,
    Sex,
    Unlikely,
)
from app.people.models.identifiers import PersonIdentifier
from app.people.models.keys import name_keys, name_skeletons
from app.people.models.person import Person, PersonCohort, RemovedCohort
from app.people.models.saved import Density, ListSettings, SavedFilter
from app.people.models.statements import PersonStatement, PreferredValue
from app.people.models.vocabularies import Category, Cohort, Side
from app.people.models.watching import WatchedPerson

__all__ = [
    "DEAD",
    "GONE",
    "HELD",
    "RETURNED",
    "Absence",
    "Category",
    "Cohort",
    "Confirmation",
    "CustodyStatus",
    "Density",
    "EndingKind",
    "ExchangeStatus",
    "IdentifierKind",
    "LastAnswer",
    "Law",
    "LegalSituation",
    "ListSettings",
    "NameLanguage",
    "Person",
    "PersonCohort",
    "PersonIdentifier",
    "PersonStatement",
    "PreferredValue",
    "RemovedCohort",
    "SavedFilter",
    "Sex",
    "Side",
    "Unlikely",
    "WatchedPerson",
    "name_keys",
    "name_skeletons",
]
