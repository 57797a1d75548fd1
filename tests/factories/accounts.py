"""Factories of users and their sessions; a user's password is `PASSWORD`."""

from datetime import UTC, datetime
from functools import cache

import factory

from app.accounts.models import Role, User, UserSession
from app.accounts.passwords import HASHERS
from tests.factories.base import ModelFactory

PASSWORD = "a long but fictional phrase"


@cache
def password_hash() -> str:
    return HASHERS["low"].hash(PASSWORD)


class UserFactory(ModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user{number}")
    full_name = factory.Sequence(lambda number: f"Олена Вигадана {number}")
    role = Role.ANALYST
    password_hash = factory.LazyFunction(password_hash)
    created_at = datetime(2026, 1, 1, 8, tzinfo=UTC)


class UserSessionFactory(ModelFactory):
    class Meta:
        model = UserSession

    user = factory.SubFactory(UserFactory)
    token_digest = factory.Sequence(lambda number: f"{number:064x}")
    started_at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    last_seen_at = datetime(2026, 1, 1, 8, tzinfo=UTC)
