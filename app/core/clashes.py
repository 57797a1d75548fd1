"""The page that two people meet on who changed the same record at once: the second one decides what holds."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.core.forms.versions import VersionedForm


def show_clash(form: VersionedForm, present: VersionedForm, **shown: Any) -> ResponseReturnValue:
    """Show what stood there, what stands there now and what was sent, field by field, to be decided and saved."""
    rows, carried = form.rows(present), form.carried(present)
    for row in rows:
        # A reason for a missing value has no name of its own where it stands without the value.
        form[row.name].label.text = row.label
    page = render_template(
        "core/conflict.html", form=form, form_id="form", rows=rows, carried=carried, **{"heading": None, **shown}
    )
    return page, 409
