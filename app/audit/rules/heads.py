"""The head of the ledger, signed to be kept elsewhere: whoever cuts the ledger short cannot cut what is kept there."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from app.audit import queries
from app.audit.rules import canonical
from app.audit.rules.recording import KEY
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: What is signed under this name is a head and nothing else.
PURPOSE = b"head of the ledger"
NOT_A_HEAD = _l("This is no head of the ledger. Give the file that obmin audit head wrote.")
OTHER_KEY = _l("This head was not signed with the secret key of this installation.")


@dataclass(frozen=True)
class Head:
    """Where the ledger ended at a moment: the number and hash of its last entry, and our signature."""

    sequence: int
    hash: str
    at: str
    signature: str

    def to_json(self) -> str:
        """Write the head as one line."""
        return json.dumps(asdict(self))


def sign_head(*, now: datetime) -> Head:
    """Give the head of the ledger as it is now, signed with a key that is made from the secret key."""
    head, at = queries.get_head(), canonical.moment(now)
    return Head(head.sequence, head.hash, at, signature_of(head.sequence, head.hash, at))


def read_head(text: str) -> Head:
    """Read a head that was kept elsewhere; one that is not ours is refused."""
    try:
        head = Head(**json.loads(text))
        signature = signature_of(head.sequence, head.hash, head.at)
        is_ours = hmac.compare_digest(signature, head.signature)
    except (TypeError, ValueError) as error:
        raise RuleError(NOT_A_HEAD) from error
    if not is_ours:
        raise RuleError(OTHER_KEY)
    return head


def signature_of(sequence: int, digest: str, at: str) -> str:
    """Sign what a head says."""
    own = hmac.new(db.session.info[KEY], PURPOSE, hashlib.sha256).digest()
    return hmac.new(own, canonical.as_json([sequence, digest, at]), hashlib.sha256).hexdigest()
