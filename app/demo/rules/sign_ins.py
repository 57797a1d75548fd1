"""The demo's users, whose passwords are new at every start."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts import passwords
from app.accounts import queries as users
from app.accounts import rules as accounts
from app.accounts.models import Role

USERS = {
    "analyst": ("О. Мельник (демо)", Role.ANALYST),
    "supervisor": ("К. Литвин (демо)", Role.SUPERVISOR),
    "viewer": ("С. Гнатюк (демо)", Role.VIEWER),
    "administrator": ("А. Кравець (демо)", Role.ADMINISTRATOR),
    "auditor": ("І. Савчук (демо)", Role.AUDITOR),
}


@dataclass(frozen=True)
class SignIn:
    """What to type on the sign-in page; the password holds until the next start."""

    username: str
    password: str


def renew_sign_ins(*, now: datetime) -> list[SignIn]:
    """Give each demo user a new password, and end every session of the old ones."""
    fresh = [SignIn(username, passwords.invented()) for username in USERS]
    for sign_in in fresh:
        user = users.find_user(sign_in.username)
        if user is None:
            register(sign_in, now=now)
        else:
            user.password_hash = passwords.hashed(sign_in.password)
            accounts.end_sessions(user, now=now)
    return fresh


def register(sign_in: SignIn, *, now: datetime) -> None:
    """Register a demo user, whose password is new at every start and need not be changed."""
    full_name, role = USERS[sign_in.username]
    accounts.register_user(
        sign_in.username,
        full_name=full_name,
        role=role,
        password=sign_in.password,
        actor=None,
        now=now,
        is_one_time=False,
    )
