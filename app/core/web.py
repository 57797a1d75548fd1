"""How the core meets Flask: headers, error pages, safe ids in addresses, and what every template is given."""

import re
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request, url_for
from flask_babel import format_decimal
from jinja2.ext import Extension
from werkzeug.routing import IntegerConverter

from app.core import dates, headers, logs, views
from app.core.i18n import LOCALES, locale_code
from config import Settings

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class IdConverter(IntegerConverter):
    """An id in an address: plain digits, and no more of them than a database's integer holds."""

    regex = "[0-9]{1,18}"


class Unindented(Extension):
    """Templates are indented for those who write them: the twentieth part of a page was blanks before its lines."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Take the blanks at the beginnings of lines away; to a browser the end of the line is as good as they are."""
        return INDENTATION.sub("", source)


def init_app(app: Flask, settings: Settings) -> None:
    """Set up what knows no domain; call it before the routes of any package are added."""
    app.url_map.converters["int"] = IdConverter
    logs.init_app(app)
    headers.init_app(app, settings)
    app.register_blueprint(views.bp)
    app.jinja_env.add_extension(Unindented)
    app.context_processor(page_context)
    app.add_template_global(address_of, "url_for")
    app.add_template_filter(show_uncertain, "uncertain")
    app.add_template_filter(show_spread, "spread")


def address_of(endpoint: str, **values: Any) -> str:
    """Write the address of a page; one that needs nothing said, as those in the frame of every page, is kept."""
    if values or current_app.debug:
        return url_for(endpoint, **values)
    return plain_address(endpoint, request.script_root)


@cache
def plain_address(endpoint: str, root: str) -> str:
    """Write the address of a page by its name alone, under the root at which we are served."""
    del root  # it only tells one address from another
    return url_for(endpoint)


def show_uncertain(value: dates.UncertainDate) -> str:
    """Show an uncertain date in the reader's language."""
    return dates.show(value, locale_code())


def show_spread(value: dates.Range) -> str:
    """Show a count that is known only to lie between two numbers: 38–39, or ≥ 38."""
    if value.high is None:
        return f"≥ {format_decimal(value.low)}"
    return "–".join(dict.fromkeys((format_decimal(value.low), format_decimal(value.high))))


def page_context() -> dict[str, Any]:
    """Give every page its language and the way to the others."""
    present = locale_code()
    others = [(code, name) for code, name in LOCALES.items() if code != present]
    return {"locale": present, "other_locales": others, "url_for_language": url_for_language}


def url_for_language(code: str) -> str:
    """Give the address of the present page in another language, its filters kept; after an error, of the start."""
    if request.endpoint is None or request.method not in {"GET", "HEAD"}:
        return url_for("desk.home", lang=code)
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.script_root + request.path)}?{urlencode([*kept, ('lang', code)])}"
