"""The tables behind a right of their own."""

from app.compartments.models.enums import Answer, HealthState, NewsKind, Relation
from app.compartments.models.facts import Consent, FamilyNotice, Guarded, HealthObservation, PersonFact, Relative
from app.compartments.models.witnesses import Witness

__all__ = [
    "Answer",
    "Consent",
    "FamilyNotice",
    "Guarded",
    "HealthObservation",
    "HealthState",
    "NewsKind",
    "PersonFact",
    "Relation",
    "Relative",
    "Witness",
]
