"""What arrives must be text: bytes in an address or a form that are not UTF-8 would be mangled, and are refused."""

from urllib.parse import unquote_to_bytes

from flask import Flask, request
from werkzeug.exceptions import BadRequest

FORM = "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    """Look at what arrives before anything reads it: Werkzeug makes the text %FF of a byte that it cannot read."""
    app.before_request(refuse_broken_encoding)


def refuse_broken_encoding() -> None:
    """Refuse a request whose address or form holds bytes that nobody could read again."""
    sent = request.get_data() if request.mimetype == FORM else b""
    if not (is_utf8(request.query_string) and is_utf8(sent)):
        raise BadRequest


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
