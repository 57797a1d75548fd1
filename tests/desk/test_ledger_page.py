"""The auditors' page: what a filter finds, where its links lead, what is masked, and the file it becomes."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.audit.models import AccessEntry, AuditEntry
from app.core.db import db
from app.reports.models import Export
from tests.harness.client import Client

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[..., Client]


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    return sign_in(Role.AUDITOR, full_name="Ганна Аудиторка")


def shown(page: str) -> list[str]:
    """Give the rows of the page's table as words, without the numbers of their entries."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [" ".join(unescape(re.sub("<[^>]*>", " ", row)).split()) for row in body.split("<tr>")[1:]]
    return [row.partition(" ")[2] for row in rows]


class TestFilter:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("action=tag", "added a cohort"),
            ("record=places&number=7", "changed a place"),
            ("since=02.03.2026&until=02.03.2026", "graded a source"),
        ],
    )
    def test_finds_what_it_says(self, auditor: Client, factories: SimpleNamespace, query: str, found: str) -> None:
        factories.audit_entry(action="tag")
        factories.audit_entry(action="change place", subject_type="places", subject_id=7)
        # The second of March in Kyiv begins and ends two hours before it does in UTC.
        factories.audit_entry(action="grade source", at=datetime(2026, 3, 1, 22, tzinfo=UTC))
        factories.audit_entry(action="describe source", at=datetime(2026, 3, 2, 22, tzinfo=UTC))
        (row,) = shown(auditor.get(f"/ledger?{query}").text)
        assert found in row

    def test_finds_a_user_by_name(self, auditor: Client, factories: SimpleNamespace) -> None:
        user = factories.user(full_name="Олена Тестова")
        factories.audit_entry(actor_id=user.id)
        factories.audit_entry()
        page = auditor.get(f"/ledger?user={user.id}").text
        assert len(shown(page)) == 1
        assert "User: Олена Тестова" in page

    def test_finds_a_person_by_their_number(self, auditor: Client, factories: SimpleNamespace) -> None:
        person = factories.person()
        factories.audit_entry(person_id=person.id)
        factories.audit_entry()
        page = auditor.get(f"/ledger?person={person.ref}").text
        assert len(shown(page)) == 1
        assert f"Person: {person.ref}" in page

    def test_finds_every_verb_that_goes_by_one_name(self, auditor: Client, factories: SimpleNamespace) -> None:
        for action in ("add place", "recognise place", "tag"):
            factories.audit_entry(action=action)
        assert len(shown(auditor.get("/ledger?action=add+place").text)) == 2

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("person=P-999999", "There is no record under this number."),
            ("number=сім", "digits alone"),
            ("since=31.02.2026", "From day"),
        ],
    )
    def test_that_is_wrong_is_told_and_never_exported(self, auditor: Client, query: str, sentence: str) -> None:
        assert sentence in auditor.get(f"/ledger?{query}").text
        assert auditor.get(f"/ledger.csv?{query}").status_code == 400

    def test_that_finds_nothing_says_so(self, auditor: Client) -> None:
        assert "Nothing matches these filters" in auditor.get("/ledger?action=tag").text


class TestLinks:
    def test_follow_one_user_one_record_and_one_person(self, auditor: Client, factories: SimpleNamespace) -> None:
        user, person = factories.user(), factories.person()
        factories.audit_entry(actor_id=user.id, subject_type="places", subject_id=7, person_id=person.id)
        page = auditor.get("/ledger").text
        for query in (f"user={user.id}", "record=places&amp;number=7", f"person={person.ref}"):
            assert f'href="/ledger?{query}"' in page

    def test_lead_to_older_newer_and_newest_entries(self, auditor: Client, factories: SimpleNamespace) -> None:
        entries = [factories.audit_entry(action="tag") for _ in range(120)]
        first = auditor.get("/ledger?action=tag").text
        assert (len(shown(first)), "Newer entries" in first) == (50, False)
        assert f'href="/ledger?action=tag&amp;before={entries[70].id}" rel="next"' in first
        middle = auditor.get(f"/ledger?action=tag&before={entries[70].id}").text
        assert f'href="/ledger?action=tag&amp;after={entries[69].id}" rel="prev"' in middle
        assert 'href="/ledger?action=tag">Newest entries' in middle


class TestSize:
    def test_of_a_page_is_light(self, auditor: Client, factories: SimpleNamespace) -> None:
        user, person = factories.user(), factories.person()
        for number in range(60):
            entry = factories.audit_entry(actor_id=user.id, person_id=person.id, subject_id=number)
            for field in ("surname", "given_name", "patronymic", "born_edtf", "rank", "unit", "credibility"):
                factories.audit_value(entry=entry, field=field, after="1999" if field == "born_edtf" else "2")
        assert len(auditor.get("/ledger").data) <= 60_000


class TestLooks:
    def test_show_who_looked_at_whom(self, auditor: Client, factories: SimpleNamespace) -> None:
        user, person = factories.user(full_name="Олена Тестова"), factories.person()
        factories.access_entry(actor_id=user.id, subject_id=person.id, person_id=person.id)
        (row,) = shown(auditor.get("/ledger?show=looks").text)
        for words in ("Олена Тестова", "opened the dossier", person.ref):
            assert words in row

    def test_say_a_search_without_its_words(self, auditor: Client, factories: SimpleNamespace) -> None:
        factories.access_entry(action="search", details={"filters": [["side", "ukr"]], "words": "ab12", "count": 3})
        (row,) = shown(auditor.get("/ledger?show=looks&action=search").text)
        assert "Filters Side: Ukraine Digest of the words ab12 Found 3" in row

    def test_say_where_somebody_without_a_name_was_refused(self, auditor: Client, factories: SimpleNamespace) -> None:
        factories.audit_entry(actor_id=None, agent="a browser", action="refuse sign-in")
        (row,) = shown(auditor.get("/ledger?action=refuse+sign-in").text)
        assert "a browser, not signed in" in row

    def test_say_in_words_what_page_was_refused(
        self, sign_in: SignIn, auditor: Client, factories: SimpleNamespace
    ) -> None:
        sign_in(Role.VIEWER).post(f"/people/{factories.person().ref}/edit")
        (row,) = shown(auditor.get("/ledger?show=looks&action=refused+access").text)
        assert "Page records of people (people.update_person) To do what to change" in row

    def test_are_none_at_first(self, auditor: Client) -> None:
        assert "Nobody looked at anything yet" in auditor.get("/ledger?show=looks").text

    def test_into_the_ledger_are_noted_with_its_filter(self, auditor: Client, factories: SimpleNamespace) -> None:
        person = factories.person()
        auditor.get(f"/ledger?person={person.ref}")
        (look,) = db.session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        assert (look.action, look.person_id) == ("look at ledger", person.id)
        assert look.details == {"filters": [["person", person.ref]]}


class TestMasks:
    @pytest.fixture
    def person(self, factories: SimpleNamespace) -> SimpleNamespace:
        person = factories.person()
        entry = factories.audit_entry(subject_type="health_observations", person_id=person.id)
        factories.audit_value(entry=entry, field="note", after="МАРКЕР", mask="see health")
        return person

    @pytest.mark.parametrize("address", ["/ledger", "/ledger.csv"])
    def test_hold_for_the_auditor(self, auditor: Client, person: SimpleNamespace, address: str) -> None:
        page = auditor.get(f"{address}?person={person.ref}").text
        assert ("МАРКЕР" in page, "●●●" in page) == (False, True)

    @pytest.mark.parametrize(("role", "seen"), [(Role.VIEWER, []), (Role.ANALYST, ["МАРКЕР"])])
    def test_let_a_history_say_nothing_at_all_of_it_to_whoever_lacks_the_right(
        self, sign_in: SignIn, person: SimpleNamespace, role: Role, seen: list[str]
    ) -> None:
        """That a report on health comes every week says that somebody is seriously ill, whatever stands in it."""
        page = sign_in(role).get(f"/people/{person.ref}/history").text
        assert [words for words in ("МАРКЕР", "●●●") if words in page] == seen
        assert ("Nothing is written in the ledger" in page) == (not seen)


class TestHistory:
    def test_is_noted_and_has_pages(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person = factories.person()
        entries = [factories.audit_entry(person_id=person.id) for _ in range(60)]
        page = sign_in(Role.VIEWER).get(f"/people/{person.ref}/history").text
        assert f"?before={entries[10].id}" in page
        (look,) = db.session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        assert (look.action, look.person_id) == ("look at history", person.id)


class TestFile:
    def rows(self, auditor: Client, query: str = "") -> list[dict[str, str]]:
        answer = auditor.get(f"/ledger.csv?{query}")
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))

    def test_holds_a_row_for_each_field(self, auditor: Client, factories: SimpleNamespace) -> None:
        entry = factories.audit_entry(action="tag", agent="скрипт")
        for field, after in (("surname", "=1+1"), ("rank", None)):
            factories.audit_value(entry=entry, field=field, before="а", after=after)
        rows = self.rows(auditor, "action=tag")
        assert [(row["field"], row["before"], row["after"]) for row in rows] == [
            ("surname", "а", "'=1+1"),
            ("rank", "а", ""),
        ]
        assert (rows[0]["entry"], rows[0]["agent"], rows[0]["hash"]) == (str(entry.sequence), "скрипт", entry.hash)

    def test_holds_a_row_for_an_entry_without_fields(self, auditor: Client, factories: SimpleNamespace) -> None:
        factories.audit_entry(action="sign in", subject_type="user_sessions")
        assert [row["action"] for row in self.rows(auditor, "action=sign+in")] == ["sign in"]

    def test_holds_looks_where_looks_are_asked_for(self, auditor: Client, factories: SimpleNamespace) -> None:
        person = factories.person()
        factories.access_entry(action="search", person_id=person.id, details={"count": 3})
        (row,) = self.rows(auditor, "show=looks&action=search")
        assert (row["action"], row["person"], row["details"]) == ("search", person.ref, '{"count": 3}')

    def test_is_written_down_with_its_filter_before_and_after(
        self, auditor: Client, factories: SimpleNamespace
    ) -> None:
        factories.audit_entry(action="tag")
        answer = auditor.get("/ledger.csv?action=tag")
        export = db.session.scalars(select(Export)).one()
        assert (export.report, export.filters, export.rows) == ("ledger", {"action": ["tag"]}, 1)
        assert export.exported_by_id == auditor.user.id
        assert re.search(
            r'filename="obmin-internal-ledger-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"]
        )
        actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions[-2:] == ["export", "finish export"]

    def test_asked_for_its_head_alone_takes_nothing_out(self, auditor: Client) -> None:
        assert auditor.head("/ledger.csv").status_code == 200
        assert db.session.scalars(select(Export)).all() == []

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
    def test_is_for_auditors_alone(self, sign_in: SignIn, role: Role) -> None:
        assert sign_in(role).get("/ledger.csv").status_code == 403
