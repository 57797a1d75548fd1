"""Whom a user watches: what changes about them is shown first."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id
from app.people.models.person import Person


class WatchedPerson(Base):
    """A user watches a person. It says something of the user's work and nothing of the person."""

    __tablename__ = "watched_people"
    __table_args__ = (UniqueConstraint("user_id", "person_id"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), index=True)
    since_at: Mapped[datetime]

    person: Mapped[Person] = relationship()

    def __repr__(self) -> str:
        """Name the watch by its numbers."""
        return f"<WatchedPerson {self.user_id} {self.person_id}>"
