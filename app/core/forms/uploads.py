"""The field of a form that takes a file."""

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import wtforms
from flask import request

from app.core import text
from app.core.forms.texts import LINE_LENGTH


class UploadField(wtforms.FileField):
    """One file, as it came; None when none was chosen. What it is, its bytes say, not its name."""

    #: The file, or None.
    data: Any

    def process_formdata(self, valuelist: list[object]) -> None:  # noqa: ARG002 - a file is no answer of the form
        """Take the file that was sent under the field's name."""
        sent = request.files.get(self.name)
        self.data = sent if sent is not None and sent.filename else None

    @property
    def file_name(self) -> str | None:
        """Give what the file was called where it came from: no folders, and nothing that misleads a reader."""
        return plain_name(self.data.filename or "") if self.data is not None else None


def plain_name(sent: str) -> str | None:
    """Keep of a file's name what a reader may be shown: no folders, no control marks, none that turn the direction.

    >>> plain_name("C:/Users/olena/лист" + chr(0x202E) + "gpj.exe")
    'листgpj.exe'
    """
    name = PureWindowsPath(PurePosixPath(sent).name).name
    kept = "".join(character for character in name if text.reason_against(character) is None)
    return text.clean_line(kept)[-LINE_LENGTH:] or None
