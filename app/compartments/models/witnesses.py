"""Those who testified. Elsewhere in the record stands only their number, as the name of a source."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compartments.models.facts import Guarded, guards
from app.compartments.refs import witness_ref
from app.core.db import BigId, Line, Text
from app.people.models import Person
from app.sources.models import Source


class Witness(Guarded):
    """Who testified, and how to reach them. A correction is a new row that keeps the number of the first."""

    __tablename__ = "witnesses"
    __table_args__ = guards()
    __masked__ = "see witnesses"

    #: The row whose number the witness bears; empty in that row itself.
    first_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("witnesses.id"), index=True, default=None)
    name: Mapped[Line]
    contact: Mapped[Line | None] = mapped_column(default=None)
    note: Mapped[Text | None] = mapped_column(default=None)
    #: The record of a released prisoner who testifies, if there is one.
    person_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"), index=True, default=None)
    #: What stands for the witness in the record. Empty only until the source can be given the number in its name.
    source_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("sources.id"), index=True, default=None)

    person: Mapped[Person | None] = relationship()
    source: Mapped[Source | None] = relationship()

    @property
    def number(self) -> int:
        """Give the number under which the witness stands, whatever was corrected since."""
        return self.first_id or self.id

    @property
    def ref(self) -> str:
        """Give the number as it is read out and written down."""
        return witness_ref(self.number)

    def __repr__(self) -> str:
        """Name the witness by number alone."""
        return f"<Witness {self.id}>"
