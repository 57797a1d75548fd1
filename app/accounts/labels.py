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

#: What each role is for, beside its name where one is chosen.
ROLE_HINTS = {
    Role.VIEWER.value: _l("reads the records of people, and exports no names"),
    Role.ANALYST.value: _l("enters and corrects records, imports and exports"),
    Role.SUPERVISOR.value: _l("also takes back what others entered, grades sources and sees who testified"),
    Role.ADMINISTRATOR.value: _l("looks after users and vocabularies, and reads no record of a person"),
    Role.AUDITOR.value: _l("reads the ledger of who did what, and nothing else"),
}
