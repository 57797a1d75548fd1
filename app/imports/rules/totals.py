"""Entering a checked list of published totals."""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.models import User
from app.core.db import db
from app.core.errors import RuleError
from app.exchanges.models import PublishedTotal
from app.exchanges.rules import claims
from app.imports import queries
from app.imports.drafts import Draft
from app.imports.problems import Code
from app.imports.rules.operations import Publication
from app.imports.rules.publishers import publisher_of


def enter_totals(drafts: Iterable[Draft], publication: Publication, *, actor: User | None, now: datetime) -> None:
    """Enter the totals that are not on record; a total is the same where day, metric, value and source are."""
    for draft in drafts:
        try:
            with db.session.begin_nested():
                total = enter_total(draft, actor=actor, now=now)
        except RuleError as error:
            draft.object_to(Code.REFUSED_BY_RULE, error.message)
            continue
        if total is not None:
            publication.tally.totals += 1
            publication.subject = publication.subject or total
    publication.close(actor=actor, now=now)


def enter_total(draft: Draft, *, actor: User | None, now: datetime) -> PublishedTotal | None:
    """Enter one total, by the last day of the month or year for which it speaks, unless it is on record."""
    source = publisher_of(draft.said["source"], actor=actor, now=now)
    as_of = draft.said["day"].latest or draft.said["day"].earliest
    if queries.is_total_known(as_of, draft.said["metric"], draft.said["value"], source):
        return None
    total = PublishedTotal(
        as_of=as_of,
        metric=draft.said["metric"],
        value=draft.said["value"],
        source_id=source.id,
        confidence=draft.said.get("confidence"),
        note=draft.note,
    )
    claims.add_total(total, actor=actor, now=now)
    db.session.flush()
    return total
