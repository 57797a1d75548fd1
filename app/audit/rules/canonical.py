"""The one form in which the ledger hashes what it says."""

import hashlib
import json
from datetime import UTC, datetime


def hash_of(content: object) -> str:
    """Hash content by the one JSON that it has: keys in order, no spaces, UTF-8."""
    return hashlib.sha256(as_json(content)).hexdigest()


def as_json(content: object) -> bytes:
    """Write content as the one JSON that it has."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """Write a moment in its one form."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
