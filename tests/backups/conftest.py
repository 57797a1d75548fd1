"""The fixtures of the tests of backups."""

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result
from flask_babel import force_locale

from app.audit import rules as audit
from app.backups import rules
from app.cli import root
from app.core.db import db
from app.core.filestore import FileStore
from app.sources.models import Source, SourceKind
from config import Settings
from tests.backups.offices import NAME, Obmin, Office, programs, put
from tests.harness.databases import Database, Databases, application_on


@pytest.fixture
def office(database: Database, databases: Databases, tmp_path: Path) -> Iterator[Office]:
    """An office with a few records and two files."""
    with (
        databases.migrated(database.kind) as url,
        application_on(url) as application,
        application.app_context(),
        force_locale("en"),
    ):
        for number in range(30):
            source = Source(name=f"{NAME} {number}\n\\\t", kind=SourceKind.WITNESS)
            db.session.add(source)
            db.session.flush()
            audit.record("add source", source, actor=None, agent="test")
        db.session.commit()
        files = FileStore(tmp_path / "files")
        put(files, b"a" * 100_000)
        put(files, b"b")
        yield Office(rules.Place(url, files, programs()), application, pyrage.x25519.Identity.generate(), tmp_path)


@pytest.fixture
def empty(database: Database, databases: Databases) -> Iterator[str]:
    """The address of a database of the same kind in which there is nothing."""
    with databases.empty(database.kind) as url:
        yield url


@pytest.fixture
def obmin(office: Office) -> Obmin:
    """Give a function that runs a command in the office; what is named in capitals is a setting, or a variable."""
    settings: Settings = office.application.extensions["settings"]
    usual = {
        "attachments_folder": office.place.files.folder,
        "postgresql_programs": office.place.programs.folder,
    }

    def run(*words: object, **more: str) -> Result:
        changed = {name.removeprefix("OBMIN_").lower(): value for name, value in more.items()}
        kept = {name: value for name, value in changed.items() if name in type(settings).model_fields}
        office.application.extensions["settings"] = type(settings)(**settings.model_dump() | usual | kept)
        arguments = [str(word) for word in words]
        return CliRunner().invoke(root, arguments, obj=office.application, env=more, catch_exceptions=False)

    return run
