"""How roles and settings are called in the interface."""

from app.accounts.models import Role, Separator, Theme
from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels

register_labels(
    {
        Role.VIEWER: _l("Viewer"),
        Role.ANALYST: _l("Analyst"),
        Role.SUPERVISOR: _l("Supervisor"),
        Role.ADMINISTRATOR: _l("Administrator"),
        Role.AUDITOR: _l("Auditor"),
    }
)
register_labels(
    {
        Theme.SYSTEM: _l("As the system"),
        Theme.LIGHT: _l("Light"),
        Theme.DARK: _l("Dark"),
    }
)
register_labels(
    {
        Separator.SEMICOLON: _l("Semicolon (;)"),
        Separator.COMMA: _l("Comma (,)"),
    }
)
