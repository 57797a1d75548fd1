"""Reading the filters that users saved, and how the list looks to them."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.accounts.models import User
from app.core.db import db
from app.core.errors import NotFound
from app.people.models import ListSettings, SavedFilter


def find_list_settings(user: User) -> ListSettings | None:
    """Find how the list looks to a user, if they ever said so."""
    return db.session.get(ListSettings, user.id)


def list_saved_filters(user: User) -> Sequence[SavedFilter]:
    """List the filters that a user finds in the menu: their own, then those that others share."""
    is_others = SavedFilter.owner_id != user.id
    query = select(SavedFilter).where(or_(SavedFilter.owner_id == user.id, SavedFilter.is_shared.is_(True)))
    return db.session.scalars(query.order_by(is_others, SavedFilter.position, SavedFilter.id)).all()


def get_saved_filter(number: int, user: User) -> SavedFilter:
    """Find a filter that a user may open, or raise NotFound: what others keep for themselves is nobody's business."""
    found = db.session.get(SavedFilter, number)
    if found is None or not (found.is_shared or found.owner_id == user.id):
        raise NotFound
    return found


def get_own_filter(number: int, user: User) -> SavedFilter:
    """Find a filter that a user may change, or raise NotFound."""
    found = get_saved_filter(number, user)
    if found.owner_id != user.id:
        raise NotFound
    return found


def list_settings_with(saved: SavedFilter) -> Sequence[ListSettings]:
    """List the settings of the users whose list opens with a filter."""
    query = select(ListSettings).where(ListSettings.saved_filter_id == saved.id)
    return db.session.scalars(query.order_by(ListSettings.user_id)).all()
