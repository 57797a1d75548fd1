"""The factory that puts the house together."""

from flask import Flask

from app.audit import rules as audit
from app.core import i18n
from app.core.db import db, set_up_sqlite
from app.custody import models as _custody
from app.people import models as _people
from app.reports import models as _reports
from config import Settings


def create_app(settings: Settings) -> Flask:
    """Build the application from its settings; nothing is read from the environment here."""
    application = Flask(__name__)
    application.config.from_mapping(flask_config(settings))
    application.extensions["settings"] = settings
    i18n.init_app(application)
    init_database(application, settings)
    return application


def flask_config(settings: Settings) -> dict[str, object]:
    """Say to Flask and its extensions what the settings mean to them."""
    return {
        "SECRET_KEY": settings.secret_key,
        "DEBUG": settings.debug,
        "SQLALCHEMY_ENGINES": {"default": settings.database_url},
        "BABEL_DEFAULT_LOCALE": settings.default_locale,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": settings.max_form_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.max_form_bytes,
    }


def init_database(application: Flask, settings: Settings) -> None:
    """Open the database and make its sessions keep the ledger."""
    db.init_app(application)
    with application.app_context():
        if db.engine.dialect.name == "sqlite":
            set_up_sqlite(db.engine, busy_timeout=settings.sqlite_busy_timeout)
        audit.init_sessions(db.sessionmaker, key=settings.secret_key.encode())
