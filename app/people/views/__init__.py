"""The pages about people, a file for each thing that they are about; the factory takes the blueprint from here."""

from app.people.views import cohorts, details, entry, listing, statements
from app.people.views.blueprint import bp

__all__ = ["bp", "cohorts", "details", "entry", "listing", "statements"]
