"""The factory that puts the house together."""

from inspect import iscoroutinefunction

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts import confirmation, gate, saving
from app.accounts import labels as account_labels
from app.accounts import views as accounts
from app.audit import rules as audit
from app.compartments import labels as compartment_labels
from app.compartments import views as compartments
from app.core import encoding, i18n, web
from app.core.db import db, set_up_sqlite
from app.custody import labels as custody_labels
from app.custody import views as custody
from app.debriefings import labels as debriefing_labels
from app.debriefings import views as debriefings
from app.desk import views as desk
from app.exchanges import labels as exchange_labels
from app.exchanges import views as exchanges
from app.matching import labels as matching_labels
from app.matching import views as matching
from app.people import labels as people_labels
from app.people import views as people
from app.places import labels as place_labels
from app.places import views as places
from app.reports import labels as report_labels
from app.reports import views as reports
from app.sources import labels as source_labels
from app.sources import views as sources
from config import Settings

#: Importing a package's labels makes them known to the pages.
LABELS = (
    account_labels,
    compartment_labels,
    custody_labels,
    debriefing_labels,
    exchange_labels,
    matching_labels,
    people_labels,
    place_labels,
    report_labels,
    source_labels,
)

#: Whose pages there are.
PACKAGES = (
    accounts,
    sources,
    places,
    people,
    custody,
    debriefings,
    compartments,
    exchanges,
    matching,
    reports,
    desk,
)


def create_app(settings: Settings) -> Flask:
    """Build the application from its settings; nothing is read from the environment here."""
    application = Flask(__name__)
    application.config.from_mapping(flask_config(settings))
    application.extensions["settings"] = settings
    if settings.proxies:
        # What proxies say of the browser's address, scheme and host is believed only from as many as are set.
        count = settings.proxies
        application.wsgi_app = ProxyFix(application.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    encoding.init_app(application)
    i18n.init_app(application)
    init_database(application, settings)
    web.init_app(application, settings)
    gate.init_app(application, settings)
    confirmation.init_app(application)
    saving.init_app(application)
    for package in PACKAGES:
        application.register_blueprint(package.bp)
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
    """Open the database and make its sessions keep the ledger.

    The extension would also close asynchronous sessions, of which there are none, and start an event loop for that at
    the end of each request.
    """
    # Registered first, and so called last: looks are written when the request's own session is closed.
    application.teardown_appcontext(lambda _error: audit.write_looks())
    db.init_app(application)
    application.teardown_appcontext_funcs = [
        function for function in application.teardown_appcontext_funcs if not iscoroutinefunction(function)
    ]
    with application.app_context():
        if db.engine.dialect.name == "sqlite":
            set_up_sqlite(db.engine, busy_timeout=settings.sqlite_busy_timeout)
        audit.init_sessions(db.sessionmaker, key=settings.secret_key.encode())
