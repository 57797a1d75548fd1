"""The forms of signing in, of a user's password and of their settings."""

from typing import Any

import wtforms

from app.accounts import passwords
from app.accounts.models import Role, Separator, Theme
from app.core.forms import (
    CheckField,
    EnumRadioField,
    Form,
    PasswordField,
    RadioField,
    Required,
    TextField,
    VersionedForm,
)
from app.core.i18n import LOCALES
from app.core.i18n import lazy_ as _l


class SignInForm(Form):
    """Who somebody is, and where they wanted to go."""

    username = TextField(
        _l("User name"),
        [Required(_l("Enter your user name."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"), [Required(_l("Enter your password."))], render_kw={"autocomplete": "current-password"}
    )
    next = wtforms.HiddenField()


class PasswordForm(Form):
    """The present password and a new one."""

    current_password = PasswordField(
        _l("Present password"),
        [Required(_l("Enter your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        _l("New password"),
        [Required(_l("Enter a new password."))],
        description=_l("At least %(count)s characters; a short sentence is fine.", count=passwords.SHORTEST),
        render_kw={"autocomplete": "new-password"},
    )


class ConfirmationForm(Form):
    """The present password, once more."""

    confirmation = PasswordField(
        _l("Your password"),
        [Required(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = wtforms.HiddenField()


class ActionForm(Form):
    """A button that needs no answers."""


class ChangeForm(VersionedForm):
    """What a user is called and is for."""

    full_name = TextField(
        _l("Full name"),
        [Required(_l("Enter the full name, as colleagues will see it."))],
        render_kw={"autocomplete": "off"},
    )
    role = EnumRadioField(_l("Role"), [Required(_l("Choose what the user is for."))], enum=Role)

    def rule_values(self) -> dict[str, Any]:
        """Give what the rules take."""
        return {"full_name": self.full_name.data, "role": self.role.data}


class UserForm(ChangeForm):
    """A new user."""

    username = TextField(
        _l("User name"),
        [Required(_l("Enter the name to sign in with."))],
        description=_l("Latin letters and digits, as in o.test; it stays as it is."),
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )

    def rule_values(self) -> dict[str, Any]:
        """Give what the rule takes."""
        return {"username": self.username.data, **super().rule_values()}


class SettingsForm(Form):
    """How a user wants pages and files."""

    locale = RadioField(_l("Language"), options=LOCALES.items())
    theme = EnumRadioField(_l("Light or dark"), enum=Theme)
    separator = EnumRadioField(
        _l("Between the fields of a CSV file"),
        enum=Separator,
        description=_l("Excel set to Ukrainian expects the semicolon."),
    )
    has_shortcuts = CheckField(_l("Keys of a single letter work"))

    def rule_values(self) -> dict[str, Any]:
        """Give what the rule takes."""
        return {
            "locale": self.locale.data,
            "theme": self.theme.data,
            "separator": self.separator.data,
            "has_shortcuts": self.has_shortcuts.data,
        }
