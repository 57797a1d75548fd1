"""What happens to users and their sessions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import passwords, queries, rules
from app.accounts.models import Role, Separator, Theme, User, UserSession
from app.audit.models import AuditEntry
from app.core.errors import NotFound, RuleError
from tests.factories.accounts import PASSWORD

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = rules.Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=8))


def ledger(session: Session) -> list[AuditEntry]:
    session.commit()
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def register(username: str = "olena", **changed: Any) -> User:
    values = {"full_name": "Олена Вигадана", "role": Role.ANALYST, "password": PASSWORD, "actor": None, "now": NOW}
    return rules.register_user(username, **(values | changed))


class TestRegisterUser:
    def test_keeps_the_user_and_only_a_hash_of_the_password(self, session: Session) -> None:
        user = register(" Olena ")
        session.flush()
        assert queries.get_user("olena") is user
        assert PASSWORD not in user.password_hash
        assert passwords.check(user.password_hash, PASSWORD).is_right

    @pytest.mark.usefixtures("session")
    def test_a_one_time_password_has_to_be_changed(self) -> None:
        assert register().must_change_password

    @pytest.mark.usefixtures("session")
    def test_an_own_password_has_not(self) -> None:
        assert not register(is_one_time=False).must_change_password

    def test_is_recorded_without_the_hash(self, session: Session) -> None:
        register()
        (entry,) = ledger(session)
        assert (entry.action, set(entry.digests)) == ("register user", {"username", "full_name", "role"})
        assert "(command line)" in str(entry.agent)

    def test_refuses_a_name_that_is_taken(self, factories: SimpleNamespace) -> None:
        factories.user(username="olena")
        with pytest.raises(RuleError, match="taken") as caught:
            register("OLENA")
        assert caught.value.field == "username"

    @pytest.mark.usefixtures("session")
    @pytest.mark.parametrize(
        "username", ["", "a", "олена", "olеna", "-olena", "ol ena", "a" * 65, "ol\nena", "ölena", "\u212aate"]
    )
    def test_refuses_a_name_that_is_not_plain_latin(self, username: str) -> None:
        with pytest.raises(RuleError, match="Latin"):
            register(username)

    @pytest.mark.usefixtures("session")
    @pytest.mark.parametrize(("password", "sentence"), [("x" * 14, "at least 15"), ("x" * 129, "at most 128")])
    def test_refuses_a_password_of_a_wrong_length(self, password: str, sentence: str) -> None:
        with pytest.raises(RuleError, match=sentence):
            register(password=password)

    @pytest.mark.usefixtures("session")
    @pytest.mark.parametrize(
        "password", ["мій довгий рядок про ріку", "ніч яка місячна 夜は静か" * 5, "correct horse 👩‍⚕️ battery"]
    )
    def test_takes_any_characters(self, password: str) -> None:
        assert passwords.check(register(password=password).password_hash, password).is_right


class TestSignIn:
    def test_stores_only_a_digest_of_the_token(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        token = rules.sign_in(user, now=NOW)
        found = queries.find_session(session, token)
        assert found is not None
        assert (found.user, found.started_at, found.last_seen_at) == (user, NOW, NOW)
        assert token not in found.token_digest

    def test_gives_a_token_of_256_bits_that_nobody_had(self, factories: SimpleNamespace) -> None:
        user = factories.user()
        tokens = {rules.sign_in(user, now=NOW) for _ in range(20)}
        assert len(tokens) == 20
        assert min(map(len, tokens)) >= 43

    def test_keeps_a_renewed_hash(self, factories: SimpleNamespace) -> None:
        user = factories.user()
        rules.sign_in(user, now=NOW, new_hash="renewed")
        assert user.password_hash == "renewed"

    def test_is_recorded(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        rules.sign_in(user, now=NOW)
        (entry,) = ledger(session)
        assert (entry.action, entry.actor_id, entry.at) == ("sign in", user.id, NOW)


class TestRefuseSignIn:
    def test_is_recorded_with_nobody_as_its_author(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        rules.refuse_sign_in(user, now=NOW)
        (entry,) = ledger(session)
        assert (entry.action, entry.actor_id, entry.agent) == ("refuse sign-in", None, "sign-in page")
        assert entry.subject_id == user.id


class TestIsLive:
    @pytest.fixture
    def opened(self, factories: SimpleNamespace) -> Callable[..., UserSession]:
        def make(*, age: timedelta, quiet: timedelta, **fields: Any) -> UserSession:
            made: UserSession = factories.user_session(started_at=NOW - age, last_seen_at=NOW - quiet, **fields)
            return made

        return make

    @pytest.mark.parametrize(
        ("age", "quiet", "expected"),
        [
            (timedelta(0), timedelta(0), True),
            (timedelta(minutes=20), timedelta(minutes=14, seconds=59), True),
            (timedelta(minutes=20), timedelta(minutes=15), False),
            (timedelta(hours=7, minutes=59), timedelta(0), True),
            (timedelta(hours=8), timedelta(0), False),
        ],
    )
    def test_ends_when_idle_or_after_a_day_of_work(
        self, opened: Callable[..., UserSession], age: timedelta, quiet: timedelta, *, expected: bool
    ) -> None:
        assert rules.is_live(opened(age=age, quiet=quiet), now=NOW, limits=LIMITS) is expected

    def test_ends_when_ended(self, opened: Callable[..., UserSession]) -> None:
        ended = opened(age=timedelta(0), quiet=timedelta(0), ended_at=NOW)
        assert not rules.is_live(ended, now=NOW, limits=LIMITS)

    def test_ends_when_its_user_is_locked(self, opened: Callable[..., UserSession]) -> None:
        locked = opened(age=timedelta(0), quiet=timedelta(0), user__is_active=False)
        assert not rules.is_live(locked, now=NOW, limits=LIMITS)


class TestSee:
    def test_is_noted_after_a_minute(self, factories: SimpleNamespace) -> None:
        seen = factories.user_session(last_seen_at=NOW - timedelta(minutes=1))
        rules.see(seen, now=NOW)
        assert seen.last_seen_at == NOW

    def test_is_not_noted_before(self, factories: SimpleNamespace) -> None:
        before = NOW - timedelta(seconds=59)
        seen = factories.user_session(last_seen_at=before)
        rules.see(seen, now=NOW)
        assert seen.last_seen_at == before


class TestSignOut:
    def test_ends_the_session(self, session: Session, factories: SimpleNamespace) -> None:
        opened = factories.user_session()
        rules.sign_out(opened, now=NOW)
        assert opened.ended_at == NOW
        assert [entry.action for entry in ledger(session)] == ["sign out"]


class TestHashOfOwnPassword:
    @pytest.mark.usefixtures("session")
    def test_gives_the_hash_of_the_new_one(self) -> None:
        made = rules.hash_of_own_password(PASSWORD, "another fictional phrase", about=("olena",))
        assert passwords.check(made, "another fictional phrase").is_right

    @pytest.mark.usefixtures("session")
    @pytest.mark.parametrize(
        ("new", "sentence"),
        [
            ("short", "at least 15"),
            ("x" * 129, "at most 128"),
            (PASSWORD, "not just had"),
            ("Password2026!!!!", "common password"),
            ("olena vyhadana 1990", "harder to guess"),
        ],
    )
    def test_refuses(self, new: str, sentence: str) -> None:
        with pytest.raises(RuleError, match=sentence) as caught:
            rules.hash_of_own_password(PASSWORD, new, about=("olena", "Olena Vyhadana"))
        assert caught.value.field == "new_password"


class TestChangePassword:
    def test_ends_all_sessions_and_opens_a_new_one(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user(must_change_password=True)
        former = [factories.user_session(user=user), factories.user_session(user=user)]
        token = rules.change_password(user, "new hash", now=NOW)
        assert [opened.ended_at for opened in former] == [NOW, NOW]
        assert queries.list_open_sessions(user) == [queries.find_session(session, token)]
        assert (user.password_hash, user.must_change_password) == ("new hash", False)

    def test_leaves_the_sessions_of_others(self, factories: SimpleNamespace) -> None:
        other = factories.user_session()
        rules.change_password(factories.user(), "new hash", now=NOW)
        assert other.ended_at is None

    def test_is_recorded_without_the_hash(self, session: Session, factories: SimpleNamespace) -> None:
        rules.change_password(factories.user(), "new hash", now=NOW)
        (entry,) = ledger(session)
        assert (entry.action, entry.digests, entry.values) == ("change password", {}, [])


class TestChangeSettings:
    def test_keeps_and_records_them(self, session: Session, factories: SimpleNamespace) -> None:
        user = factories.user()
        rules.change_settings(
            user, locale="en", theme=Theme.DARK, separator=Separator.COMMA, has_shortcuts=False, now=NOW
        )
        assert (user.locale, user.theme, user.separator, user.has_shortcuts) == (
            "en",
            Theme.DARK,
            Separator.COMMA,
            False,
        )
        (entry,) = ledger(session)
        assert set(entry.digests) == {"locale", "theme", "separator", "has_shortcuts"}


class TestLockUser:
    def test_ends_all_their_sessions(self, session: Session, factories: SimpleNamespace) -> None:
        opened = factories.user_session()
        rules.lock_user(opened.user, actor=None, now=NOW)
        assert not opened.user.is_active
        assert opened.ended_at == NOW
        assert [entry.action for entry in ledger(session)] == ["lock user"]


class TestQueries:
    @pytest.mark.usefixtures("session")
    def test_nobody_is_found_under_an_unknown_name(self) -> None:
        assert queries.find_user("nobody") is None
        assert queries.find_credentials("nobody") is None
        with pytest.raises(NotFound, match="no user nobody"):
            queries.get_user("nobody")

    def test_names_are_the_same_in_upper_case(self, factories: SimpleNamespace) -> None:
        assert queries.find_user(" OLENA ") is queries.find_user("olena") is None
        user = factories.user(username="olena")
        assert queries.find_user(" OLENA ") is user

    def test_users_are_listed_by_name(self, factories: SimpleNamespace) -> None:
        users = [factories.user(username=name) for name in ("petro", "anna")]
        assert queries.list_users() == users[::-1]

    def test_models_name_themselves_without_secrets(self, factories: SimpleNamespace) -> None:
        opened = factories.user_session(user__username="olena")
        assert repr(opened.user) == "<User olena analyst>"
        assert opened.token_digest not in repr(opened)
