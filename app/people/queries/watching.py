"""Reading whom a user watches."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from app.accounts.models import User
from app.core.db import db
from app.people.models import Person, WatchedPerson
from app.people.queries.records import MEMBER, members_of


def list_watches_of(user: User, person: Person) -> Sequence[WatchedPerson]:
    """List a user's watches of a person: one for each of their records that the user put on the list."""
    query = select(WatchedPerson).where(
        WatchedPerson.user_id == user.id, WatchedPerson.person_id.in_(members_of(person))
    )
    return db.session.scalars(query.order_by(WatchedPerson.id)).all()


def is_watched(user: User, person: Person) -> ColumnElement[bool]:
    """Tell, in a statement that asks for more, whether a user watches a person, by whichever of their records."""
    return exists().where(WatchedPerson.user_id == user.id, WatchedPerson.person_id.in_(members_of(person)))


def watched_by(user: User) -> Select[int]:
    """Select the ids of all records of the people whom a user watches."""
    kept = (
        select(func.coalesce(MEMBER.merged_into_id, MEMBER.id))
        .join(WatchedPerson, WatchedPerson.person_id == MEMBER.id)
        .where(WatchedPerson.user_id == user.id)
    )
    return select(Person.id).where(or_(Person.id.in_(kept), Person.merged_into_id.in_(kept)))
