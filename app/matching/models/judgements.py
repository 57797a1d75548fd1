"""What people judged of two records."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core.db import Base, BigId, Id, Text
from app.people.models import Person

IS_FIRST = text("supersedes_id is null")


class Verdict(enum.Enum):
    """What somebody holds two records to be: one person, two people, or nobody can say yet."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Judgement(Base):
    """Somebody's word on whether two records are one person. Never changed: judged anew, or revoked with a reason.

    Each judgement of a pair supersedes the one before, in one line; the newest that is not revoked counts.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        UniqueConstraint("supersedes_id"),
        CheckConstraint("one_id < other_id", name="ordered"),
        CheckConstraint("supersedes_id is null or supersedes_id != id", name="supersedes_another"),
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        Index(
            "uq_judgements_first",
            "one_id",
            "other_id",
            unique=True,
            sqlite_where=IS_FIRST,
            postgresql_where=IS_FIRST,
        ),
        Index(None, "one_id", "other_id"),
        Index(None, "other_id"),
    )

    id: Mapped[Id]
    one_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    other_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    verdict: Mapped[Verdict]
    reason: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("judgements.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
    retracted_by: Mapped[User | None] = relationship(foreign_keys=[retracted_by_id])

    def __repr__(self) -> str:
        """Name the judgement by its verdict and numbers."""
        return f"<Judgement {self.id} {self.verdict.value}: {self.one_id} and {self.other_id}>"
