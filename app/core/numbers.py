"""The number of a request, under which its response, its error page and the log speak of it."""

import secrets

from flask import g


def new_number() -> str:
    """Make a number that no other request has."""
    return secrets.token_hex(8)


def request_number() -> str:
    """Give the number of the present request."""
    if "request_number" not in g:
        g.request_number = new_number()
    return str(g.request_number)
