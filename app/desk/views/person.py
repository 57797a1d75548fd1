"""A person's dossier and history."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.accounts.permissions import may_do, may_open
from app.audit import queries as ledgers
from app.audit import rules as audit
from app.audit.models import AuditEntry
from app.compartments import queries as compartments
from app.compartments.labels import TITLES
from app.core import clock
from app.core.errors import Moved
from app.core.forms import id_or_none
from app.custody.effects import CONFIRMS
from app.desk import labels, queries, reading
from app.desk.views.blueprint import bp
from app.desk.views.rights import may_of
from app.exchanges import queries as exchanges
from app.matching import queries as matching
from app.people import queries as people
from app.people import rules as person_rules
from app.people.labels import FIELDS
from app.people.models import WatchedPerson

#: Entries on a page of a history.
ENTRIES = 50


@bp.get("/people/<ref>")
def person(ref: str) -> ResponseReturnValue:
    found = people.get_person(ref)
    if ref != found.ref:
        raise Moved(found.ref)
    person_rules.note_look(found, actor=acting_user())
    sides, categories = people.list_sides(), people.list_categories()
    beside, may_judge = matching.get_beside(found), may_open(acting_user(), "matching.show_pair")
    panels, (is_watched,) = compartments.panels_of(found, people.is_watched(acting_user(), found))
    return render_template(
        "desk/person.html",
        dossier=queries.get_dossier(found, today=clock.today()),
        entries=exchanges.list_entries_of(found),
        mergers=beside.mergers,
        person=found,
        is_watched=is_watched,
        fields=FIELDS,
        confirms=CONFIRMS,
        compartments=panels,
        compartment_titles=TITLES,
        sides={side.id: side for side in sides},
        categories={category.id: category for category in categories},
        pairs=beside.waiting if may_judge else (),
        unmerged=beside.unmerged if may_judge else (),
        sees_witnesses=may_do(acting_user(), "see witnesses"),
    )


@bp.get("/people/<ref>/history")
def history(ref: str) -> ResponseReturnValue:
    found = people.get_person(ref)
    before, after = (request.args.get(name, type=id_or_none) for name in ("before", "after"))
    may = may_of(acting_user())
    # That a report on health comes every week tells as much as the report: without the right there is no entry of it.
    hidden = [kind.__tablename__ for kind in compartments.KINDS.values() if not may(kind.__masked__)]
    chosen = ledgers.EntryFilter(members=people.members_of(found), without=[WatchedPerson.__tablename__, *hidden])
    page = ledgers.list_page(AuditEntry, chosen, before=before, after=after, size=ENTRIES)
    audit.look("look at history", actor=acting_user(), subject_type="people", subject_id=found.id, person_id=found.id)
    return render_template(
        "desk/history.html",
        person=found,
        page=page,
        changes=reading.changes_in(page.rows, may=may),
        users=queries.names_of_users(),
        actions=labels.ACTIONS,
    )
