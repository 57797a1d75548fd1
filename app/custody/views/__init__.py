"""The pages about custody, a file for each thing done; the factory takes the blueprint from here."""

from app.custody.views import batches, corrections, events, grades, undoing
from app.custody.views.blueprint import bp

__all__ = ["batches", "bp", "corrections", "events", "grades", "undoing"]
