"""What may be done to the ledger: adding a change, noting a look, sealing, verifying; callers say `audit.record`."""

from app.audit.rules.chain import seal_more
from app.audit.rules.heads import Head, read_head, sign_head
from app.audit.rules.looking import fingerprint, look, write_looks
from app.audit.rules.recording import KEY, QUEUE, Actor, agent_of, record
from app.audit.rules.sealing import SEAL
from app.audit.rules.sessions import init_sessions
from app.audit.rules.values import Change, as_text, changes_of, digest
from app.audit.rules.verifying import Broken, Tally, verify

__all__ = [
    "KEY",
    "QUEUE",
    "SEAL",
    "Actor",
    "Broken",
    "Change",
    "Head",
    "Tally",
    "agent_of",
    "as_text",
    "changes_of",
    "digest",
    "fingerprint",
    "init_sessions",
    "look",
    "read_head",
    "record",
    "seal_more",
    "sign_head",
    "verify",
    "write_looks",
]
