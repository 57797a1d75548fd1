"""The log: one line a request and one an error, each a JSON object, and never a value that somebody typed.

What is logged of a request is its endpoint and rule, not its address; of an error its kind and its places, not its
message. Other libraries' lines go through the same: of them only the words stay that stand in their source.
"""

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
import structlog
from flask import Flask, Response, g, has_request_context, request
from sqlalchemy.exc import DBAPIError
from structlog.typing import EventDict, WrappedLogger

from app.core.numbers import request_number
from config import Settings

#: The logger of our own lines: their text is ours, and what they say besides stands in FIELDS.
OURS = "obmin"
FIELDS = ("endpoint", "rule", "method", "status", "ms", "user_id", "kind", "state", "at", "causes", "answer")
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
#: Of another library's finished sentence, what stands before the first path, number or quotation.
PLAIN = re.compile(r"[A-Za-z ,.-]{0,60}")
#: Error, then where it was raised: enough to find the line, and nothing that was in a variable.
DEEPEST = 20

log = logging.getLogger(OURS)


def configure(settings: Settings) -> None:
    """Send every line of this process, ours and the libraries', to its error output in the form of the settings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings.log_format))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda _kind, error, _trace: log_error("the process ended", error)
    threading.excepthook = lambda failed: log_error("a thread ended", failed.exc_value)


def formatter(form: str) -> logging.Formatter:
    """Make the formatter of a form, "json" or "console"."""
    render = structlog.processors.JSONRenderer() if form == "json" else render_for_console
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            add_fields,
            without_values,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        use_get_message=False,
        pass_foreign_args=True,
    )


def add_fields(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Add the number of the request, and what one of our own lines says besides its words."""
    record: logging.LogRecord = line["_record"]
    if has_request_context():
        line["request_id"] = request_number()
    if record.name == OURS:
        line.update({name: vars(record)[name] for name in FIELDS if name in vars(record)})
    return line


def without_values(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Leave of another library's line what stands in its source, and of an error its kind and its places.

    The words of a line that is put together from arguments are those of its pattern.
    """
    record: logging.LogRecord = line["_record"]
    values = line.pop("positional_args", ())
    if record.name != OURS and not values and (found := PLAIN.match(line["event"])):
        line["event"] = found[0].strip()
    failure = line.pop("exc_info", None)
    line.pop("stack_info", None)
    if failure and failure[1] is not None:
        line.update(described(failure[1]))
    return line


def render_for_console(_logger: WrappedLogger, _method: str, line: EventDict) -> str:
    """Write a line for a developer's eyes; what is not plain text is escaped as in JSON."""
    words = [str(line.pop(name, "")) for name in ("timestamp", "level", "event")]
    return " ".join([*map(escaped, words), *(f"{name}={json.dumps(value)}" for name, value in line.items())])


def escaped(words: str) -> str:
    """Escape line ends, control characters and whatever turns the direction of writing, as JSON does."""
    return json.dumps(words)[1:-1]


def described(error: BaseException) -> dict[str, Any]:
    """Say of an error what holds no value: its kind, the database's code for it, where it was raised, its causes."""
    line: dict[str, Any] = {"kind": type(error).__name__, "at": places(error)}
    if isinstance(error, DBAPIError):
        line["state"] = state_of(error.orig)
    if causes := [type(cause).__name__ for cause in causes_of(error)]:
        line["causes"] = causes
    return line


def places(error: BaseException) -> list[str]:
    """List the places that an error came through, the innermost last: file, line and function."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """Give the errors that an error came from, the nearest first."""
    cause = error.__cause__ or error.__context__
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def state_of(error: BaseException | None) -> str | None:
    """Give the code under which a database's driver files an error."""
    return getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)


def log_error(words: str, error: BaseException | None, **fields: object) -> None:
    """Write down an error, with its places and without its message: that may hold a name or another value."""
    log.error(words, extra=fields | ({} if error is None else described(error)))


def log_outage(error: BaseException, **fields: object) -> None:
    """Write down that the database did not answer, briefly: it happens to every request until it is over."""
    state = state_of(getattr(error, "orig", None))
    log.warning("the database does not answer", extra=fields | {"kind": type(error).__name__, "state": state})


def init_app(app: Flask) -> None:
    """Write one line for each request when its response is ready; call it before anything else sets hooks.

    What is set first at the end of a request is done last, so that no other hook changes the status after it.
    """
    app.before_request(start_clock)
    app.after_request(log_request)


def start_clock() -> None:
    """Note when a request began."""
    g.began = time.perf_counter()


def log_request(response: Response) -> Response:
    """Write the line of a request."""
    log.info(
        "request",
        extra={
            "endpoint": request.endpoint,
            "rule": request.url_rule.rule if request.url_rule else None,
            "method": request.method if request.method in METHODS else "other",
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            "user_id": user_id(),
        },
    )
    return response


def user_id() -> int | None:
    """Give the id of who made the request, from memory: the database may be away, and is not asked for a line."""
    user = g.get("user") or g.get("former_user")
    identity = sa.inspect(user).identity if user is not None else None
    return identity[0] if identity else None
