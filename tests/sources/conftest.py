"""Files of a test go to a folder of its own."""

from pathlib import Path

import pytest
from flask import Flask

from app.core.filestore import FileStore
from config import Settings


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> FileStore:
    """The folder in which the application keeps files while the test runs."""
    settings: Settings = app.extensions["settings"]
    folder = tmp_path / "attachments"
    app.extensions["settings"] = settings.model_copy(
        update={"attachments_folder": folder, "max_attachment_bytes": 100_000, "max_form_bytes": 20_000}
    )
    return FileStore(folder)
