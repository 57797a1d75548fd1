"""What changed since somebody was last here: since when, about whom, and what is no news."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User, UserSession
from app.audit.models import AuditEntry
from app.core import clock
from app.desk import queries
from app.desk.queries import News
from app.desk.views import home
from app.people import rules
from app.people.models import Person
from tests.conftest import SignIn
from tests.harness.client import Client

NOW = clock.now()


@pytest.fixture
def user(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


@pytest.fixture
def colleague(factories: SimpleNamespace) -> User:
    made: User = factories.user(full_name="Ірина Вигадана")
    return made


@pytest.fixture
def enter(session: Session, factories: SimpleNamespace) -> Callable[..., Person]:
    """Enter a person, or add a word about one, as somebody at some time."""

    def entered(actor: User | None, *, person: Person | None = None, at: datetime = NOW) -> Person:
        saying = rules.Saying(factories.source(), 2, {"surname": "Вигаданий"})
        if person is None:
            person = rules.register(saying, actor=actor, now=at)
        else:
            rules.state(person, saying, actor=actor, now=at)
        session.commit()
        return person

    return entered


def news(user: User, **fields: Any) -> News:
    return News(user, since=fields.pop("since", NOW - timedelta(hours=3)), **fields)


def people_in(asked: News) -> list[int]:
    return [one.person.id for one in queries.list_changed(asked)]


class TestListChanged:
    def test_names_whom_others_changed_the_newest_first(
        self, user: User, colleague: User, enter: Callable[..., Person]
    ) -> None:
        first, second = enter(colleague), enter(colleague)
        enter(colleague, person=first)
        assert people_in(news(user)) == [first.id, second.id]
        assert queries.count_changed(news(user)) == 2

    def test_says_what_was_done_how_often_and_by_whom(
        self, user: User, colleague: User, enter: Callable[..., Person]
    ) -> None:
        person = enter(colleague)
        enter(None, person=person)
        (line,) = queries.list_changed(news(user))
        assert line.actions == {"register person": 1, "state": 2}
        assert line.actors == [colleague.id, None]

    def test_leaves_out_what_the_user_did(self, user: User, enter: Callable[..., Person]) -> None:
        enter(user)
        assert people_in(news(user)) == []

    def test_leaves_out_what_was_done_before(self, user: User, colleague: User, enter: Callable[..., Person]) -> None:
        enter(colleague, at=NOW - timedelta(days=2))
        assert people_in(news(user)) == []
        assert len(people_in(news(user, since=NOW - timedelta(days=3)))) == 1

    def test_can_be_about_the_watched_alone(
        self, session: Session, user: User, colleague: User, enter: Callable[..., Person]
    ) -> None:
        watched, _other = enter(colleague), enter(colleague)
        rules.watch(watched, actor=user, now=NOW)
        session.commit()
        assert people_in(news(user, is_watched=True)) == [watched.id]

    def test_speaks_of_the_record_that_was_kept(
        self, session: Session, user: User, colleague: User, enter: Callable[..., Person]
    ) -> None:
        kept, merged = enter(colleague), enter(colleague)
        merged.merged_into_id = kept.id
        session.commit()
        assert people_in(news(user)) == [kept.id]

    def test_goes_on_before_an_entry(self, user: User, colleague: User, enter: Callable[..., Person]) -> None:
        older, _newer = enter(colleague), enter(colleague)
        (first,) = queries.list_changed(news(user), limit=1)
        assert [one.person.id for one in queries.list_changed(news(user), before=first.last_id)] == [older.id]

    def test_takes_three_queries_for_any_number(
        self, user: User, colleague: User, enter: Callable[..., Person], query_count: Callable[[], Any]
    ) -> None:
        for _ in range(3):
            enter(colleague)
        asked = news(user)
        assert user.id  # Read again after the commit, which is none of the three.
        with query_count() as statements:
            queries.list_changed(asked)
        assert len([one for one in statements if one.startswith("SELECT")]) == 3


class TestLastVisit:
    @pytest.fixture
    def was_here(self, session: Session, user: User) -> Callable[[int, int], None]:
        """Note a session that began and was last seen so many minutes ago."""

        def note(began: int, seen: int) -> None:
            session.add(
                UserSession(
                    user_id=user.id,
                    token_digest=f"{began}-{seen}",
                    started_at=NOW - timedelta(minutes=began),
                    last_seen_at=NOW - timedelta(minutes=seen),
                )
            )
            session.flush()

        return note

    def test_is_the_end_of_the_visit_before_this_one(self, user: User, was_here: Callable[[int, int], None]) -> None:
        was_here(1500, 1200)
        was_here(10, 0)
        assert queries.last_visit_of(user, now=NOW) == NOW - timedelta(minutes=1200)

    def test_a_break_of_minutes_is_the_same_visit(self, user: User, was_here: Callable[[int, int], None]) -> None:
        was_here(1500, 1200)
        was_here(90, 40)
        was_here(10, 0)
        assert queries.last_visit_of(user, now=NOW) == NOW - timedelta(minutes=1200)

    def test_of_a_newcomer_is_a_week_ago(self, user: User, was_here: Callable[[int, int], None]) -> None:
        was_here(10, 0)
        assert queries.last_visit_of(user, now=NOW) == NOW - timedelta(days=7)


class TestPage:
    @pytest.fixture
    def viewer(self, sign_in: SignIn) -> Client:
        return sign_in(Role.VIEWER)

    def test_names_who_changed(self, viewer: Client, colleague: User, enter: Callable[..., Person]) -> None:
        person = enter(colleague)
        page = viewer.get("/changes").text
        assert (person.ref in page, "Ірина Вигадана" in page) == (True, True)

    def test_looks_as_far_back_as_asked(self, viewer: Client, colleague: User, enter: Callable[..., Person]) -> None:
        person = enter(colleague, at=NOW - timedelta(days=20))
        assert [person.ref in viewer.get(f"/changes?days={days}").text for days in (7, 30)] == [False, True]

    @pytest.mark.parametrize("days", ["", "x", "-1", "99999999999", "٣"])
    def test_takes_a_span_that_is_none_for_the_last_visit(self, viewer: Client, days: str) -> None:
        assert viewer.get("/changes", query_string={"days": days}).status_code == 200

    def test_says_that_nothing_changed(self, viewer: Client) -> None:
        assert "Others have changed nothing" in viewer.get("/changes").text
        assert "Nothing changed about the people whom you watch" in viewer.get("/changes?watched=y").text

    def test_leads_to_older_ones(
        self, viewer: Client, colleague: User, enter: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "CHANGED", 1)
        older, newer = enter(colleague), enter(colleague)
        page = viewer.get("/changes").text
        assert (newer.ref in page, older.ref in page, "before=" in page) == (True, False, True)

    def test_is_the_news_of_the_home_page(
        self, session: Session, viewer: Client, colleague: User, enter: Callable[..., Person]
    ) -> None:
        enter(colleague)
        assert session.scalars(select(AuditEntry.id)).first()
        assert "/changes" in viewer.get("/").text
