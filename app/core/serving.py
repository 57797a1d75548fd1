"""The server: waitress, which reads a request whole before it costs a thread."""

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, ServerNotImplemented

from app.core import headers, logs
from app.core.db import kept_open
from app.core.numbers import new_number
from config import ConfigError, Settings, name_of

THREADS = 8
#: Beyond this a body is cut off while it arrives; a form's own, smaller limit is answered by a page.
LARGEST_BODY = 64 * 1024 * 1024
#: What of an answer waits here for a slow browser before whoever makes it waits, too. Beyond a megabyte waitress would
#: put it into a temporary file, and an export is personal data.
WAITING_BYTES = 512 * 1024
#: Seconds after which a browser that sends nothing more is let go.
PATIENCE = 60
#: Open connections; many browsers that never finish what they send must not keep others out.
CONNECTIONS = 500


class Refusal(ErrorTask):
    """What waitress answers itself: a request that is none. It gets our headers, a number and a line in the log.

    An encoding that nobody asked for is the sender's mistake, not ours.
    """

    def execute(self) -> None:
        """Answer in plain text, without the words that were sent."""
        error, number = self.request.error, new_number()
        if isinstance(error, ServerNotImplemented):
            error = BadRequest("")
        logs.log.warning("refused by the server", extra={"status": error.code, "answer": number})
        body = f"{error.reason}\r\n\r\nIf you report this, give the number {number}.\r\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(headers.HEADERS.items())
        self.response_headers.extend([("Content-Type", "text/plain; charset=utf-8"), ("X-Request-Id", number)])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """One browser's connection."""

    error_task_class = Refusal


def serve(app: Flask, settings: Settings) -> None:
    """Serve the pages until the process is asked to stop; an address that cannot be had names its settings."""
    logs.configure(settings)
    sockets: dict[int, object] = {}
    try:
        server = create_server(app, map=sockets, **options(settings))
    except (OSError, ValueError) as error:
        names = " and ".join(map(name_of, ("host", "port")))
        raise ConfigError({names: f"give an address that this machine cannot serve at: {error}"}) from error
    for listener in sockets.values():
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = Channel
    with app.app_context(), kept_open():
        server.run()


def options(settings: Settings) -> dict[str, object]:
    """Say to waitress what the settings mean to it."""
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": THREADS,
        "ident": None,
        "max_request_body_size": LARGEST_BODY,
        "outbuf_high_watermark": WAITING_BYTES,
        "channel_timeout": PATIENCE,
        "connection_limit": CONNECTIONS,
        "clear_untrusted_proxy_headers": settings.proxies == 0,
    }
