"""The house's own pages: whether it is well, how a typed date is understood, and every error."""

from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core import dates, logs, resending, text
from app.core.db import READING, db, is_unavailable
from app.core.errors import Moved, NotFound
from app.core.forms import understand
from app.core.i18n import _, locale_code
from app.core.i18n import lazy_ as _l
from app.core.numbers import request_number

bp = Blueprint("core", __name__)

#: Seconds after which a browser or a program may ask again when the database was busy.
RETRY_AFTER = "5"

#: What each error page says: its title, and what to do.
ERRORS = {
    400: (
        _l("This request cannot be read"),
        _l("Go back, reload the page and send it again. Nothing was saved."),
    ),
    401: (
        _l("You are not signed in"),
        _l("Sign in and try again."),
    ),
    403: (
        _l("You have no right to this page"),
        _l("If your work needs it, ask the administrator for another role."),
    ),
    404: (
        _l("There is nothing at this address"),
        _l("Check the address or the number, or find the record through the list."),
    ),
    405: (
        _l("This address does not take such a request"),
        _l("Go to the page itself and use its buttons."),
    ),
    413: (
        _l("This is too large to be taken in"),
        _l("Go back, shorten what you are sending, and send it again. Nothing was saved."),
    ),
    500: (
        _l("An error on our side"),
        _l("Nothing was saved. Go back and try again; if it happens again, report it with the number below."),
    ),
    503: (
        _l("The database does not answer"),
        _l("Nothing was saved. Wait a moment, go back and send it again."),
    ),
}
#: The sentence of a 503 where what was sent stands on the page.
KEPT = _l("Nothing was saved yet, and nothing that you entered is lost. Wait a moment and send it again from here.")
#: The sentence where a page was only asked for.
ASK_AGAIN = _l("Nothing is wrong with what you asked for. Wait a moment and try again.")


@bp.get("/health")
def health() -> ResponseReturnValue:
    """Say that pages and database answer, for whatever watches over the server."""
    answer_of_database()
    return Response("ok", mimetype="text/plain")


def answer_of_database() -> None:
    """Ask the database for nothing but an answer."""
    db.session.execute(sa.text("SELECT 1"))


@bp.get("/dates/echo")
def echo_date() -> ResponseReturnValue:
    """Say how a date in a form's field is understood; the argument `field` names the field."""
    typed = request.args.get(request.args.get("field", "text"), "")
    return render_template("core/date_echo.html", **understood(typed, long_ago="long_ago" in request.args))


def understood(typed: str, *, long_ago: bool) -> dict[str, str]:
    """Give the echo of a date, or the sentence that refuses it."""
    if text.is_blank(typed):
        return {}
    if (reason := text.reason_against(typed)) is not None:
        return {"refusal": str(reason)}
    try:
        return {"echo": dates.echo(understand(text.clean_line(typed), long_ago=long_ago), locale_code())}
    except dates.DateError as error:
        return {"refusal": str(error)}


@bp.after_app_request
def show_number(response: Response) -> Response:
    """Tell the number of the request in its response."""
    response.headers["X-Request-Id"] = request_number()
    return response


def error_page(status: int, sentence: object = None, **parts: object) -> tuple[str, int]:
    """Show an error with a plain sentence and the request's number, and never with a trace."""
    title, usual = ERRORS.get(status, ERRORS[400 if status < 500 else 500])  # noqa: PLR2004 - where our own errors begin
    page = render_template("error.html", title=title, text=sentence or usual, request_id=request_number(), **parts)
    return page, status


@bp.app_errorhandler(HTTPException)
def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show what the web server's side refuses; redirects and ready-made responses pass as they are."""
    if error.code is None or error.code < 400 or error.response is not None:  # noqa: PLR2004 - where errors begin
        return error.get_response()
    page, status = error_page(error.code, getattr(error, "sentence", None))
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return page, status, kept


@bp.app_errorhandler(SecurityError)
def refuse_host(_error: SecurityError) -> ResponseReturnValue:
    """Refuse a foreign host name in plain text: no page can be drawn when no address can be built."""
    return Response(_("This address is not served here."), status=400, mimetype="text/plain")


@bp.app_errorhandler(NotFound)
def show_not_found(_error: NotFound) -> ResponseReturnValue:
    """Show that nothing is stored under a number."""
    return error_page(404)


@bp.app_errorhandler(Moved)
def lead_on(error: Moved) -> ResponseReturnValue:
    """Lead to the same page of what is kept: a page with its filters by 301, what was sent with all of it by 308."""
    address = url_for(request.endpoint or "", **{**(request.view_args or {}), "ref": error.ref})
    asked = urlencode([*request.args.items(multi=True)])
    return redirect(f"{address}?{asked}" if asked else address, 301 if request.method in READING else 308)


@bp.app_errorhandler(SQLAlchemyError)
def show_database_failure(error: SQLAlchemyError) -> ResponseReturnValue:
    """Ask for patience when the database is locked, full or away; nothing is half saved, and what was sent is kept."""
    if not is_unavailable(error):
        return show_failure(error)
    logs.log_outage(error, endpoint=request.endpoint)
    return *busy_page(), {"Retry-After": RETRY_AFTER}


def busy_page() -> tuple[str, int]:
    """Show what was sent with a button to send it again; it is drawn without asking the database for anything."""
    kept = resending.kept()
    if kept is not None:
        return page_without_user(503, KEPT, kept=kept)
    if request.method in {"GET", "HEAD"}:
        return page_without_user(503, ASK_AGAIN, again=resending.address())
    return page_without_user(503)


@bp.app_errorhandler(Exception)
def show_failure(error: Exception) -> ResponseReturnValue:
    """Show an error of ours; developers and tests get the error itself."""
    if current_app.testing or current_app.debug:
        raise error
    logs.log_error("error", error, endpoint=request.endpoint)
    return page_without_user(500)


def page_without_user(status: int, sentence: object = None, **parts: object) -> tuple[str, int]:
    """Show an error without asking who is signed in: the database may be what failed.

    Where the page itself is what fails, a line of plain text stands for it.
    """
    g.former_user, g.user = g.get("user"), None
    try:
        return error_page(status, sentence, **parts)
    except Exception as error:  # noqa: BLE001 - after an error there is nobody left to raise another to
        logs.log_error("the error page failed", error, endpoint=request.endpoint)
        return f"{escape(sentence or ERRORS[status][1])} {request_number()}", status
