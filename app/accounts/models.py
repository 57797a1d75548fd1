"""Users, their roles and their sessions."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, BigId, Id, Line, Text


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
    #: When the user last gave the password, at the sign-in or when asked again.
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    def __repr__(self) -> str:
        """Name the session by its number."""
        return f"<UserSession {self.id} of {self.user_id}>"


class Submission(Base):
    """A form that was saved: what is sent a second time under its key is led to where the first time led."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("key"), Index(None, "user_id", "at"))

    id: Mapped[Id]
    key: Mapped[Line]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    endpoint: Mapped[Line]
    #: What was sent, as a keyed digest: the same key under other answers is not the same thing sent twice.
    digest: Mapped[Line]
    location: Mapped[Text]
    at: Mapped[datetime]

    def __repr__(self) -> str:
        """Name the submission by its number."""
        return f"<Submission {self.id} of {self.user_id}>"


class Draft(Base):
    """What a user typed into a form and has not saved yet; nobody else ever sees it, and no ledger keeps it."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "address"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    #: The path of the form.
    address: Mapped[Line]
    #: Name and answers of each field, as a browser sends them.
    data: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime] = mapped_column(index=True)

    def __repr__(self) -> str:
        """Name the draft by its number: what was typed may reach no log."""
        return f"<Draft {self.id} of {self.user_id}>"


class SignInFailure(Base):
    """A wrong password, counted under a keyed digest of the name it was tried with, or of the address it came from."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index(None, "counter", "at"),)

    id: Mapped[Id]
    counter: Mapped[Line]
    at: Mapped[datetime] = mapped_column(index=True)

    def __repr__(self) -> str:
        """Name the failure by its number."""
        return f"<SignInFailure {self.id}>"
