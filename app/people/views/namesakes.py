"""Showing who on record may be the person that is being entered: beside the form while typing, and before saving."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

from app.accounts.current import acting_user
from app.core.i18n import _
from app.people import forms, rules
from app.people.labels import FIELDS
from app.people.views.found import SIGNS, Shown, laws
from app.people.views.found import shown as shown_person
from app.people.views.statements import vocabularies

SALT = "namesakes"
#: What the page that asks sends along by itself, or asks anew.
NOT_CARRIED = {"csrf_token", "seen", "why_another"}

Namesakes = Sequence[rules.Namesake]


def must_be_asked(form: forms.NewPersonForm, found: Namesakes) -> bool:
    """Tell whether the page has to ask before it saves."""
    return rules.must_be_asked(found, seen=seen_in(form), reason=form.why_another.data)


def show(form: forms.NewPersonForm, found: Namesakes) -> ResponseReturnValue:
    """Show those found beside the form, which is told whom its author has seen; a look is recorded once for each."""
    see(form, found)
    return render_template("people/namesakes.html", form=form, form_id="form", namesakes=shown(found), **words())


def ask(form: forms.NewPersonForm, found: Namesakes) -> ResponseReturnValue:
    """Ask whether it is one of those found, with all that was typed; whoever leaves out the reason is asked for it."""
    is_answered = form.why_another.raw_data and found_ids(found) <= seen_in(form)
    if is_answered:
        form.why_another.errors = [_("Say why it is another person, or choose the record above.")]
    see(form, found)
    page = render_template(
        "people/ask_namesakes.html",
        form=form,
        form_id="form",
        namesakes=shown(found),
        is_reason_asked=any(one.is_strong for one in found),
        carried=carried(form),
        **words(),
    )
    return page, 422 if is_answered else 409


def shown(found: Namesakes) -> list[tuple[rules.Namesake, Shown]]:
    """Give those found, each with how it is shown."""
    law_of = laws() if found else {}
    return [(one, shown_person(one.person, one.score, law_of)) for one in found]


def see(form: forms.NewPersonForm, found: Namesakes) -> None:
    """Note in the form whom its author has seen, and record a look at those who are new to them."""
    seen = seen_in(form)
    rules.note_namesakes(found, seen=seen, actor=acting_user())
    form.seen.data = sealing().dumps([acting_user().id, sorted(seen | found_ids(found))])


def found_ids(found: Namesakes) -> frozenset[int]:
    """Give the ids of those found."""
    return frozenset(one.person.id for one in found)


def seen_in(form: forms.NewPersonForm) -> frozenset[int]:
    """Read from a form whom its author has seen: only what was noted by us, and for them, counts."""
    try:
        user_id, ids = sealing().loads(form.seen.data or "")
    except (BadData, ValueError, TypeError):
        return frozenset()
    return frozenset(ids) if user_id == acting_user().id else frozenset()


def sealing() -> URLSafeSerializer:
    """Make what signs and reads whom somebody has seen."""
    return URLSafeSerializer(str(current_app.secret_key), salt=SALT)


def carried(form: forms.NewPersonForm) -> list[tuple[str, str]]:
    """Give the answers of a form as they were typed, to be sent again from another page."""
    sent: Iterable[tuple[str, str]] = request.form.items(multi=True)
    return [(name, value) for name, value in sent if name in form and name not in NOT_CARRIED]


def words() -> dict[str, Any]:
    """Give what the pages that compare two descriptions say them with."""
    return {"fields": FIELDS, "signs": SIGNS, **vocabularies()}
