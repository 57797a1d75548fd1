"""Numbers, cohorts, choices and retractions as they are entered: whose they are to do, and what they leave behind."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.people import queries
from app.people.models import Cohort, IdentifierKind, Person, PersonStatement, Sex
from app.sources.models import Source
from tests.conftest import SignIn
from tests.harness.client import Client


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source()
    return made


@pytest.fixture
def person(factories: SimpleNamespace) -> Person:
    made: Person = factories.person(surname="Шевчук")
    return made


def word(source: Source, **fields: Any) -> dict[str, Any]:
    """Give the fields of a form that speaks on a source's word."""
    return {"source_id": source.id, "credibility": 2, **fields}


class TestIdentifiers:
    @pytest.mark.parametrize("kind", IdentifierKind)
    def test_of_every_kind_are_kept_and_shown(
        self, analyst: Client, person: Person, source: Source, kind: IdentifierKind
    ) -> None:
        form = word(source, kind=kind.value, value="аа 123", issuer="Вигаданий штаб")
        page = analyst.post(f"/people/{person.ref}/identifiers/new", data=form, follow_redirects=True).text
        assert ("АА123" in page, "Saved." in page) == (True, True)
        assert [one.issuer for one in queries.list_identifiers_of(person)] == ["Вигаданий штаб"]

    @pytest.mark.parametrize(
        ("fields", "anchor"),
        [({"kind": ""}, "kind"), ({"kind": "horoscope"}, "kind"), ({"value": " \u200b"}, "value")],
    )
    def test_are_refused_at_the_field_that_is_wrong(
        self, analyst: Client, person: Person, source: Source, fields: dict[str, str], anchor: str
    ) -> None:
        form = word(source, kind="passport", value="АА123", issuer="Вигаданий штаб") | fields
        answer = analyst.post(f"/people/{person.ref}/identifiers/new", data=form)
        assert (answer.status_code, f'href="#{anchor}"' in answer.text) == (422, True)
        assert 'value="Вигаданий штаб"' in answer.text
        assert list(queries.list_identifiers_of(person)) == []

    def test_that_somebody_has_keep_no_new_source(
        self, analyst: Client, person: Person, session: Session, factories: SimpleNamespace
    ) -> None:
        factories.person_identifier(kind=IdentifierKind.PASSPORT, value="АА123")
        before = session.scalar(select(func.count()).select_from(Source))
        named = {"new_source": "Список А", "new_source_kind": "family", "credibility": "3"}
        form = {"kind": "passport", "value": "АА123", **named}
        assert analyst.post(f"/people/{person.ref}/identifiers/new", data=form).status_code == 422
        assert session.scalar(select(func.count()).select_from(Source)) == before


class TestCohortsOfAPerson:
    def test_that_stay_keep_the_source_on_whose_word_they_came(
        self, analyst: Client, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        stays = factories.person_cohort(person=person)
        analyst.post(f"/people/{person.ref}/cohorts", data=word(source, cohorts=[stays.cohort_id]))
        assert [link.source_id for link in queries.list_cohorts_of(person)] == [stays.source_id]

    def test_may_all_be_taken_off(
        self, analyst: Client, person: Person, source: Source, factories: SimpleNamespace
    ) -> None:
        factories.person_cohort(person=person)
        answer = analyst.post(f"/people/{person.ref}/cohorts", data=word(source))
        assert (answer.status_code, list(queries.list_cohorts_of(person))) == (303, [])

    def test_that_were_ticked_stay_ticked_where_the_source_is_lacking(
        self, analyst: Client, person: Person, factories: SimpleNamespace
    ) -> None:
        answer = analyst.post(f"/people/{person.ref}/cohorts", data={"cohorts": [factories.cohort().id]})
        assert (answer.status_code, answer.text.count("checked")) == (422, 1)


class TestCohortVocabulary:
    FORM = {"label_en": "Kursk", "label_uk": "Курськ"}  # noqa: RUF012 - a table of the test

    def number(self, session: Session) -> int:
        return session.scalar(select(func.count()).select_from(Cohort)) or 0

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("", "Enter a code."),
            ("Курськ", "A code has 2 to 40 small Latin letters"),
            ("k", "A code has 2 to 40 small Latin letters"),
            ("KURSK", "A code has 2 to 40 small Latin letters"),
            ("wounded", "There is a cohort with this code already."),
        ],
    )
    def test_refuses_a_code_with_a_sentence(self, sign_in: SignIn, session: Session, code: str, sentence: str) -> None:
        before = self.number(session)
        answer = sign_in(Role.ADMINISTRATOR).post("/cohorts/new", data={"code": code, **self.FORM})
        assert (answer.status_code, sentence in answer.text, 'value="Курськ"' in answer.text) == (422, True, True)
        assert self.number(session) == before

    def test_renames_and_keeps_the_code(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        cohort = factories.cohort(code="kursk_2024")
        form = {"code": "other", "label_en": "Kursk front", "label_uk": "Курський напрямок"}
        answer = sign_in(Role.SUPERVISOR).post(f"/cohorts/{cohort.id}/edit", data=form, follow_redirects=True)
        assert (cohort.code, cohort.label_uk) == ("kursk_2024", "Курський напрямок")
        assert ("Saved." in answer.text, "Kursk front" in answer.text) == (True, True)

    def test_is_not_the_analysts_to_change(self, analyst: Client, session: Session) -> None:
        assert "/cohorts/new" not in analyst.get("/cohorts").text
        assert analyst.post("/cohorts/new", data={"code": "kursk_2024", **self.FORM}).status_code == 403
        assert session.scalar(select(Cohort.id).where(Cohort.code == "kursk_2024")) is None

    def test_says_what_to_do_where_it_is_empty(self, sign_in: SignIn, session: Session) -> None:
        for cohort in queries.list_cohorts():
            session.delete(cohort)
        page = sign_in(Role.ADMINISTRATOR).get("/cohorts").text
        assert ("There are no cohorts yet" in page, 'href="/cohorts/new"' in page) == (True, True)

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_has_no_cohort_under_a_number_of_none(self, sign_in: SignIn, method: str) -> None:
        assert getattr(sign_in(Role.ADMINISTRATOR), method)("/cohorts/999/edit").status_code == 404


class TestPreferredValue:
    def test_of_the_same_field_is_replaced(self, analyst: Client, person: Person, factories: SimpleNamespace) -> None:
        others = [factories.person_statement(person=person, surname=name) for name in ("Шевченко", "Шевчик")]
        for other in others:
            form = {"statement_id": other.id, "reason": "паспорт"}
            analyst.post(f"/people/{person.ref}/prefer/surname", data=form)
        assert (person.surname, len(queries.list_preferences_of(person))) == ("Шевчик", 1)

    @pytest.mark.parametrize("reason", ["", "\u200b", "\n \n"])
    def test_needs_a_reason_that_can_be_read(
        self, analyst: Client, person: Person, factories: SimpleNamespace, reason: str
    ) -> None:
        other = factories.person_statement(person=person, surname="Шевченко", credibility=6)
        form = {"statement_id": other.id, "reason": reason}
        answer = analyst.post(f"/people/{person.ref}/prefer/surname", data=form)
        assert (answer.status_code, "Say why you prefer this value." in answer.text) == (422, True)
        assert person.surname == "Шевчук"

    def test_is_never_what_is_said_of_somebody_else(
        self, analyst: Client, person: Person, factories: SimpleNamespace
    ) -> None:
        stranger = factories.person_statement(surname="Бойко")
        form = {"statement_id": stranger.id, "reason": "паспорт"}
        assert analyst.post(f"/people/{person.ref}/prefer/surname", data=form).status_code == 422
        assert person.surname == "Шевчук"

    @pytest.mark.parametrize(
        ("field", "fields", "shown"),
        [
            ("side_id", {"side": "rus"}, "Russian Federation"),
            ("born", {"born": "1990-05"}, "May 1990"),
            ("sex", {"sex": Sex.FEMALE}, "female"),
            ("category_id", {"category": "civilian"}, "civilian"),
        ],
    )
    def test_is_shown_in_words(
        self,
        analyst: Client,
        person: Person,
        factories: SimpleNamespace,
        *,
        field: str,
        fields: dict[str, Any],
        shown: str,
    ) -> None:
        factories.person_statement(person=person, **fields)
        assert shown in analyst.get(f"/people/{person.ref}/prefer/{field}").text


class TestRetraction:
    @pytest.fixture
    def statement(self, person: Person, factories: SimpleNamespace) -> PersonStatement:
        made: PersonStatement = factories.person_statement(person=person, rank="солдат")
        return made

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])
    def test_is_the_supervisors_alone(
        self, sign_in: SignIn, person: Person, statement: PersonStatement, role: Role
    ) -> None:
        client, address = sign_in(role), f"/statements/{statement.id}/retract"
        assert client.get(address).status_code == 403
        assert client.post(address, data={"reason": "хибно"}).status_code == 403
        assert (statement.retracted_at, person.rank) == (None, "солдат")

    def test_takes_the_value_off_and_keeps_the_reason(
        self, sign_in: SignIn, person: Person, statement: PersonStatement
    ) -> None:
        address = f"/statements/{statement.id}/retract"
        page = sign_in(Role.SUPERVISOR).post(address, data={"reason": "інша особа"}, follow_redirects=True).text
        assert "Retracted. It stays in the history, with your reason." in page
        assert "Retracted: інша особа" in page
        assert person.rank is None

    def test_is_not_done_by_the_language_button(self, sign_in: SignIn, statement: PersonStatement) -> None:
        form = {"reason": "інша особа", "switch_language": "uk"}
        answer = sign_in(Role.SUPERVISOR).post(f"/statements/{statement.id}/retract", data=form)
        assert (answer.status_code, "інша особа" in answer.text, statement.retracted_at) == (200, True, None)
