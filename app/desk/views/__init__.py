"""The pages that show many domains, a file for each; the factory takes the blueprint from here."""

from app.desk.views import home, ledger, person, places, sources
from app.desk.views.blueprint import bp

__all__ = ["bp", "home", "ledger", "person", "places", "sources"]
