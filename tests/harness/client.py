"""A browser that fails the test when a page forgot to commit."""

from collections.abc import Iterable
from contextvars import Context
from typing import Any, NoReturn

from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from app.accounts.models import User
from app.core.db import db

REFUSED = "4"


class Client(FlaskClient):
    """Asks as a real browser does: each request has its own context and session, and sees only what was committed.

    It asks for English unless the test says otherwise, so that tests can name messages as the code does.
    """

    #: Who signed in with it, in the session of the test.
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"

    def run_wsgi_app(
        self,
        environ: dict[str, Any],
        buffered: bool = True,  # noqa: ARG002, FBT001, FBT002 - werkzeug's signature
    ) -> tuple[Iterable[bytes], str, Headers]:
        publish()
        leftovers: list[str] = self.application.extensions["leftovers"]
        leftovers.clear()
        # A stream is read to its end here: its context ends with this call.
        response = Context().run(super().run_wsgi_app, environ, buffered=True)
        look_again()
        if leftovers and response[1] < REFUSED:
            raise AssertionError("The request left uncommitted changes:\n" + "\n".join(leftovers))
        return response

    def __enter__(self) -> NoReturn:
        raise AssertionError("Each request has a context of its own, so there is none to keep open.")


def publish() -> None:
    """Commit what the test itself has built, within its outer transaction, for others to see."""
    if has_app_context():
        db.session.commit()


def look_again() -> None:
    """Have the test read anew what others may have changed."""
    if has_app_context():
        db.session.expire_all()


def watch_for_leftovers(application: Flask) -> None:
    """Note, at the end of each request and before its session is closed, what was not committed."""
    application.test_client_class = Client
    leftovers: list[str] = []
    application.extensions["leftovers"] = leftovers

    @application.teardown_appcontext
    def note(_error: BaseException | None) -> None:
        for session in g.get("_sqlalchemy_sessions", {}).values():
            leftovers.extend(map(repr, (*session.new, *filter(session.is_modified, session.dirty), *session.deleted)))
        watch = application.extensions.get("watch")
        leftovers.extend(watch.uncommitted() if watch else ())
