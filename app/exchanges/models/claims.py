"""What is published: of one operation by each publisher, and totals that belong to none."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core.db import Base, BigId, Id, Line, Text
from app.exchanges.models.operations import Operation, OperationStage
from app.sources.models import Source

#: The numbers that a claim may give, in the order in which they are read.
CLAIMED = (
    "ukr_returned",
    "rus_returned",
    "civilians_ukr",
    "civilians_rus",
    "azovstal",
    "mariupol",
    "conscripts_rus",
    "outside_exchange",
    "bodies_to_ukr",
    "bodies_to_rus",
)


class OperationClaim(Base):
    """What one publisher said of an operation, or of one day of it. Never changed, but retracted.

    Numbers differ by publisher, and by what each of them counts; a blank number was not given.
    """

    __tablename__ = "operation_claims"
    __table_args__ = (
        CheckConstraint("(retracted_at is null) = (retraction_reason is null)", name="retraction_has_reason"),
        *(CheckConstraint(f"{name} >= 0", name=f"{name}_counts") for name in CLAIMED),
        Index(None, "operation_id", "id"),
        Index(None, "stage_id", "id"),
        Index(None, "source_id", "id"),
    )

    id: Mapped[Id]
    operation_id: Mapped[int] = mapped_column(BigId, ForeignKey("operations.id"))
    stage_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("operation_stages.id"), default=None)
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"))
    #: The day of which it speaks, or on which it was said.
    stated_on: Mapped[date | None] = mapped_column(default=None)
    ukr_returned: Mapped[int | None] = mapped_column(default=None)
    rus_returned: Mapped[int | None] = mapped_column(default=None)
    civilians_ukr: Mapped[int | None] = mapped_column(default=None)
    civilians_rus: Mapped[int | None] = mapped_column(default=None)
    azovstal: Mapped[int | None] = mapped_column(default=None)
    mariupol: Mapped[int | None] = mapped_column(default=None)
    conscripts_rus: Mapped[int | None] = mapped_column(default=None)
    #: Of those who returned to Ukraine, how many came outside the formula.
    outside_exchange: Mapped[int | None] = mapped_column(default=None)
    bodies_to_ukr: Mapped[int | None] = mapped_column(default=None)
    bodies_to_rus: Mapped[int | None] = mapped_column(default=None)
    #: A: both sides' figures or agencies on both; B: one official side; C: one partisan or undated source.
    confidence: Mapped[Line | None] = mapped_column(default=None)
    address: Mapped[Text | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retracted_at: Mapped[datetime | None] = mapped_column(default=None)
    retracted_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    retraction_reason: Mapped[Text | None] = mapped_column(default=None)

    operation: Mapped[Operation] = relationship()
    stage: Mapped[OperationStage | None] = relationship()
    source: Mapped[Source] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    def __repr__(self) -> str:
        """Name the claim by its numbers."""
        return f"<OperationClaim {self.id} of {self.operation_id}>"


class PublishedTotal(Base):
    """A total that was published of many operations: by a month, a year, or since the war began."""

    __tablename__ = "published_totals"
    __table_args__ = (
        UniqueConstraint("as_of", "metric", "source_id", "value"),
        Index(None, "metric", "as_of", "id"),
        Index(None, "source_id"),
    )

    id: Mapped[Id]
    as_of: Mapped[date]
    #: What is counted, by its code: "ukr_returned_in_month".
    metric: Mapped[Line]
    value: Mapped[int]
    source_id: Mapped[int] = mapped_column(BigId, ForeignKey("sources.id"))
    confidence: Mapped[Line | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    source: Mapped[Source] = relationship()

    def __repr__(self) -> str:
        """Name the total by its number."""
        return f"<PublishedTotal {self.id}: {self.metric}>"
