"""The pages about people, a file for each thing that they are about; the factory takes the blueprint from here."""

from app.people.views import checking, cohorts, details, entry, listing, saved, search, statements, undoing, watching
from app.people.views.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "cohorts",
    "details",
    "entry",
    "listing",
    "saved",
    "search",
    "statements",
    "undoing",
    "watching",
]
