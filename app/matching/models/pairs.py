"""Pairs of records that may be one person, and the scans that find them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, enum_values
from app.matching.models.judgements import Verdict
from app.people.models import Person

IS_WAITING = text("verdict is null")


class Pair(Base):
    """Two records that may be one person, with the score and its reasons.

    A scan finds it or somebody judged it. The verdict and the contradiction are derived from judgements, for filters.
    """

    __tablename__ = "pairs"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="ordered"),
        Index(None, "other_id"),
        Index(None, "verdict", "score", "id"),
        Index("ix_pairs_waiting", "score", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
    )

    id: Mapped[Id]
    one_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    other_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    #: In bits: the sum of its reasons.
    score: Mapped[float]
    #: Why they match, as app.names.scoring says it: code, bits and the two words compared.
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: One number of one kind stands on both records.
    shares_number: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: What the newest judgement says that stands; nothing while the pair waits.
    verdict: Mapped[Verdict | None] = mapped_column(
        Enum(
            Verdict,
            name="pairverdict",
            native_enum=False,
            create_constraint=True,
            values_callable=enum_values,
            length=40,
        ),
        default=None,
    )
    #: The judgements about the records of this group contradict each other.
    is_contradicted: Mapped[bool] = mapped_column(default=False, server_default=false())
    found_at: Mapped[datetime]
    scored_at: Mapped[datetime]

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])

    @property
    def people(self) -> tuple[Person, Person]:
        """Give the two people, each by the record that stands for them now, the lower number first."""
        found = sorted((record.merged_into or record for record in (self.one, self.other)), key=lambda one: one.id)
        return found[0], found[1]

    def another_than(self, person: Person) -> Person:
        """Give the person beside a certain one."""
        one, other = self.people
        return other if one.id == person.id else one

    def __repr__(self) -> str:
        """Name the pair by its numbers."""
        return f"<Pair {self.one_id} and {self.other_id}>"


class Scan(Base):
    """One search for pairs, among everybody or of those who changed; the next goes on where it was stopped."""

    __tablename__ = "scans"

    id: Mapped[Id]
    started_at: Mapped[datetime]
    #: Only people changed since then are compared with others; nothing where everybody is.
    changed_since: Mapped[datetime | None] = mapped_column(default=None)
    #: The last key, or the last person, that is done.
    position: Mapped[int | None] = mapped_column(BigInteger, default=None)
    compared: Mapped[int] = mapped_column(default=0)
    found: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)

    def __repr__(self) -> str:
        """Name the scan by its number."""
        return f"<Scan {self.id}>"
