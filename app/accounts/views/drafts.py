"""Keeping what is being typed, and forgetting it where its author says so."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import gate, permissions, saving
from app.accounts.current import acting_user
from app.accounts.views.blueprint import bp


@bp.post("/drafts")
def keep_draft() -> ResponseReturnValue:
    """Keep what a form holds while it is typed; a browser's script sends it every now and then."""
    address = request.form.get(saving.DRAFT_OF, "")
    if gate.is_local(address) and not saving.was_used():
        saving.keep_draft(acting_user().id, address)
    return "", 204


@bp.post("/drafts/discard")
def discard_draft() -> ResponseReturnValue:
    """Forget a draft and open its form as if nothing had been typed."""
    address = request.form.get(saving.DRAFT_OF, "")
    if not gate.is_local(address):
        # No draft is kept under it, and not every database can be asked for whatever somebody sends.
        return redirect(url_for(permissions.start_of(acting_user())), 303)
    saving.discard_draft(acting_user().id, address)
    return redirect(address, 303)
