"""What a browser sent to a server that could not save it: it stays on the error page, to be sent again as it is."""

import re
from dataclasses import dataclass

from flask import request, url_for
from werkzeug.exceptions import HTTPException

#: Fields that are never shown again, not even hidden: whoever sits down next could read them in the page.
SECRET = re.compile(r"password|passphrase|secret|totp|one_time|recovery|(^|_)(pin|confirmation)$", re.IGNORECASE)
#: More than this is left to the browser's own way back: the page would be slower than typing.
MOST_FIELDS, MOST_CHARACTERS = 2_000, 512 * 1024


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: where to, each field in its order, and the names of files, which no page can keep."""

    address: str
    fields: list[tuple[str, str]]
    files: list[str]


def address() -> str | None:
    """Give the address of the present request within the house, or None where it is no page of ours."""
    if request.endpoint is None:
        return None
    query = request.query_string.decode(errors="replace")
    return url_for(request.endpoint, **(request.view_args or {})) + (f"?{query}" if query else "")


def kept() -> Kept | None:
    """Give what was sent, token and key of the form included, so that sending it again makes no second record.

    None where nothing was sent, where a secret is among it, or where it is too much.
    """
    target = address()
    if request.method != "POST" or target is None:
        return None
    try:
        fields = [(name, value) for name, values in request.form.lists() for value in values]
        files = [file.filename for file in request.files.values() if file.filename]
    except HTTPException:
        return None
    return Kept(target, fields, files) if fields and is_keepable(fields) else None


def is_keepable(fields: list[tuple[str, str]]) -> bool:
    """Tell whether fields may be written into a page: no secret, and not too much."""
    size = sum(len(name) + len(value) for name, value in fields)
    has_secret = any(SECRET.search(name) for name, _value in fields)
    return not has_secret and len(fields) <= MOST_FIELDS and size <= MOST_CHARACTERS
