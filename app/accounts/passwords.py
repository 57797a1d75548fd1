"""Passwords: hashed with argon2id, at most two at once; an unknown user takes as long as a known one."""

import secrets
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

#: A length that a sentence reaches and that no hash table holds; beyond the longest, hashing would only cost us.
SHORTEST, LONGEST = 15, 128

HASHERS = {
    "normal": PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4),
    "low": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
}
#: Each hash takes 64 MiB: many sign-ins at once wait for one another instead of for memory.
SLOTS = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Verdict:
    """Whether a password was right, and its new hash where the stored one was made with weaker parameters."""

    is_right: bool
    new_hash: str | None = None


def hasher() -> PasswordHasher:
    """Give the hasher of the profile that the settings name."""
    return HASHERS[current_app.extensions["settings"].password_hash_profile]


def hashed(password: str) -> str:
    """Hash a password whose length was checked."""
    with SLOTS:
        return hasher().hash(composed(password))


def composed(password: str) -> str:
    """Bring a password into Unicode's composed form: keyboards differ in how they type one letter."""
    return unicodedata.normalize("NFC", password)


def check(stored: str | None, password: str) -> Verdict:
    """Compare a password with a stored hash; without one, take the same time and refuse."""
    if len(password) > LONGEST:
        return Verdict(is_right=False)
    dummy = hash_of_nothing(current_app.extensions["settings"].password_hash_profile)
    if not matches(stored or dummy, password) or stored is None:
        return Verdict(is_right=False)
    return Verdict(is_right=True, new_hash=hashed(password) if hasher().check_needs_rehash(stored) else None)


def matches(stored: str, password: str) -> bool:
    """Tell whether a hash was made from a password."""
    with SLOTS:
        try:
            return hasher().verify(stored, composed(password))
        except (VerificationError, InvalidHashError):
            return False


def invented() -> str:
    """Make a one-time password that can be read out and typed: over 120 bits in groups of five."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(5))


@cache
def hash_of_nothing(profile: str) -> str:
    """Keep one hash to compare with where there is no user, so that the time does not tell."""
    with SLOTS:
        return HASHERS[profile].hash(secrets.token_urlsafe(32))
