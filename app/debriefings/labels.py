"""How the ways of knowing, and of naming, are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.debriefings.models import How
from app.debriefings.rules import Known

register_labels({How.SHARED_CELL: _l("shared a cell"), How.SAW: _l("saw"), How.HEARD: _l("heard of")})
register_labels({Known.NAME: _l("a name: surname first"), Known.CALL_SIGN: _l("a call sign")})
