"""Places and their other names."""

import enum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line, Text
from app.core.errors import ConstraintErrors
from app.core.i18n import lazy_ as _l

#: What the columns of a name and of its folded form take.
LONGEST_NAME = 300
NAME_TAKEN = _l("There is a place with this name already. Use that one, or enter another name.")


class PlaceKind(enum.Enum):
    """What a place is."""

    SETTLEMENT = "settlement"
    SITE = "site"
    COLONY = "colony"
    PRETRIAL = "pretrial"
    CAMP = "camp"
    HOSPITAL = "hospital"
    CROSSING = "crossing"
    OTHER = "other"
    UNKNOWN = "unknown"


class Place(Base):
    """A place of capture or of detention; its folded name is unique, so that no place is entered twice."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("folded"),)

    id: Mapped[Id]
    name: Mapped[Line]
    #: The name as searches compare it (names.folding).
    folded: Mapped[Line]
    kind: Mapped[PlaceKind] = mapped_column(default=PlaceKind.UNKNOWN)
    region: Mapped[Line | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    #: Created by an import from a bare word: somebody has to look whether it is a new place or another spelling.
    needs_review: Mapped[bool] = mapped_column(default=False, index=True)

    aliases: Mapped[list["PlaceAlias"]] = relationship(
        back_populates="place", cascade="all, delete-orphan", order_by="PlaceAlias.id"
    )

    @property
    def alias_names(self) -> list[str]:
        """Give the other names that the place goes by."""
        return [alias.name for alias in self.aliases]

    def __repr__(self) -> str:
        """Name the place by its number."""
        return f"<Place {self.id} {self.kind.value}>"


class PlaceAlias(Base):
    """Another name or spelling of a place; one spelling names one place."""

    __tablename__ = "place_aliases"
    __table_args__ = (UniqueConstraint("folded"),)

    id: Mapped[Id]
    place_id: Mapped[int] = mapped_column(BigId, ForeignKey("places.id"), index=True)
    name: Mapped[Line]
    folded: Mapped[Line]

    place: Mapped[Place] = relationship(back_populates="aliases")

    def __repr__(self) -> str:
        """Name the alias by the number of its place."""
        return f"<PlaceAlias {self.id} of {self.place_id}>"


CONSTRAINT_ERRORS = ConstraintErrors(
    {
        "uq_places_folded": ("name", NAME_TAKEN),
        "uq_place_aliases_folded": ("aliases", NAME_TAKEN),
        # SQLite names the columns of a unique constraint instead of the constraint.
        "places.folded": ("name", NAME_TAKEN),
        "place_aliases.folded": ("aliases", NAME_TAKEN),
    }
)
