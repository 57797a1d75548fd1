"""What users decide for themselves: their password and their settings; and what a password has to be, for whomever."""

from datetime import datetime

from app.accounts import passwords, strength
from app.accounts.models import Separator, Theme, User
from app.accounts.rules.sessions import end_sessions, open_session
from app.audit import rules as audit
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l


def refuse_password(password: str, field: str, *, about: tuple[str, ...]) -> None:
    """Refuse a password that is soon guessed, or too long to be hashed; which characters it has is nobody's matter.

    `about` is what is known of the user: whoever guesses begins there.
    """
    if len(password) < passwords.SHORTEST:
        sentence = _l("Use at least %(count)s characters; a short sentence is fine.", count=passwords.SHORTEST)
        raise RuleError(sentence, field)
    if len(password) > passwords.LONGEST:
        raise RuleError(_l("Use at most %(count)s characters.", count=passwords.LONGEST), field)
    if strength.is_common(password):
        sentence = _l("Choose another: this is a common password, or one with something added. It is tried first.")
        raise RuleError(sentence, field)
    if strength.is_guessable(password, about):
        sentence = _l("Choose one that is harder to guess: four or more unrelated words, without names and dates.")
        raise RuleError(sentence, field)


def hash_of_own_password(current: str, new: str, *, about: tuple[str, ...]) -> str:
    """Hash a user's new password, which must not be the present one; slow, so do it outside any transaction."""
    refuse_password(new, "new_password", about=about)
    if passwords.composed(new) == passwords.composed(current):
        raise RuleError(_l("Choose a password that you have not just had."), "new_password")
    return passwords.hashed(new)


def change_password(user: User, new_hash: str, *, now: datetime) -> str:
    """Give a user their own new password: all their sessions end, and the present browser gets a new one."""
    user.password_hash = new_hash
    user.must_change_password = False
    audit.record("change password", user, actor=user, changes={}, at=now)
    end_sessions(user, now=now)
    _, token = open_session(user, now=now)
    return token


def change_settings(
    user: User, *, locale: str, theme: Theme, separator: Separator, has_shortcuts: bool, now: datetime
) -> None:
    """Keep how a user wants pages and files."""
    user.locale, user.theme, user.separator, user.has_shortcuts = locale, theme, separator, has_shortcuts
    audit.record("change settings", user, actor=user, at=now)
