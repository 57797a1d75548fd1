"""The blueprint that the pages about custody share."""

from flask import Blueprint

from app.accounts.current import acting_user
from app.custody import rules
from app.custody.models import CustodyEvent

bp = Blueprint("custody", __name__)


@bp.app_template_global("can_correct")
def can_correct(event: CustodyEvent) -> bool:
    """Tell whether the present user may correct an event that stands."""
    return rules.can_correct(event, acting_user())
