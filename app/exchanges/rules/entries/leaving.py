"""How somebody leaves a list before the day: taken off by us, or because they do not want to return."""

from collections.abc import Sequence
from datetime import datetime

from app.accounts.models import User
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.text import is_blank
from app.exchanges.models import Entry
from app.exchanges.rules.entries.moving import Word, move
from app.exchanges.states import Deed


def withdraw(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Take people off a list; their entries remain as history."""
    if is_blank(word.reason):
        raise RuleError(_l("Say why they are taken off the list."), "reason")
    move(entries, Deed.WITHDRAW, word, actor=actor, now=now)


def refuse_consent(entries: Sequence[Entry], word: Word, *, actor: User, now: datetime) -> None:
    """Record that people on a list do not want to return: a reason that only those read who see consents."""
    move(entries, Deed.REFUSE_CONSENT, word, actor=actor, now=now)
