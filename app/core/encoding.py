"""What arrives must be text: bytes that are not UTF-8, and characters that no record keeps, are refused at the door."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from app.core import text

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
#: What Werkzeug makes of a byte that it cannot read, in a path and in the parts of a form that holds files.
LOST = "\ufffd"


class Unreadable(BadRequest):
    """A request that holds what cannot be read; its sentence says what."""

    def __init__(self, sentence: object) -> None:
        super().__init__()
        self.sentence = sentence


def init_app(app: Flask) -> None:
    """Look at what arrives before anything reads it: Werkzeug makes the text %FF of a byte that it cannot read."""
    app.before_request(refuse_broken_encoding)
    app.before_request(refuse_control_characters)


def refuse_broken_encoding() -> None:
    """Refuse a request whose address or form holds bytes that nobody could read again."""
    sent = request.get_data() if request.mimetype == FORM else b""
    is_readable = is_utf8(request.query_string) and is_utf8(sent) and LOST not in request.path
    if not is_readable or any(LOST in word for word in parts()):
        raise BadRequest


def parts() -> Iterator[str]:
    """Give what a form with files says in its parts, which are read as they come: names, answers, names of files."""
    if request.mimetype != MULTIPART:
        return iter(())
    answers = ((name, value) for name, value in request.form.items(multi=True))
    files = ((name, file.filename or "") for name, file in request.files.items(multi=True))
    return chain.from_iterable(chain(answers, files))


def refuse_control_characters() -> None:
    """Refuse an address or a name that holds what no record holds, and say what; of an answer, its form says it."""
    for word in chain([request.path], request.args, request.form):
        if (reason := text.reason_against(word)) is not None:
            raise Unreadable(reason)


def is_utf8(encoded: bytes) -> bool:
    """Tell whether what was sent is UTF-8, once its percent signs are resolved.

    >>> is_utf8(b"surname=%D0%86"), is_utf8(b"surname=%FF")
    (True, False)
    """
    try:
        unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError:
        return False
    return True
