"""Sealing looks: an entry of the ledger names a range of them and its digest, and they can no longer be changed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AccessEntry
from app.audit.rules import canonical
from app.audit.rules.drafts import Draft
from app.audit.rules.locks import may_seal

SEAL = "seal looks"
#: Looks are sealed with the next change, but the ledger is not filled with seals: once a minute is enough.
EVERY = timedelta(minutes=1)
#: Looks under one seal: a change that waits for more of them would be slow.
MOST = 1000


def is_due(sealed_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether it is time to ask for looks that are not sealed."""
    return sealed_at is None or at - sealed_at >= EVERY


def seal_after(session: Session, number: int, *, at: datetime, agent: str | None = None) -> Draft | None:
    """Make the entry that seals the looks after a number, or none where there are none or one is just being noted."""
    if not may_seal(session):
        return None
    looks = session.execute(
        select(*AccessEntry.__table__.columns).where(AccessEntry.id > number).order_by(AccessEntry.id).limit(MOST)
    ).all()
    if not looks:
        return None
    return Draft(
        {
            "at": at,
            "actor_id": None,
            "agent": agent or "ledger",
            "action": SEAL,
            "subject_type": AccessEntry.__tablename__,
            "subject_id": looks[-1].id,
            "person_id": None,
            "digests": {"after": str(number), "count": str(len(looks)), "sha256": digest_of(looks)[1]},
            "former_digests": {},
            "key_id": None,
        }
    )


def digest_of(looks: Iterable[Any]) -> tuple[int, str]:
    """Count looks and digest them in their order, a line of JSON each."""
    count, digest = 0, hashlib.sha256()
    for look in looks:
        count += 1
        digest.update(canonical.as_json(content_of(look)) + b"\n")
    return count, digest.hexdigest()


def content_of(look: Any) -> dict[str, object]:  # noqa: ANN401 - the row of a look
    """Give everything that a look says."""
    return {
        "action": look.action,
        "actor": look.actor_id,
        "agent": look.agent,
        "at": canonical.moment(look.at),
        "details": look.details,
        "id": look.id,
        "person": look.person_id,
        "subject_id": look.subject_id,
        "subject_type": look.subject_type,
    }
