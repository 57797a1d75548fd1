"""Keeping the sources: adding them, describing them, and judging how far they are relied on."""

from datetime import datetime
from typing import IO

from app.accounts.models import User
from app.audit import rules as audit
from app.core.dates import UncertainDate
from app.core.db import db
from app.core.errors import RuleError
from app.core.filestore import FileStore
from app.core.i18n import lazy_ as _l
from app.core.text import clean_line, is_blank, reason_against
from app.sources import queries
from app.sources.models import (
    CONSTRAINT_ERRORS,
    Attachment,
    AttachmentKind,
    Reliability,
    Source,
    SourceKind,
    is_witness,
)

#: What the column of a name takes.
LONGEST_NAME = 300


def chain_of(source: Source) -> list[Source]:
    """List a source, the one that it repeats, the one that this repeats, and so on, each once."""
    chain: list[Source] = []
    following: Source | None = source
    while following is not None and following not in chain:
        chain.append(following)
        following = following.repeats
    return chain


def root_of(source: Source) -> Source:
    """Give the source that is repeated in the end: reposts of one source count once."""
    return chain_of(source)[-1]


def comes_back(source: Source, repeats: Source | None) -> bool:
    """Tell whether a source would repeat itself, directly or through others, if it repeated another."""
    return repeats is not None and source in chain_of(repeats)


def add(
    *,
    name: str,
    kind: SourceKind,
    reliability: Reliability = Reliability.F,
    repeats: Source | None = None,
    published: UncertainDate | None = None,
    address: str | None = None,
    note: str | None = None,
    actor: User | None,
    now: datetime,
) -> Source:
    """Add a source under a name of its own; how far it is relied on cannot be judged (F) until somebody says so."""
    source = Source(
        name=checked_name(name),
        kind=kind,
        reliability=reliability,
        repeats=repeats,
        published=published,
        address=address,
        note=note,
    )
    with CONSTRAINT_ERRORS.savepoint(db.session):
        db.session.add(source)
        audit.record("add source", source, actor=actor, at=now)
    return source


def describe(
    source: Source,
    *,
    name: str,
    address: str | None,
    published: UncertainDate | None,
    note: str | None,
    actor: User | None,
    now: datetime,
) -> None:
    """Change how a source is called and what is noted about it; nothing that is derived rests on it."""
    name = checked_name(name)
    if is_witness(source.name) and name != source.name:
        raise RuleError(_l("This source stands for a witness, who is known by this number alone. Leave it."), "name")
    with CONSTRAINT_ERRORS.savepoint(db.session):
        source.name, source.address, source.published, source.note = name, address, published, note
        audit.record("describe source", source, actor=actor, at=now)


def checked_name(name: str) -> str:
    """Clean a source's name; one that nobody could read, or too long to be kept, is refused."""
    if (reason := reason_against(name)) is not None:
        raise RuleError(reason, "name")
    cleaned = clean_line(name)
    if not cleaned:
        raise RuleError(_l("Enter the name of the source."), "name")
    if len(cleaned) > LONGEST_NAME:
        raise RuleError(_l("Shorten this to at most %(limit)s characters.", limit=LONGEST_NAME), "name")
    return cleaned


def grade(
    source: Source,
    *,
    kind: SourceKind,
    reliability: Reliability,
    repeats: Source | None,
    actor: User | None,
    now: datetime,
) -> None:
    """Change who speaks in a source, how far it is relied on, and whom it repeats: never itself.

    What was derived from it must be derived anew: call it through `custody.rules.regrade`.
    """
    queries.lock(source, repeats)
    if comes_back(source, repeats):
        raise RuleError(
            _l("The source would then repeat itself. Choose the source that said it first, or none."), "repeats_id"
        )
    source.kind, source.reliability, source.repeats = kind, reliability, repeats
    audit.record("grade source", source, actor=actor, at=now)


def choose(
    source_id: int | None, *, named: str | None, kind: SourceKind | None, actor: User | None, now: datetime
) -> Source:
    """Give the source on whose word a form speaks: the chosen one, or the one that was named in its place.

    A name that is known is that source; another is added, and cannot be judged (F) until somebody grades it.
    """
    if not named:
        return queries.get_source(source_id or 0)
    known = queries.find_source_by_name(named)
    if known is not None:
        return known
    if kind is None:
        raise RuleError(_l("Choose who speaks in the new source."), "new_source_kind")
    return add(name=named, kind=kind, actor=actor, now=now)


def attach(
    source: Source,
    stream: IO[bytes],
    *,
    store: FileStore,
    limit: int,
    kind: AttachmentKind,
    title: str,
    actor: User,
    now: datetime,
    file_name: str | None = None,
    is_protected: bool = False,
) -> Attachment:
    """Keep a file with the source that it came with; its bytes say what it is, and some kinds are never kept.

    The file is whole on the disk before any row names it. The ledger holds its digest, and no title or name: these
    may speak of a witness.
    """
    kept = store.take_in(stream, limit=limit)
    if queries.is_attached(source, kept.sha256):
        raise RuleError(_l("This very file is attached to the source already."), "file")
    attachment = Attachment(
        source=source,
        kind=kind,
        title=title,
        file_name=file_name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        is_protected=is_protected,
        uploaded_at=now,
        uploaded_by_id=actor.id,
    )
    db.session.add(attachment)
    told = {
        name: (None, getattr(attachment, name)) for name in ("kind", "media_type", "size", "sha256", "is_protected")
    }
    audit.record("attach file", attachment, actor=actor, at=now, changes={"source_id": (None, source.id), **told})
    db.session.flush()
    return attachment


def retract_attachment(attachment: Attachment, *, reason: str, actor: User, now: datetime) -> None:
    """Take back a file that should never have been attached; it is handed out to nobody any more."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    if attachment.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))
    attachment.retracted_at, attachment.retracted_by_id, attachment.retraction_reason = now, actor.id, reason
    audit.record("retract attachment", attachment, actor=actor, at=now)
    db.session.flush()
