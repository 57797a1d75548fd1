"""Users, their roles and their sessions."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line


class Role(enum.Enum):
    """What a user is for. No role includes another by itself: the matrix names each right."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Theme(enum.Enum):
    """How the pages are lit; the system's own choice is the default."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Separator(enum.Enum):
    """What stands between the fields of a CSV file: a Ukrainian Excel expects the semicolon, programs the comma."""

    SEMICOLON = ";"
    COMMA = ","


class User(Base):
    """Somebody who may sign in."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("username"),
        CheckConstraint("username = lower(username)", name="username_lower"),
    )

    id: Mapped[Id]
    username: Mapped[Line]
    full_name: Mapped[Line]
    role: Mapped[Role]
    password_hash: Mapped[Line]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[str | None] = mapped_column(default=None)
    theme: Mapped[Theme] = mapped_column(default=Theme.SYSTEM)
    separator: Mapped[Separator] = mapped_column(default=Separator.SEMICOLON)
    has_shortcuts: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    def __repr__(self) -> str:
        """Name the user by the name they sign in with."""
        return f"<User {self.username} {self.role.value}>"


class UserSession(Base):
    """One signed-in browser; only a digest of its token is stored, so that a copied database opens no session."""

    __tablename__ = "user_sessions"
    __table_args__ = (UniqueConstraint("token_digest"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), index=True)
    token_digest: Mapped[Line]
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    def __repr__(self) -> str:
        """Name the session by its number."""
        return f"<UserSession {self.id} of {self.user_id}>"
