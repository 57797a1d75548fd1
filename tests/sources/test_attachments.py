"""Files that came with sources: taken in whole, handed out to who may, under no name of anybody."""

import errno
import hashlib
import io
import os
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.audit.models import AccessEntry, AuditEntry
from app.core import clock, filestore, media
from app.core.errors import RuleError
from app.core.filestore import FileStore
from app.core.media import MediaType
from app.sources import queries, rules
from app.sources.models import Attachment, AttachmentKind, Source
from tests.core import pictures
from tests.harness.client import Client

LETTER = pictures.pdf()


@pytest.fixture
def analyst(sign_in: Callable[..., Client], store: FileStore) -> Client:  # noqa: ARG001 - files go there
    return sign_in(Role.ANALYST)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


def send(client: Client, source: Source, content: bytes = LETTER, name: str = "лист.pdf", **typed: str) -> TestResponse:
    answers = {"title": "Лист, арк. 1", "kind": "letter", **typed}
    return client.post(
        f"/sources/{source.id}/attachments/new", data={**answers, "file": (io.BytesIO(content), name, "text/html")}
    )


def only(session: Session) -> Attachment:
    return session.scalars(select(Attachment)).one()


class TestTakingIn:
    def test_a_file_is_kept_as_it_came(
        self, analyst: Client, source: Source, session: Session, store: FileStore
    ) -> None:
        response = send(analyst, source)
        kept = only(session)
        assert (response.status_code, response.location) == (303, f"/sources/{source.id}")
        assert (kept.source, kept.kind, kept.title) == (source, AttachmentKind.LETTER, "Лист, арк. 1")
        assert (kept.media_type, kept.size, kept.sha256) == (
            MediaType.PDF,
            len(LETTER),
            hashlib.sha256(LETTER).hexdigest(),
        )
        assert (kept.file_name, kept.is_protected, kept.uploaded_by) == ("лист.pdf", False, analyst.user)
        assert store.path_of(kept.sha256).read_bytes() == LETTER

    def test_neither_its_name_nor_the_browser_says_what_it_is(
        self, analyst: Client, source: Source, session: Session
    ) -> None:
        send(analyst, source, pictures.png(), name="letter.pdf")
        assert only(session).media_type is MediaType.PNG

    @pytest.mark.parametrize(
        ("name", "kept"),
        [("../../etc/passwd", "passwd"), ("C:/scans/лист.pdf", "лист.pdf"), ("лист\u202efdp.exe", "листfdp.exe")],
    )
    def test_of_its_name_only_the_end_is_noted(
        self, analyst: Client, source: Source, session: Session, name: str, kept: str
    ) -> None:
        send(analyst, source, name=name)
        assert only(session).file_name == kept

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", media.EMPTY),
            (pictures.archive(), media.REFUSED),
            (b"<script>alert(1)</script>", media.REFUSED),
            (pictures.jpeg(rest=pictures.archive()), media.TWO_IN_ONE),
            (pictures.png(width=100_000, height=100_000), media.TOO_MANY_PIXELS),
        ],
    )
    def test_what_is_refused_is_told_and_leaves_nothing(
        self, analyst: Client, source: Source, *, session: Session, store: FileStore, content: bytes, sentence: object
    ) -> None:
        response = send(analyst, source, content, name="photo.jpg")
        assert response.status_code == 422
        assert str(sentence) in response.text
        assert "Лист, арк. 1" in response.text
        assert session.scalars(select(Attachment)).all() == []
        assert not store.folder.exists() or list(store.names()) == []

    def test_a_file_is_asked_for(self, analyst: Client, source: Source) -> None:
        response = analyst.post(f"/sources/{source.id}/attachments/new", data={"title": "Лист", "kind": "letter"})
        assert response.status_code == 422
        assert "Choose a file." in response.text

    def test_a_file_larger_than_a_form_is_taken_and_one_beyond_the_limit_refused(
        self, analyst: Client, source: Source, session: Session
    ) -> None:
        analyst.application.config["MAX_CONTENT_LENGTH"] = 20_000
        assert send(analyst, source, pictures.pdf(b"x" * 90_000)).status_code == 303
        response = send(analyst, source, pictures.pdf(b"x" * 110_000))
        assert response.status_code == 422
        assert "This file is larger than" in response.text
        assert send(analyst, source, pictures.pdf(b"x" * 200_000)).status_code == 413
        assert only(session).size > 90_000

    def test_no_other_form_takes_as_much(self, analyst: Client) -> None:
        analyst.application.config["MAX_CONTENT_LENGTH"] = 20_000
        sent = analyst.post("/sources/new", data={"name": "x" * 30_000}, content_type="multipart/form-data")
        assert sent.status_code == 413

    def test_the_same_file_is_attached_once_to_a_source(
        self, analyst: Client, source: Source, factories: SimpleNamespace, store: FileStore
    ) -> None:
        other = factories.source()
        assert send(analyst, source).status_code == 303
        again = send(analyst, source, title="Ще раз")
        assert again.status_code == 422
        assert "attached to the source already" in again.text
        assert send(analyst, other).status_code == 303
        assert len(list(store.names())) == 1

    def test_a_full_disk_is_told_and_leaves_nothing(
        self, analyst: Client, source: Source, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        response = send(analyst, source)
        assert response.status_code == 422
        assert str(filestore.NOT_STORED) in response.text
        assert session.scalars(select(Attachment)).all() == []

    def test_the_ledger_holds_its_digest_and_no_name(self, analyst: Client, source: Source, session: Session) -> None:
        send(analyst, source)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "attach file")).one()
        values = {value.field: value.after for value in entry.values}
        assert values["sha256"] == only(session).sha256
        assert not {"title", "file_name"} & set(values)


class TestHandingOut:
    @pytest.fixture
    def kept(self, analyst: Client, source: Source, session: Session) -> Attachment:
        send(analyst, source)
        return only(session)

    def test_it_is_bytes_to_be_saved_under_its_number(self, analyst: Client, kept: Attachment) -> None:
        response = analyst.get(f"/attachments/{kept.id}/file")
        assert (response.status_code, response.data) == (200, LETTER)
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"] == f"attachment; filename=attachment-{kept.id:06d}.pdf"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]

    def test_each_time_is_noted(self, analyst: Client, kept: Attachment, session: Session) -> None:
        analyst.get(f"/attachments/{kept.id}/file")
        looks = select(AccessEntry).where(AccessEntry.action == "download attachment")
        look = session.scalars(looks).one()
        assert (look.actor_id, look.subject_type, look.subject_id) == (analyst.user.id, "attachments", kept.id)

    @pytest.mark.parametrize(("role", "status"), [("viewer", 200), ("administrator", 403), ("auditor", 403)])
    def test_only_readers_get_it(
        self, sign_in: Callable[..., Client], kept: Attachment, role: str, status: int
    ) -> None:
        assert sign_in(role).get(f"/attachments/{kept.id}/file").status_code == status

    def test_a_protected_one_is_only_there_for_those_who_may_see_witnesses(
        self, sign_in: Callable[..., Client], kept: Attachment, session: Session, source: Source
    ) -> None:
        kept.is_protected = True
        session.commit()
        answers = {}
        for role in ("viewer", "analyst", "supervisor"):
            client = sign_in(role)
            page = client.get(f"/sources/{source.id}").text
            answers[role] = (client.get(f"/attachments/{kept.id}/file").status_code, kept.title in page)
        assert answers == {"viewer": (404, False), "analyst": (404, False), "supervisor": (200, True)}

    def test_one_whose_file_is_gone_is_not_there(self, analyst: Client, kept: Attachment, store: FileStore) -> None:
        store.path_of(kept.sha256).unlink()
        assert analyst.get(f"/attachments/{kept.id}/file").status_code == 404

    @pytest.mark.parametrize("number", ["7", "99999999999999999999"])
    def test_there_is_none_under_another_number(self, analyst: Client, number: str) -> None:
        assert analyst.get(f"/attachments/{number}/file").status_code == 404


class TestRetracting:
    def test_a_retracted_one_is_handed_out_no_more(
        self, sign_in: Callable[..., Client], factories: SimpleNamespace, session: Session
    ) -> None:
        attachment = factories.attachment()
        supervisor = sign_in(Role.SUPERVISOR)
        assert attachment.title in supervisor.get(f"/attachments/{attachment.id}/retract").text
        response = supervisor.post(f"/attachments/{attachment.id}/retract", data={"reason": "Не той аркуш"})
        session.refresh(attachment)
        assert response.location == f"/sources/{attachment.source_id}"
        assert (attachment.retraction_reason, attachment.retracted_by_id) == ("Не той аркуш", supervisor.user.id)
        assert supervisor.get(f"/attachments/{attachment.id}/file").status_code == 404
        assert queries.list_attachments_of([attachment.source_id]) == []

    def test_it_needs_a_reason(self, sign_in: Callable[..., Client], factories: SimpleNamespace) -> None:
        attachment = factories.attachment()
        response = sign_in(Role.SUPERVISOR).post(f"/attachments/{attachment.id}/retract", data={"reason": " "})
        assert response.status_code == 422
        assert "Say why this is retracted." in response.text


class TestCheck:
    @pytest.fixture
    def kept(self, store: FileStore, factories: SimpleNamespace) -> Attachment:
        found = store.take_in(io.BytesIO(LETTER), limit=10_000)
        made: Attachment = factories.attachment(sha256=found.sha256, size=found.size)
        return made

    @pytest.mark.usefixtures("kept")
    def test_all_is_well(self, obmin: Callable[..., Result]) -> None:
        ended = obmin("attachments", "check")
        assert (ended.exit_code, ended.stdout) == (0, "")
        assert "1" in ended.stderr

    def test_a_damaged_file_is_named(self, obmin: Callable[..., Result], store: FileStore, kept: Attachment) -> None:
        store.path_of(kept.sha256).write_bytes(b"x")
        ended = obmin("attachments", "check")
        assert (ended.exit_code, ended.stdout) == (1, f"damaged\t{kept.sha256}\n")

    def test_a_missing_file_is_named(self, obmin: Callable[..., Result], store: FileStore, kept: Attachment) -> None:
        store.path_of(kept.sha256).unlink()
        ended = obmin("attachments", "check")
        assert (ended.exit_code, ended.stdout) == (1, f"missing\t{kept.sha256}\n")

    @pytest.mark.usefixtures("kept")
    def test_what_no_record_names_is_listed_and_swept_when_it_is_old(
        self, obmin: Callable[..., Result], store: FileStore
    ) -> None:
        orphan = store.path_of(store.take_in(io.BytesIO(pictures.png()), limit=10_000).sha256)
        assert obmin("attachments", "check").stdout == f"unnamed\t{orphan.name}\n"
        assert obmin("attachments", "check", "--sweep").stdout == f"unnamed\t{orphan.name}\n"
        long_ago = (clock.now() - timedelta(hours=2)).timestamp()
        os.utime(orphan, (long_ago, long_ago))
        ended = obmin("attachments", "check", "--sweep")
        assert (ended.exit_code, ended.stdout) == (0, f"removed\t{orphan.name}\n")
        assert not orphan.exists()


class TestTheRule:
    def test_retracts_once_and_with_a_reason(self, factories: SimpleNamespace) -> None:
        attachment, actor = factories.attachment(), factories.user()
        with pytest.raises(RuleError, match="Say why"):
            rules.retract_attachment(attachment, reason=" ", actor=actor, now=clock.now())
        rules.retract_attachment(attachment, reason="не той", actor=actor, now=clock.now())
        with pytest.raises(RuleError, match="already"):
            rules.retract_attachment(attachment, reason="не той", actor=actor, now=clock.now())

    def test_a_model_names_itself_by_numbers(self, factories: SimpleNamespace) -> None:
        attachment = factories.attachment(title="Лист Хоми")
        assert repr(attachment) == f"<Attachment {attachment.id} of {attachment.source_id}>"
