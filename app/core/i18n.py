"""The interface's two languages: which one a request is in, and how labels, dates and moments are shown in it."""

from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from babel.dates import format_datetime
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_locale, gettext, ngettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from app.core.clock import KYIV

__all__ = ["LOCALES", "_", "init_app", "label", "lazy_", "locale_code", "ngettext", "register_labels"]

#: Languages of the interface, each under its own name.
LOCALES = {"uk": "Українська", "en": "English"}
#: Day before month in both languages; months in words only where digits could be misread (English).
DAY_FORMAT = {"uk": "dd.MM.yyyy", "en": "d MMM yyyy"}
#: More than the messages of the interface are, in both languages.
MESSAGES = 10_000
#: How many moments are kept as they are drawn.
MOMENTS = 10_000


def _(message: str, **variables: object) -> str:
    """Translate a message into the reader's language."""
    text = translation(str(get_locale()), message)
    return text % variables if variables else text


@lru_cache(maxsize=MESSAGES)
def translation(locale: str, message: str) -> str:
    """Look a message up in the catalogue of the present language, each once: a page shows a hundred of them."""
    del locale  # it only tells one translation from another
    return str(gettext(message))


def page_text(message: str, **variables: object) -> Markup:
    """Translate a message of a template, which is markup; what it repeats is escaped."""
    locale = str(get_locale())
    return Markup(translation(locale, message)) % variables if variables else plain_text(locale, message)  # noqa: S704 - our own messages


@lru_cache(maxsize=MESSAGES)
def plain_text(locale: str, message: str) -> Markup:
    """Translate a message of a template that repeats nothing; a percent sign is doubled there as in any other."""
    return Markup(translation(locale, message)) % {}  # noqa: S704 - our own messages


class Message(LazyString):  # type: ignore[misc] # the library has no types
    """A message that is translated when it is shown; on a page it is text like any other, and never markup.

    The library's own says that it is markup already, and so would be whatever somebody typed and a message repeats.
    """

    def __html__(self) -> Markup:
        """Give what a page shows."""
        return escape(str(self))


def lazy_(message: str, **variables: object) -> Message:
    """Give a message that is translated only when it is shown, in the language of whoever reads it."""
    return Message(_, message, **variables)


babel = Babel()
_labels: dict[Enum, object] = {}
_translated: dict[tuple[str, Enum], str] = {}


def register_labels(labels: dict[Any, Any]) -> None:
    """Make the labels of an enum known to the `label` filter; a package's labels.py calls it once an enum."""
    _labels.update(labels)
    _translated.clear()


def label(value: Enum) -> str:
    """Give the label of an enum's member in the reader's language; each is translated once, since lists are long."""
    code = locale_code()
    if (code, value) not in _translated:
        _translated[code, value] = str(_labels[value])
    return _translated[code, value]


def locale_code() -> str:
    """Give the code of the present language, Ukrainian when nobody asked for another."""
    current = get_locale()
    return current.language if current is not None else "uk"


def choose_locale() -> str:
    """Take the language asked for on this page, else the session's, else the user's own, else the browser's.

    Ukrainian stands first, since this is the language that most users work in.
    """
    if not has_request_context():
        return "uk"
    user = g.get("user")
    wanted = (session.get("locale"), user.locale if user else None)
    return next((code for code in wanted if code in LOCALES), None) or browser_locale()


def browser_locale() -> str:
    """Give English only to a browser that prefers it to Ukrainian."""
    wanted = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((code for code in wanted if code in LOCALES), "uk")


def remember_locale() -> None:
    """Keep the language that a link (`lang`) or a form's language button (`switch_language`) asks for."""
    wanted = request.form.get("switch_language") if request.method == "POST" else request.args.get("lang")
    if wanted in LOCALES:
        session["locale"] = wanted


def show_moment(value: datetime) -> Markup:
    """Show a moment in Kyiv's time inside a `time` element that keeps it in UTC."""
    return drawn_moment(locale_code(), value)


@lru_cache(maxsize=MOMENTS)
def drawn_moment(code: str, value: datetime) -> Markup:
    """Draw a moment in a language, each once: what is recorded together carries one moment."""
    shown = format_datetime(value, f"{DAY_FORMAT[code]} HH:mm", tzinfo=KYIV, locale=code)
    return Markup('<time datetime="{}">{}</time>').format(value.astimezone(UTC).isoformat(), shown)


def init_app(app: Flask) -> None:
    """Set the languages up and hand templates their filters."""
    babel.init_app(app, locale_selector=choose_locale, default_translation_directories="translations")
    app.jinja_env.globals.update(_=page_text, gettext=page_text)
    app.before_request(remember_locale)
    app.add_template_filter(label, "label")
    app.add_template_filter(show_moment, "moment")
