"""The pages of the compartments; the factory takes the blueprint from here."""

from app.compartments.views import corrections, facts, witnesses
from app.compartments.views.blueprint import bp

__all__ = ["bp", "corrections", "facts", "witnesses"]
