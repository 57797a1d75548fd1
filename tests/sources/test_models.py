"""How sources show in logs: without what may be personal."""

from app.sources.models import Reliability, Source, SourceKind


def test_a_source_shows_no_name() -> None:
    source = Source(id=7, name="Лист матері", kind=SourceKind.FAMILY, reliability=Reliability.B)
    assert repr(source) == "<Source 7 family B>"
