"""Home: the figures, the work that waits, and what others changed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.current import acting_user
from app.accounts.models import User
from app.accounts.permissions import may_do, may_open
from app.core import clock
from app.core.forms import id_or_none
from app.core.keeping import keep
from app.desk import labels, queries
from app.desk.views.blueprint import bp
from app.matching import queries as matching
from app.people import queries as people
from app.people.forms import FilterForm

#: People whom home names as changed last.
RECENT = 12
#: Saved filters that home offers.
VIEWS = 8
#: People on a page of changes.
CHANGED = 50


@bp.get("/")
def home() -> ResponseReturnValue:
    user, now = acting_user(), clock.now()
    sees_names = may_do(user, "see names")
    newest = people.Request(sort="updated", is_descending=True, size=RECENT)
    return render_template(
        "desk/home.html",
        sides=queries.count_by_side(),
        groups=labels.GROUPS,
        statuses=queries.GROUPS,
        queues=work_that_waits(user),
        queue_names=labels.QUEUES,
        pressing=labels.PRESSING,
        other=queries.count_other_work(),
        pairs=keep("pairs", matching.count_pairs_to_do) if may_open(user, "matching.list_pairs") else None,
        recent=people.list_people(newest) if sees_names else (),
        views=people.list_saved_filters(user)[:VIEWS] if sees_names else (),
        news=news_for(user, now=now) if sees_names else {},
        laws={category.id: category.law for category in people.list_categories()},
        now=now,
    )


def work_that_waits(user: User) -> list[queries.Queue]:
    """Count each queue that the user may see; its number leads to the list under the very filter that was counted."""
    asked = {name: FilterForm(MultiDict(pairs), reader=user) for name, pairs in labels.FILTERS.items()}
    return [
        queries.Queue(name, form.query(), people.total_of(form.chosen()))
        for name, form in asked.items()
        if form.validate()
    ]


def news_for(user: User, *, now: datetime) -> dict[str, Any]:
    """Say since when a user was away, and about how many people others changed something meanwhile."""
    since = queries.last_visit_of(user, now=now)
    everybody, watched = queries.count_news(queries.News(user, since))
    return {"since": since, "people": everybody, "watched": watched}


@bp.get("/changes")
def list_changes() -> ResponseReturnValue:
    """Show what others changed since the user was last here, or since the moment that the address names."""
    user, now = acting_user(), clock.now()
    last_visit = queries.last_visit_of(user, now=now)
    news = queries.News(user, since=since_in(request.args) or last_visit, is_watched="watched" in request.args)
    found = queries.list_changed(news, before=request.args.get("before", type=id_or_none), limit=CHANGED)
    return render_template(
        "desk/list_changes.html",
        news=news,
        last_visit=last_visit,
        total=queries.count_changed(news),
        found=found,
        older=found[-1].last_id if len(found) == CHANGED else None,
        users=queries.names_of_users(),
        actions=labels.ACTIONS,
        laws={category.id: category.law for category in people.list_categories()},
        spans=labels.SPANS,
    )


def since_in(arguments: Mapping[str, str]) -> datetime | None:
    """Give the beginning of the span that an address names: so many days ago."""
    days = arguments.get("days", "")
    return clock.now() - timedelta(days=int(days)) if days in map(str, labels.SPANS) else None
