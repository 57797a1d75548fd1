"""Keeping what a user typed into a form and has not saved yet: their own, for thirty days, and nobody else's to see."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.models import Draft

KEPT_FOR = timedelta(days=30)
#: Forms that a user has begun and not ended; beyond that the oldest drafts go.
MOST = 100
#: What the column of an address takes; no form of ours has a longer one.
LONGEST_ADDRESS = 300

#: Name and answers of each field, as a browser sends them.
Answers = Mapping[str, list[str]]


def keep(session: Session, answers: Answers, *, user_id: int, address: str, now: datetime) -> None:
    """Keep what a user typed in the place of what was kept before; what is older than thirty days goes."""
    session.execute(delete(Draft).where(Draft.saved_at <= now - KEPT_FOR))
    discard(session, user_id=user_id, address=address)
    if len(address) <= LONGEST_ADDRESS:
        session.add(Draft(user_id=user_id, address=address, data=dict(answers), saved_at=now))
        session.flush()
        forget_oldest(session, user_id=user_id)


def forget_oldest(session: Session, *, user_id: int) -> None:
    """Forget what a user began longest ago, where they began more than anybody can end."""
    newest = (
        select(Draft.id).where(Draft.user_id == user_id).order_by(Draft.saved_at.desc(), Draft.id.desc()).limit(MOST)
    )
    session.execute(delete(Draft).where(Draft.user_id == user_id, Draft.id.not_in(newest)))


def discard(session: Session, *, user_id: int, address: str) -> None:
    """Forget a draft: its form was saved, or its author wants it no more."""
    session.execute(delete(Draft).where(Draft.user_id == user_id, Draft.address == address))
