"""Keeping filters under names, and how the list looks to a user: it says nothing of people, so no ledger holds it."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import Role, User
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.people import queries
from app.people.models import Density, ListSettings, SavedFilter

#: More than fit a menu are no help.
MOST = 100
NAME_TAKEN = _l("You have a saved filter with this name already. Enter another name.")


def may_share(user: User) -> bool:
    """Tell whether a user may put filters into everybody's menu."""
    return user.role is Role.SUPERVISOR


def save_filter(name: str, query: str, *, is_shared: bool, actor: User, now: datetime) -> SavedFilter:
    """Keep a filter under a name that its owner uses for no other."""
    own = own_filters(actor)
    if len(own) >= MOST:
        raise RuleError(_l("You have %(most)s saved filters. Delete one of them first.", most=MOST))
    refuse_name(name, own, but=None)
    refuse_sharing(actor, is_shared=is_shared)
    saved = SavedFilter(
        owner_id=actor.id,
        name=name,
        query=query,
        is_shared=is_shared,
        position=len(own),
        created_at=now,
        changed_at=now,
    )
    db.session.add(saved)
    db.session.flush()
    return saved


def rename_filter(saved: SavedFilter, *, name: str, is_shared: bool, actor: User, now: datetime) -> None:
    """Give a filter another name, and share it or stop sharing it."""
    refuse_name(name, own_filters(actor), but=saved)
    if is_shared and not saved.is_shared:
        refuse_sharing(actor, is_shared=True)
    saved.name, saved.is_shared, saved.changed_at = name, is_shared, now
    db.session.flush()


def change_filter(saved: SavedFilter, query: str, *, now: datetime) -> None:
    """Let a saved filter find what the list finds now."""
    saved.query, saved.changed_at = query, now
    db.session.flush()


def delete_filter(saved: SavedFilter) -> None:
    """Forget a filter; a list that opened with it opens with everybody."""
    for settings in queries.list_settings_with(saved):
        settings.saved_filter_id = None
    db.session.flush()
    db.session.delete(saved)
    db.session.flush()


def move_filter_up(saved: SavedFilter, *, actor: User) -> None:
    """Let a filter change places with the one before it."""
    own = own_filters(actor)
    place = own.index(saved)
    ordered = [*own[: max(place - 1, 0)], saved, *(one for one in own[max(place - 1, 0) :] if one is not saved)]
    for position, one in enumerate(ordered):
        one.position = position
    db.session.flush()


def open_list_with(saved: SavedFilter | None, *, actor: User) -> None:
    """Let the people list open with a filter, or with everybody."""
    settings_of(actor).saved_filter_id = saved.id if saved else None
    db.session.flush()


def set_columns(columns: Sequence[str], *, density: Density, actor: User) -> None:
    """Let the list start with these columns, in this order, and with rows as close as this."""
    settings = settings_of(actor)
    settings.columns, settings.density = ",".join(columns) or None, density
    db.session.flush()


def settings_of(actor: User) -> ListSettings:
    """Give a user's settings of the list, made on first use."""
    settings = queries.find_list_settings(actor)
    if settings is None:
        settings = ListSettings(user_id=actor.id)
        db.session.add(settings)
        db.session.flush()
    return settings


def own_filters(actor: User) -> list[SavedFilter]:
    """Give the filters that a user keeps, in their order."""
    return [one for one in queries.list_saved_filters(actor) if one.owner_id == actor.id]


def refuse_name(name: str, own: Sequence[SavedFilter], *, but: SavedFilter | None) -> None:
    """Refuse a name that tells two filters apart no longer."""
    if any(one.name.casefold() == name.casefold() for one in own if one is not but):
        raise RuleError(NAME_TAKEN, "name")


def refuse_sharing(actor: User, *, is_shared: bool) -> None:
    """Refuse to put a filter into everybody's menu where that is not the user's to do."""
    if is_shared and not may_share(actor):
        raise RuleError(_l("Supervisors share filters. Ask one of them."), "is_shared")
