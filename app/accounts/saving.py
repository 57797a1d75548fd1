"""How a form is saved: once, however often it is sent, with a sentence that says so and, where it can be, an undo."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts import drafts, queries
from app.accounts.current import acting_user, current_user
from app.accounts.models import Draft, Submission
from app.core import clock
from app.core.db import db
from app.core.forms import LANGUAGE_BUTTON, SUBMISSION, fresh_key
from app.core.i18n import _
from app.core.locks import await_turn
from app.core.resending import SECRET, is_keepable

KEY = re.compile(r"[0-9a-f]{32}")
#: A form that is sent again after longer than this is a form of its own.
KEPT_FOR = timedelta(days=7)
#: How long the button that takes a change back is offered.
UNDONE_WITHIN = timedelta(minutes=10)
#: What is not an answer, and may differ between two sendings of one form.
NO_ANSWERS = {"csrf_token", SUBMISSION}
#: The field in which a draft says of which form it is, and what in an address has a form opened with its draft.
DRAFT_OF, RESTORING = "draft_of", ("draft", "restore")


def init_app(app: Flask) -> None:
    """Look at what is sent before its page does; call it after the gate's own look."""
    app.before_request(lead_back)
    app.before_request(restore_draft)
    app.add_template_global(draft_here)
    app.context_processor(lambda: {"fresh_key": fresh_key, "can_undo": can_undo})


def lead_back() -> ResponseReturnValue | None:
    """Lead what was saved already to where it led then; what comes twice at once goes one after the other.

    Another user's key, or one of another page, is none. The same key under other answers was sent from a page that
    stayed open, or that somebody went back to: its form is told that it was used.
    """
    user, key = current_user(), sent_key()
    if user is None or key is None:
        return None
    await_turn(key)
    known = queries.find_submission(key)
    if known is None:
        g.submission = key
    elif (known.user_id, known.endpoint) == (user.id, request.endpoint):
        if known.digest == digest_of_answers():
            return to_where_it_led(known)
        g.was_saved = True
    return None


def sent_key() -> str | None:
    """Give the key that came with a form, if it is one of ours; a language button saves nothing, so it needs none."""
    if request.method != "POST" or LANGUAGE_BUTTON in request.form:
        return None
    key = request.form.get(SUBMISSION, "")
    return key if KEY.fullmatch(key) else None


def digest_of_answers() -> str:
    """Digest what a form says with the installation's key: it tells two sendings apart, and tells nothing else."""
    answers = sorted((name, values) for name, values in request.form.lists() if name not in NO_ANSWERS)
    text = json.dumps([request.path, answers])
    return hmac.new(str(current_app.secret_key).encode(), text.encode(), hashlib.sha256).hexdigest()


def to_where_it_led(known: Submission) -> Response:
    """Lead to where a form led when it was saved, and say that it is not saved a second time."""
    flash(_("This was saved already. It was sent twice and is recorded once."), "notice")
    return redirect(known.location, 303)


def done(
    sentence: object,
    location: str,
    *,
    undo: str | None = None,
    warnings: Iterable[str] = (),
    drafted_at: str | None = None,
) -> Response:
    """Commit what a page changed, and lead on: the one way in which a form that was saved ends.

    With the change goes the form's key, so that the same form is never saved twice, and the draft of it. `undo` is the
    address to which a button sends what takes the change back, `warnings` what is to be looked at although it is saved,
    `drafted_at` the form on which what is saved here was begun.
    """
    user_id, key = acting_user().id, g.pop("submission", None)
    db.session.flush()
    if key is not None and (known := note(key, user_id=user_id, location=location)) is not None:
        return to_where_it_led(known)
    for address in filter(None, (request.path, drafted_at)):
        drafts.discard(db.session, user_id=user_id, address=address)
    db.session.commit()
    for warning in warnings:
        flash(warning, "warning")
    flash(told(sentence, undo), "success")
    return redirect(location, 303)


def note(key: str, *, user_id: int, location: str) -> Submission | None:
    """Note where a form led, or give back what the same form noted in the meantime: then nothing of this is kept."""
    now = clock.now()
    db.session.execute(delete(Submission).where(Submission.user_id == user_id, Submission.at <= now - KEPT_FOR))
    noted = Submission(
        key=key,
        user_id=user_id,
        endpoint=request.endpoint or "",
        digest=digest_of_answers(),
        location=location,
        at=now,
    )
    try:
        db.session.add(noted)
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        if (known := queries.find_submission(key)) is None:
            raise
        return known
    return None


def told(sentence: object, undo: str | None) -> Any:  # noqa: ANN401 - Flask takes any, and says that it takes text
    """Give what the next page says: a sentence, or one with the button that takes the change back."""
    if undo is None:
        return str(sentence)
    return {"sentence": str(sentence), "undo": undo, "until": (clock.now() + UNDONE_WITHIN).timestamp()}


def can_undo(message: dict[str, Any]) -> bool:
    """Tell whether the button of a message is still offered."""
    return bool(clock.now().timestamp() < message["until"])


def was_used() -> bool:
    """Tell whether the form that was sent has been saved: what its page still sends of it is no draft any more."""
    key = sent_key()
    return key is not None and queries.find_submission(key) is not None


def keep_draft(user_id: int, address: str) -> None:
    """Keep what was sent as a user's draft of the form at an address, in a transaction of its own: passwords never."""
    sent = ((name, values) for name, values in request.form.lists() if not SECRET.search(name))
    answers = {name: values for name, values in sent if name not in {*NO_ANSWERS, DRAFT_OF}}
    if answers and is_keepable([(name, value) for name, values in answers.items() for value in values]):
        drafts.keep(db.session, answers, user_id=user_id, address=address, now=clock.now())
        db.session.commit()


def discard_draft(user_id: int, address: str) -> None:
    """Forget a user's draft of the form at an address."""
    drafts.discard(db.session, user_id=user_id, address=address)
    db.session.commit()


def draft_here() -> Draft | None:
    """Find the user's draft of the form that the present page shows; a page that answers a form shows what was sent."""
    user = current_user()
    if user is None or request.method != "GET":
        return None
    if "draft" not in g:
        g.draft = queries.find_draft(user, request.path, saved_after=clock.now() - drafts.KEPT_FOR)
    found: Draft | None = g.draft
    return found


def restore_draft() -> None:
    """Have the form of this page filled in with its draft where the address asks for it: it needs no script."""
    name, value = RESTORING
    if request.method == "GET" and request.args.get(name) == value and (draft := draft_here()) is not None:
        g.restored = MultiDict((field, answer) for field, answers in draft.data.items() for answer in answers)


def address_with_draft(path: str) -> str:
    """Give the address at which a form opens with its draft filled in."""
    return f"{path}?{urlencode([RESTORING])}"
