"""What happens to users and their sessions; callers import this module and say `rules.sign_in`."""

from app.accounts.rules.attempts import Counters, count_failure, counters_of, forgive, locked_until, shut_until
from app.accounts.rules.own import change_password, change_settings, hash_of_own_password, refuse_password
from app.accounts.rules.sessions import (
    Limits,
    confirm,
    end_at,
    end_sessions,
    is_fresh,
    is_live,
    is_unseen,
    open_session,
    refuse_sign_in,
    refuse_unknown,
    see,
    sign_in,
    sign_out,
)
from app.accounts.rules.users import (
    change_user,
    end_sessions_of,
    lock_user,
    register_user,
    reset_password,
    unlock_user,
)

__all__ = [
    "Counters",
    "Limits",
    "change_password",
    "change_settings",
    "change_user",
    "confirm",
    "count_failure",
    "counters_of",
    "end_at",
    "end_sessions",
    "end_sessions_of",
    "forgive",
    "hash_of_own_password",
    "is_fresh",
    "is_live",
    "is_unseen",
    "lock_user",
    "locked_until",
    "open_session",
    "refuse_password",
    "refuse_sign_in",
    "refuse_unknown",
    "register_user",
    "reset_password",
    "see",
    "shut_until",
    "sign_in",
    "sign_out",
    "unlock_user",
]
