"""The register of exports."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core.db import Base, BigId, Id, Line


class Profile(enum.Enum):
    """For whom an export is made: a whitelist of fields each. Profiles for readers outside the house come with them."""

    INTERNAL = "internal"


class Export(Base):
    """One file that left: which report, under which profile and filter, by whom, and the digest of its bytes.

    It is written before the first byte goes out and completed after the last one: without `finished_at` the download
    was broken off, and part of the rows may have left.
    """

    __tablename__ = "exports"
    __table_args__ = (CheckConstraint("(finished_at is null) = (sha256 is null)", name="finished_has_digest"),)

    id: Mapped[Id]
    report: Mapped[Line]
    profile: Mapped[Profile]
    format: Mapped[Line]
    filters: Mapped[dict[str, Any]]
    exported_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    rows: Mapped[int | None] = mapped_column(default=None)
    sha256: Mapped[Line | None] = mapped_column(default=None)

    exported_by: Mapped[User | None] = relationship()

    def __repr__(self) -> str:
        """Name the export by its report and number."""
        return f"<Export {self.id} {self.report}>"
