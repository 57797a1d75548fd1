"""The register of exports: what is written down before a file leaves, and after."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.errors import NotFound
from app.reports import queries, rules
from app.reports.models import Export, Profile

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)


def begun(actor: object = None) -> Export:
    filters = {"status": ["in_captivity"], "side": ["ukr"]}
    return rules.begin_export("register", filters, actor=actor, now=NOW, profile=Profile.INTERNAL)  # type: ignore[arg-type]


class TestBeginExport:
    def test_writes_down_what_leaves_and_who_takes_it(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        export = begun(user)
        session.commit()
        assert (export.report, export.profile, export.format) == ("register", Profile.INTERNAL, "csv")
        assert export.filters == {"status": ["in_captivity"], "side": ["ukr"]}
        assert (export.exported_by, export.started_at, export.finished_at) == (user, NOW, None)

    def test_enters_the_ledger(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        export = begun(user)
        session.commit()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
        assert (entry.subject_type, entry.subject_id, entry.actor_id) == ("exports", export.id, user.id)

    @pytest.mark.usefixtures("session")
    def test_may_be_done_by_a_command(self, session: Session) -> None:
        begun(None)
        session.commit()
        assert session.scalars(select(AuditEntry)).one().agent is not None


class TestFinishExport:
    def test_writes_down_how_much_left(self, session: Session, factories: SimpleNamespace) -> None:
        export = factories.export()
        rules.finish_export(export, rows=12, sha256="ab" * 32, actor=export.exported_by, now=NOW + timedelta(minutes=1))
        session.commit()
        assert (export.rows, export.sha256) == (12, "ab" * 32)
        assert export.finished_at == NOW + timedelta(minutes=1)

    def test_a_finished_export_has_a_digest(self, session: Session, factories: SimpleNamespace) -> None:
        export = factories.export()
        export.finished_at = NOW
        with pytest.raises(IntegrityError):
            session.flush()

    def test_an_export_is_named_without_its_filter(self, factories: SimpleNamespace) -> None:
        export = factories.export(filters={"text": ["Вигаданий"]})
        assert repr(export) == f"<Export {export.id} register>"


@pytest.mark.usefixtures("session")
def test_an_export_that_there_is_not_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.get_export(1)
