"""What every response tells the browser to refuse, whatever page, file or error it is."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

from config import Settings

#: Nothing is loaded, framed or sent but from and to ourselves, and nothing inline is run or styled.
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
UNUSED_FEATURES = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Cache-Control": "no-store",
}
#: Two years, as browsers' preload lists ask for.
TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
#: A file whose address carries its digest never changes; others are looked at again after a day.
DIGEST_ARGUMENT = "v"
CACHED_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
CACHED_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}
#: On signing out: what the browser kept for this address is not for whoever sits down next.
SIGNED_OUT = {"Clear-Site-Data": '"cookies", "cache", "storage"'}


def init_app(app: Flask, settings: Settings) -> None:
    """Put the headers on every response, and a digest into the address of every static file."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        transport = TRANSPORT if settings.cookie_secure or request.is_secure else {}
        response.headers.update(HEADERS | transport | caching(response))
        return response

    @app.url_defaults
    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (digest := digest_of(Path(str(app.static_folder)) / values["filename"])):
            values.setdefault(DIGEST_ARGUMENT, digest)


def caching(response: Response) -> dict[str, str]:
    """Let browsers keep static files; a page, an export or an error is never kept."""
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - where errors begin
        return {}
    return CACHED_FOR_EVER if DIGEST_ARGUMENT in request.args else CACHED_FOR_A_DAY


def digest_of(path: Path) -> str:
    """Give a short digest of a static file's content; while developing, of its present content."""
    return read_digest(path) if current_app.debug else remembered_digest(path)


def read_digest(path: Path) -> str:
    """Read a file and digest it; a file that is not there has none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""


remembered_digest = cache(read_digest)
