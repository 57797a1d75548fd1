"""The tables of operations: one exchange, repatriation, release or transfer of remains, its days and its steps."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from app.accounts.models import User
from app.core.dates import UncertainDate
from app.core.db import Base, BigId, Id, Line, Text, enum_values
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l
from app.people.models.vocabularies import Labelled

IS_NUMBERED = text("official_no is not null")


class OperationKind(enum.Enum):
    """What is counted apart everywhere: nobody is exchanged by a repatriation, and remains are not people."""

    EXCHANGE = "exchange"
    REPATRIATION = "repatriation"
    RELEASE = "release"
    REMAINS = "remains"


class OperationState(enum.Enum):
    """How far an operation has come; app.exchanges.states says what follows what."""

    DRAFT = "draft"
    REQUESTED = "requested"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OperationFormat(Labelled, Base):
    """In which form an operation was agreed: general exchange, seriously wounded or ill, under 25, remains."""

    __tablename__ = "operation_formats"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]
    kind: Mapped[OperationKind]

    def __repr__(self) -> str:
        """Name the format by its code."""
        return f"<OperationFormat {self.code}>"


class Mediator(Labelled, Base):
    """A state or a body that mediates between the sides."""

    __tablename__ = "mediators"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]
    #: Other words by which lists name it.
    aliases: Mapped[list[str]] = mapped_column(default=list)

    def __repr__(self) -> str:
        """Name the mediator by its code."""
        return f"<Mediator {self.code}>"


class Operation(Base):
    """One exchange, medical repatriation, unilateral release or transfer of remains."""

    __tablename__ = "operations"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("planned_earliest <= planned_latest", name="planned_ordered"),
        CheckConstraint("to_us >= 0 and to_them >= 0", name="formula_counts"),
        CheckConstraint("not is_all_for_all or (to_us is null and to_them is null)", name="formula_is_one"),
        Index(
            "uq_operations_official_no",
            "official_no",
            unique=True,
            sqlite_where=IS_NUMBERED,
            postgresql_where=IS_NUMBERED,
        ),
        Index(None, "planned_latest", "id"),
        Index(None, "state", "planned_latest", "id"),
        Index(None, "format_id", "planned_latest", "id"),
    )

    id: Mapped[Id]
    #: What people say and write: the day it is planned for, and a number where that day has several.
    code: Mapped[Line]
    format_id: Mapped[int] = mapped_column(BigId, ForeignKey("operation_formats.id"))
    #: The formula: so many to us for so many to them, or all for all; nothing where none is agreed.
    to_us: Mapped[int | None] = mapped_column(default=None)
    to_them: Mapped[int | None] = mapped_column(default=None)
    is_all_for_all: Mapped[bool] = mapped_column(default=False, server_default=false())
    planned_edtf: Mapped[Line | None] = mapped_column(default=None)
    planned_earliest: Mapped[date | None] = mapped_column(default=None)
    planned_latest: Mapped[date | None] = mapped_column(default=None)
    planned: Mapped[UncertainDate | None] = composite("planned_edtf", "planned_earliest", "planned_latest")
    #: Where the sides meet and by which way people come, in words: no place of detention.
    place: Mapped[Line | None] = mapped_column(default=None)
    route: Mapped[Line | None] = mapped_column(default=None)
    official_no: Mapped[Line | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    #: That of its newest transition.
    state: Mapped[OperationState] = mapped_column(default=OperationState.DRAFT)
    #: Bumped by what people type about the operation.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)

    format: Mapped[OperationFormat] = relationship()
    created_by: Mapped[User | None] = relationship()
    mediators: Mapped[list[Mediator]] = relationship(secondary="operation_mediators", order_by=Mediator.position)
    stages: Mapped[list["OperationStage"]] = relationship(
        back_populates="operation", order_by="OperationStage.day_latest, OperationStage.id"
    )

    def __repr__(self) -> str:
        """Name the operation by its code."""
        return f"<Operation {self.code}>"


class OperationMediator(Base):
    """Who mediated in an operation."""

    __tablename__ = "operation_mediators"

    operation_id: Mapped[int] = mapped_column(BigId, ForeignKey("operations.id"), primary_key=True)
    mediator_id: Mapped[int] = mapped_column(BigId, ForeignKey("mediators.id"), primary_key=True, index=True)


class OperationStage(Base):
    """One day of an operation. Who came home is written to the timelines when a stage is confirmed."""

    __tablename__ = "operation_stages"
    __table_args__ = (
        CheckConstraint("day_earliest <= day_latest", name="day_ordered"),
        Index(None, "operation_id", "day_latest", "id"),
    )

    id: Mapped[Id]
    operation_id: Mapped[int] = mapped_column(BigId, ForeignKey("operations.id"))
    day_edtf: Mapped[Line | None] = mapped_column(default=None)
    day_earliest: Mapped[date | None] = mapped_column(default=None)
    day_latest: Mapped[date | None] = mapped_column(default=None)
    day: Mapped[UncertainDate | None] = composite("day_edtf", "day_earliest", "day_latest")
    note: Mapped[Text | None] = mapped_column(default=None)

    operation: Mapped[Operation] = relationship(back_populates="stages")

    def __repr__(self) -> str:
        """Name the stage by its numbers."""
        return f"<OperationStage {self.id} of {self.operation_id}>"


#: A second column of one closed list needs a name of its own for its check.
FROM_OPERATION_STATE = Enum(
    OperationState,
    name="fromoperationstate",
    native_enum=False,
    create_constraint=True,
    values_callable=enum_values,
    length=40,
)


class OperationTransition(Base):
    """One step of an operation: when it happened, when it was recorded, by whom and why. Never changed."""

    __tablename__ = "operation_transitions"
    __table_args__ = (
        CheckConstraint("to_state != 'cancelled' or reason is not null", name="cancelling_has_reason"),
        Index(None, "operation_id", "id"),
    )

    id: Mapped[Id]
    operation_id: Mapped[int] = mapped_column(BigId, ForeignKey("operations.id"))
    #: Nothing in the step that began the operation.
    from_state: Mapped[OperationState | None] = mapped_column(FROM_OPERATION_STATE, default=None)
    to_state: Mapped[OperationState]
    happened: Mapped[date | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), default=None)
    reason: Mapped[Text | None] = mapped_column(default=None)

    operation: Mapped[Operation] = relationship()
    recorded_by: Mapped[User | None] = relationship()

    def __repr__(self) -> str:
        """Name the step by its numbers."""
        return f"<OperationTransition {self.id} of {self.operation_id}>"


NUMBER_TAKEN = _l("There is an operation with this official number already.")
OPERATION_ERRORS = ConstraintErrors(
    {
        "uq_operations_official_no": ("official_no", NUMBER_TAKEN),
        # SQLite names the column of a unique index instead of the index.
        "operations.official_no": ("official_no", NUMBER_TAKEN),
    }
)
