"""What a user may see in what the ledger holds."""

from app.accounts.models import User
from app.accounts.permissions import RIGHTS, may_do
from app.desk import reading


def may_of(user: User) -> reading.May:
    """Tell of each right whether a user has it, even when a stream has outlived the user's session."""
    return frozenset(right for right in RIGHTS if may_do(user, right)).__contains__
