"""The server: waitress, which reads a request whole before it costs a thread."""

from flask import Flask
from waitress.server import create_server

from config import ConfigError, Settings, name_of

THREADS = 8
#: Beyond this a body is cut off while it arrives; a form's own, smaller limit is answered by a page.
LARGEST_BODY = 64 * 1024 * 1024


def serve(app: Flask, settings: Settings) -> None:
    """Serve the pages until the process is asked to stop; an address that cannot be had names its settings."""
    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=settings.proxies == 0,
        )
    except (OSError, ValueError) as error:
        names = " and ".join(map(name_of, ("host", "port")))
        raise ConfigError({names: f"give an address that this machine cannot serve at: {error}"}) from error
    server.run()
