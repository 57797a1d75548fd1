"""What a page without a form says when a rule refuses what it was asked."""

from flask import flash, redirect
from werkzeug.wrappers import Response

from app.core.db import db
from app.core.errors import RuleError


def lead_back(error: RuleError, location: str) -> Response:
    """Keep nothing of what was refused, and say why on the page that somebody came from."""
    db.session.rollback()
    flash(str(error), "warning")
    return redirect(location, 303)
