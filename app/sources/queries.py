"""Reading sources."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from app.core.db import db
from app.core.errors import NotFound
from app.core.text import clean_line
from app.names.folding import fold
from app.names.ordering import sort_key
from app.sources.models import Attachment, Reliability, Source, SourceKind, is_witness


def get_source(source_id: int) -> Source:
    """Find a source, or raise NotFound."""
    source = find_source(source_id)
    if source is None:
        raise NotFound
    return source


def find_source(source_id: int | None) -> Source | None:
    """Find the source that a form's choice stands for; no choice is no source."""
    return db.session.get(Source, source_id) if source_id is not None else None


def find_source_by_name(name: str) -> Source | None:
    """Find the source of exactly this name, as it would be kept."""
    return db.session.scalar(select(Source).where(Source.name == clean_line(name)))


def list_sources(
    text: str = "", *, kind: SourceKind | None = None, reliability: Reliability | None = None
) -> list[Source]:
    """List the sources of a kind and grade whose name holds a text, blind to case and apostrophes, by the alphabet."""
    query = select(Source).options(joinedload(Source.repeats)).where(*about(kind, reliability)).order_by(Source.id)
    found = (source for source in db.session.scalars(query) if fold(text) in fold(source.name))
    return sorted(found, key=lambda source: sort_key(source.name))


def about(kind: SourceKind | None, reliability: Reliability | None) -> list[ColumnElement[bool]]:
    """Give the conditions of the list's filter."""
    wanted = ((Source.kind, kind), (Source.reliability, reliability))
    return [column == value for column, value in wanted if value is not None]


def list_repeaters_of(source: Source) -> Sequence[Source]:
    """List the sources that repeat a source directly, newest first."""
    return db.session.scalars(select(Source).where(Source.repeats_id == source.id).order_by(Source.id.desc())).all()


def roots_of_these(sources: Iterable[Source]) -> dict[int, int]:
    """Give the same for sources that were read already: it asks only where some of them repeat another."""
    sources = list(sources)
    if any(source.repeats_id for source in sources):
        return roots_of(source.id for source in sources)
    return {source.id: source.id for source in sources}


def roots_of(source_ids: Iterable[int]) -> dict[int, int]:
    """Give, for some sources, the source that each repeats in the end, in one query: reposts of one count once."""
    source_ids = set(source_ids)
    start = select(Source.id.label("first"), Source.id, Source.repeats_id).where(Source.id.in_(source_ids))
    chain = start.cte("chain", recursive=True)
    further = select(chain.c.first, Source.id, Source.repeats_id).join(Source, Source.id == chain.c.repeats_id)
    chain = chain.union(further)
    ends = select(chain.c.first, chain.c.id).where(chain.c.repeats_id.is_(None)).order_by(chain.c.first)
    return {number: number for number in source_ids} | dict(db.session.execute(ends).all())


def lock(*sources: Source | None) -> None:
    """Let nobody else grade these sources until this transaction ends, and read them as they are now.

    Two people who let two sources repeat each other at the same moment would else make a circle.
    """
    numbers = [source.id for source in sources if source is not None]
    chosen = select(Source).where(Source.id.in_(numbers)).order_by(Source.id).with_for_update()
    db.session.scalars(chosen.execution_options(populate_existing=True)).all()


def get_attachment(attachment_id: int, *, sees_protected: bool) -> Attachment:
    """Find an attachment that stands, or raise NotFound; a protected one is not there for who may not see it."""
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or attachment.retracted_at is not None or (attachment.is_protected and not sees_protected):
        raise NotFound
    return attachment


def list_attachments_of(source_ids: Iterable[int]) -> Sequence[Attachment]:
    """List what is attached to some sources and stands, the newest first, with who attached it."""
    return db.session.scalars(
        select(Attachment)
        .options(joinedload(Attachment.source), joinedload(Attachment.uploaded_by))
        .where(Attachment.source_id.in_(source_ids), Attachment.retracted_at.is_(None))
        .order_by(Attachment.uploaded_at.desc(), Attachment.id.desc())
    ).all()


def is_attached(source: Source, sha256: str) -> bool:
    """Tell whether a file of this content is attached to a source and stands."""
    same = exists().where(
        Attachment.source_id == source.id, Attachment.sha256 == sha256, Attachment.retracted_at.is_(None)
    )
    return bool(db.session.scalar(select(same)))


def list_digests() -> Sequence[str]:
    """List the digests of every file that a row names, retracted ones too, each once."""
    return db.session.scalars(select(Attachment.sha256).distinct().order_by(Attachment.sha256)).all()


def count_attachments_of(source_ids: Iterable[int]) -> dict[int, int]:
    """Count what is attached to each of some sources and stands."""
    counted = select(Attachment.source_id, func.count()).where(
        Attachment.source_id.in_(source_ids), Attachment.retracted_at.is_(None)
    )
    return dict(db.session.execute(counted.group_by(Attachment.source_id)).all())


def list_choices() -> Sequence[tuple[int, str]]:
    """List numbers and names to choose from, newest first: what came in last is what is being entered.

    Those that stand for witnesses are last: they speak on the sheets of their debriefings, and hardly anywhere else.
    """
    found = [
        (one.id, one.name) for one in db.session.execute(select(Source.id, Source.name).order_by(Source.id.desc()))
    ]
    return sorted(found, key=lambda choice: is_witness(choice[1]))
