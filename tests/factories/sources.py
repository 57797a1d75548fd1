"""Factories of sources and of the files that came with them; an attachment's content is not there."""

from datetime import UTC, datetime

import factory

from app.core.media import MediaType
from app.sources.models import Attachment, AttachmentKind, Reliability, Source, SourceKind
from tests.factories.base import ModelFactory


class SourceFactory(ModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda number: f"Вигадане джерело {number}")
    kind = SourceKind.WITNESS
    reliability = Reliability.C


class AttachmentFactory(ModelFactory):
    class Meta:
        model = Attachment

    source = factory.SubFactory(SourceFactory)
    kind = AttachmentKind.SCAN
    title = factory.Sequence(lambda number: f"Вигаданий аркуш {number}")
    media_type = MediaType.PDF
    size = 12
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    uploaded_at = datetime(2026, 1, 1, 8, tzinfo=UTC)
