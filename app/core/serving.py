"""The server: waitress, which reads a request whole before it costs a thread."""

from flask import Flask
from waitress.server import create_server

from config import Settings

THREADS = 8
#: Beyond this a body is cut off while it arrives; a form's own, smaller limit is answered by a page.
LARGEST_BODY = 64 * 1024 * 1024


def serve(app: Flask, settings: Settings) -> None:
    """Serve the pages until the process is asked to stop; the address is the settings'."""
    server = create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=settings.proxies == 0,
    )
    server.run()
