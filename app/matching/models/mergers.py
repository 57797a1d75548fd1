"""Which records were merged into which: nothing is moved, so that each of them can be separated again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core.db import Base, BigId, Id, Text
from app.matching.models.judgements import Judgement
from app.people.models import Person

HOLDS = text("undone_at is null")


class Merger(Base):
    """Somebody's decision to read one record as part of another. Never changed, but undone with a reason.

    `people.merged_into_id` follows from the mergers that hold: it leads to the record at the end of the chain.
    """

    __tablename__ = "mergers"
    __table_args__ = (
        CheckConstraint("kept_id != merged_id", name="of_two"),
        CheckConstraint("(undone_at is null) = (undoing_reason is null)", name="undoing_has_reason"),
        Index("uq_mergers_holding", "merged_id", unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS),
        Index(None, "merged_id", "id"),
        Index(None, "kept_id", "id"),
    )

    id: Mapped[Id]
    kept_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    merged_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    #: By which somebody had held the two to be the same person.
    judgement_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("judgements.id"), default=None)
    reason: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    undoing_reason: Mapped[Text | None] = mapped_column(default=None)

    kept: Mapped[Person] = relationship(foreign_keys=[kept_id])
    merged: Mapped[Person] = relationship(foreign_keys=[merged_id])
    judgement: Mapped[Judgement | None] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    def __repr__(self) -> str:
        """Name the merger by its numbers."""
        return f"<Merger {self.id}: {self.merged_id} into {self.kept_id}>"
