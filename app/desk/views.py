"""Home, a person's dossier and history, and the ledger."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.audit import queries as audit
from app.audit.models import AuditEntry
from app.core import clock
from app.core.forms import id_or_none
from app.custody.effects import CONFIRMS
from app.desk import labels, queries, reading
from app.people import queries as people
from app.people.labels import FIELDS
from app.places import queries as places

bp = Blueprint("desk", __name__)

#: People whom home names as changed last.
RECENT = 12
ENTRIES = 100


@bp.get("/")
def home() -> ResponseReturnValue:
    sees_names = may_do(acting_user(), "see names")
    newest = people.Request(sort="updated", is_descending=True, size=RECENT)
    return render_template(
        "desk/home.html",
        sides=queries.count_by_side(),
        groups=labels.GROUPS,
        statuses=queries.GROUPS,
        queues=queries.list_queues(),
        queue_names=labels.QUEUES,
        places_to_review=places.count_places_to_review(),
        recent=people.list_people(newest) if sees_names else (),
        laws={category.id: category.law for category in people.list_categories()},
        now=clock.now(),
    )


@bp.get("/people/<ref>")
def person(ref: str) -> ResponseReturnValue:
    found = people.get_person(ref)
    if found.merged_into_id is not None:
        kept = people.get_person_by_id(found.merged_into_id)
        return redirect(url_for("desk.person", ref=kept.ref), 301)
    if ref != found.ref:
        return redirect(url_for("desk.person", ref=found.ref), 301)
    sides, categories = people.list_sides(), people.list_categories()
    return render_template(
        "desk/person.html",
        dossier=queries.get_dossier(found, today=clock.today()),
        person=found,
        fields=FIELDS,
        confirms=CONFIRMS,
        sides={side.id: side for side in sides},
        categories={category.id: category for category in categories},
    )


@bp.get("/people/<ref>/history")
def history(ref: str) -> ResponseReturnValue:
    found = people.get_person(ref)
    entries = audit.list_entries_about(people.members_of(found))
    return render_template("desk/history.html", person=found, **read(entries))


@bp.get("/ledger")
def ledger() -> ResponseReturnValue:
    entries = audit.list_entries(before=request.args.get("before", type=id_or_none), limit=ENTRIES)
    older = entries[-1].id if len(entries) == ENTRIES else None
    return render_template("desk/ledger.html", older=older, **read(entries))


def read(entries: Sequence[AuditEntry]) -> dict[str, Any]:
    """Give a page of the ledger what it needs to say its entries in words."""
    return {
        "entries": entries,
        "changes": reading.changes_in(entries),
        "users": queries.names_of_users(),
        "actions": labels.ACTIONS,
    }
