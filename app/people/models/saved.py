"""How users keep the people list for themselves: filters under a name, and the columns that they start with."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core.db import Base, BigId, Id, Line, Text


class Density(enum.Enum):
    """How close the rows of a list stand."""

    COMPACT = "compact"
    ROOMY = "roomy"


class SavedFilter(Base):
    """A filter of the people list under a name: the query of its address, kept as it was."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    name: Mapped[Line]
    query: Mapped[Text]
    #: Whether every reader of the list finds it in the menu; only its owner changes it.
    is_shared: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    owner: Mapped[User] = relationship()

    def __repr__(self) -> str:
        """Name the filter by its number: what users call it may hold a name."""
        return f"<SavedFilter {self.id} of {self.owner_id}>"


class ListSettings(Base):
    """How the people list looks to a user where its address does not say."""

    __tablename__ = "list_settings"

    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), primary_key=True)
    #: The columns in their order, as addresses name them; none are the house's own.
    columns: Mapped[Line | None] = mapped_column(default=None)
    density: Mapped[Density] = mapped_column(default=Density.COMPACT)
    #: The filter under which the list opens from the navigation.
    saved_filter_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("saved_filters.id", ondelete="SET NULL"), default=None
    )

    def __repr__(self) -> str:
        """Name the settings by their user."""
        return f"<ListSettings {self.user_id}>"
