"""Comparing a name and a password that somebody gives with what is stored, as often as the counters allow."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request

from app.accounts import passwords, queries, rules
from app.accounts.models import User
from app.accounts.queries import Credentials
from app.core import clock
from app.core.db import db
from app.core.i18n import ngettext
from app.core.locks import await_turn

MINUTE = 60


@dataclass(frozen=True)
class Answer:
    """Who it is, with a renewed hash where the stored one is weaker than what we make now; or until when to wait."""

    user: User | None = None
    new_hash: str | None = None
    until: datetime | None = None

    @property
    def wait(self) -> int:
        """The seconds until it is worth trying again."""
        return max(1, int((self.until - clock.now()).total_seconds())) if self.until else 0

    @property
    def sentence(self) -> str:
        """What to tell somebody who has to wait; the same for a name that nobody has."""
        minutes = -(-self.wait // MINUTE)
        return str(
            ngettext(
                "Too many wrong passwords were given. Wait %(num)s minute, then try again.",
                "Too many wrong passwords were given. Wait %(num)s minutes, then try again.",
                minutes,
            )
        )

    @property
    def status(self) -> int:
        """The status of a page that says so."""
        return 429 if self.until else 422

    @property
    def headers(self) -> dict[str, str]:
        """What tells programs how long to wait."""
        return {"Retry-After": str(self.wait)} if self.until else {}


def answer(username: str, password: str) -> Answer:
    """Tell whose name and password were given; the counters are asked before and after the slow comparison.

    No transaction is open while passwords are compared. What was found out meanwhile counts only if the counter is
    still open then: many attempts at once learn no more than as many one by one. Whoever asks commits a right answer.
    """
    counters = rules.counters_of(username, request.remote_addr, key=str(current_app.secret_key).encode())
    until = rules.shut_until(counters, now=clock.now())
    credentials = queries.find_credentials(username)
    db.session.rollback()
    if until is not None:
        return Answer(until=until)
    verdict = passwords.check(credentials.password_hash if credentials else None, password)
    for counter in (counters.account, counters.address):
        await_turn(counter)
    if (until := rules.shut_until(counters, now=clock.now())) is not None:
        db.session.rollback()
        return Answer(until=until)
    user = queries.find_user(username)
    if user is None or not is_right(user, credentials, verdict):
        refuse(user, counters)
        if user is None:
            rules.refuse_unknown(username)
        return Answer()
    rules.forgive(counters)
    return Answer(user, verdict.new_hash)


def is_right(user: User, credentials: Credentials | None, verdict: passwords.Verdict) -> bool:
    """Tell whether a comparison opens a user's door: they are not locked, nor was the password changed meanwhile."""
    is_same = credentials is not None and user.password_hash == credentials.password_hash
    return verdict.is_right and user.is_active and is_same


def refuse(user: User | None, counters: rules.Counters) -> None:
    """Count a wrong password, and keep in the ledger under whose name it was given: the one commit of a refusal."""
    rules.count_failure(counters, now=clock.now())
    if user is not None:
        rules.refuse_sign_in(user, now=clock.now())
    db.session.commit()
