"""The pages about operations and their lists, a file for each thing done; the factory takes the blueprint from here."""

from app.exchanges.views import claims, entries, operations, steps
from app.exchanges.views.blueprint import bp

__all__ = ["bp", "claims", "entries", "operations", "steps"]
