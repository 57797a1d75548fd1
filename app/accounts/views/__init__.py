"""The pages about users, a file for each thing that they are about; the factory takes the blueprint from here."""

from app.accounts.views import drafts, own, signing_in, users
from app.accounts.views.blueprint import bp

__all__ = ["bp", "drafts", "own", "signing_in", "users"]
