"""The pages of the compartments, as browsers see them."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import permissions
from app.accounts.models import Role
from app.audit.models import AccessEntry, AuditEntry
from app.compartments.models import Consent, FamilyNotice, HealthObservation, HealthState, NewsKind, Relative
from app.people.models import Person
from tests.conftest import SignIn
from tests.harness.pages import answers_in

#: What each form needs besides the word on which it stands.
ANSWERS = {
    "relatives": {"relation": "mother", "name": "Вигадана Оксана", "is_to_be_informed": "y", "contact": "+380"},
    "health": {"condition": "seriously_wounded", "particulars": "поранення ноги", "observed": "10.01.2026"},
    "consents": {"answer": "given", "answered": "10.01.2026", "method": "наодинці"},
    "family": {"about": "death", "informed": "10.01.2026", "informed_by": "вигаданий відділ"},
}
KINDS = {"relatives": Relative, "health": HealthObservation, "consents": Consent, "family": FamilyNotice}
each = pytest.mark.parametrize("compartment", ANSWERS)


@pytest.fixture
def word(factories: SimpleNamespace) -> dict[str, object]:
    return {"source_id": factories.source(name="Вигадана довідка").id, "credibility": 2}


def looks(session: Session) -> list[tuple[str, str, int | None]]:
    session.rollback()
    found = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
    return [(one.action, one.subject_type, one.person_id) for one in found if one.action.startswith("look at")]


@each
class TestAFact:
    def test_is_added_through_its_form_and_shown_on_its_page(
        self, sign_in: SignIn, factories: SimpleNamespace, word: dict[str, object], compartment: str
    ) -> None:
        client, person = sign_in("analyst"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        assert client.get(f"{address}/new").status_code == 200
        response = client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        assert (response.status_code, response.location) == (303, address)
        page = client.get(address).text
        assert "Вигадана довідка" in page
        assert client.user.full_name in page

    def test_is_undone_by_the_button_that_follows(
        self,
        sign_in: SignIn,
        factories: SimpleNamespace,
        session: Session,
        word: dict[str, object],
        compartment: str,
    ) -> None:
        client, person = sign_in("analyst"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        fact = session.scalars(select(KINDS[compartment])).one()
        response = client.post(f"{address}/{fact.id}/undo")
        assert (response.status_code, response.location) == (303, address)
        session.refresh(fact)
        assert fact.retracted_at
        page = client.get(address).text
        assert "Only who saved this" not in page
        assert "Undone by its author." in page

    def test_of_others_is_not_undone(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, word: dict[str, object], compartment: str
    ) -> None:
        client, other, person = sign_in("analyst"), sign_in("analyst"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        fact = session.scalars(select(KINDS[compartment])).one()
        other.post(f"{address}/{fact.id}/undo")
        session.refresh(fact)
        assert fact.retracted_at is None
        assert "Only who saved this can undo it" in other.get(address).text

    def test_is_corrected_and_what_stood_there_stays_readable(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, word: dict[str, object], compartment: str
    ) -> None:
        client, person = sign_in("analyst"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        fact = session.scalars(select(KINDS[compartment])).one()
        assert "Вигадана довідка" in client.get(f"{address}/{fact.id}/correct").text
        changed = {**ANSWERS[compartment], **word, "note": "виправлено"}
        response = client.post(f"{address}/{fact.id}/correct", data=changed)
        assert (response.status_code, response.location) == (303, address)
        page = client.get(address).text
        assert "виправлено" in page
        assert "Corrected by a newer record." in page

    def test_that_nobody_changed_is_not_corrected(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, word: dict[str, object], compartment: str
    ) -> None:
        client, person = sign_in("analyst"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        fact = session.scalars(select(KINDS[compartment])).one()
        response = client.post(f"{address}/{fact.id}/correct", data={**ANSWERS[compartment], **word})
        assert response.status_code == 422
        assert "Change at least one field, or cancel." in response.text

    def test_is_retracted_by_a_supervisor_with_a_reason(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, word: dict[str, object], compartment: str
    ) -> None:
        client, person = sign_in("supervisor"), factories.person()
        address = f"/people/{person.ref}/{compartment}"
        client.post(f"{address}/new", data={**ANSWERS[compartment], **word})
        fact = session.scalars(select(KINDS[compartment])).one()
        assert client.get(f"{address}/{fact.id}/retract").status_code == 200
        assert client.post(f"{address}/{fact.id}/retract", data={}).status_code == 422
        response = client.post(f"{address}/{fact.id}/retract", data={"reason": "інша людина"})
        assert (response.status_code, response.location) == (303, address)
        assert "Retracted: інша людина" in client.get(address).text

    def test_that_says_nothing_is_refused(self, sign_in: SignIn, factories: SimpleNamespace, compartment: str) -> None:
        client, person = sign_in("analyst"), factories.person()
        response = client.post(f"/people/{person.ref}/{compartment}/new", data={})
        assert response.status_code == 422
        assert "Choose the source, or name another one." in response.text


@each
class TestTheLook:
    def test_at_a_page_is_recorded_and_at_an_empty_form_is_none(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, compartment: str
    ) -> None:
        client, person = sign_in("analyst"), factories.person()
        client.get(f"/people/{person.ref}/{compartment}/new")
        assert looks(session) == []
        client.get(f"/people/{person.ref}/{compartment}")
        kind = KINDS[compartment]
        assert looks(session) == [(f"look at {kind.__masked__[4:]}", kind.__tablename__, person.id)]

    def test_at_a_form_that_shows_a_fact_is_recorded(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, compartment: str
    ) -> None:
        client, person = sign_in("supervisor"), factories.person()
        name = {"health": "health_observation", "family": "family_notice"}.get(compartment, compartment[:-1])
        fact = getattr(factories, name)(person=person)
        for verb in ("correct", "retract"):
            client.get(f"/people/{person.ref}/{compartment}/{fact.id}/{verb}")
            client.post(f"/people/{person.ref}/{compartment}/{fact.id}/{verb}", data={})
        assert len(looks(session)) == 4


@each
@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPERVISOR])
class TestTheRight:
    """The pages are open to those who enter; the right to the one compartment is asked for besides."""

    def test_is_asked_for_on_every_page_and_on_every_post(  # noqa: PLR0917 - fixtures
        self,
        sign_in: SignIn,
        factories: SimpleNamespace,
        session: Session,
        monkeypatch: pytest.MonkeyPatch,
        compartment: str,
        role: Role,
    ) -> None:
        client, person, kind = sign_in(role), factories.person(), KINDS[compartment]
        monkeypatch.setattr(permissions, "RIGHTS", {**permissions.RIGHTS, kind.__masked__: frozenset({Role.VIEWER})})
        address = f"/people/{person.ref}/{compartment}"
        pages = [client.get(address), client.get(f"{address}/new"), client.post(f"{address}/new", data={})]
        pages += [
            client.get(f"{address}/1/correct"),
            client.post(f"{address}/1/correct"),
            client.post(f"{address}/1/undo"),
        ]
        assert {page.status_code for page in pages} == {403}
        assert "This page is for: Viewer" in pages[0].text
        assert looks(session) == []


class TestSomebodyElsesFact:
    def test_is_not_found_under_another_person(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        client, other, fact = sign_in("supervisor"), factories.person(), factories.relative()
        for verb in ("correct", "retract"):
            assert client.get(f"/people/{other.ref}/relatives/{fact.id}/{verb}").status_code == 404
        assert client.post(f"/people/{other.ref}/relatives/{fact.id}/undo").status_code == 404

    def test_of_a_merged_record_stands_with_the_one_that_is_kept(
        self, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        kept = factories.person()
        merged = factories.person(merged_into_id=kept.id)
        factories.relative(person=merged, name="Вигадана Оксана")
        page = sign_in("analyst").get(f"/people/{merged.ref}/relatives", follow_redirects=True).text
        assert "Вигадана Оксана" in page
        assert kept.ref in page


class TestPresent:
    def test_a_report_that_is_overdue_is_said(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        event = factories.custody_event(happened="2022-05-16")
        factories.health_observation(
            person=event.person, observed="2022-06-01", condition=HealthState.SERIOUSLY_ILL, is_serious=True
        )
        page = sign_in("analyst").get(f"/people/{event.person.ref}/health").text
        assert "The next report is due by 8 Jun 2022" in page
        assert "It is due now." in page

    def test_the_answer_that_holds_is_said(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        consent = factories.consent(answered="2022-06-01")
        page = sign_in("analyst").get(f"/people/{consent.person.ref}/consents").text
        assert "Holds now: agrees to return" in page

    def test_whether_the_family_knows_of_the_death_is_said(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        client, person = sign_in("analyst"), factories.person()
        assert "no death is shown outside the house" in client.get(f"/people/{person.ref}/family").text
        factories.family_notice(person=person, about=NewsKind.DEATH, informed="2022-06-01")
        assert "told of the death by 1 Jun 2022" in client.get(f"/people/{person.ref}/family").text


class TestThePanel:
    def test_says_only_that_something_is_recorded(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        relative = factories.relative(name="Вигадана Оксана")
        page = sign_in("analyst").get(f"/people/{relative.person.ref}").text
        assert "●●●" in page
        assert f"/people/{relative.person.ref}/relatives" in page
        assert f"/people/{relative.person.ref}/health/new" in page
        assert "Вигадана Оксана" not in page

    def test_shows_who_has_no_right_that_something_may_be_hidden_and_not_whether_it_is(
        self, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        person, client = factories.person(), sign_in("viewer")
        empty = client.get(f"/people/{person.ref}").text
        factories.relative(person=person)
        assert empty.count("●●●") == 4
        assert "(needs: Analyst, Supervisor)" in empty
        assert f"/people/{person.ref}/relatives" not in empty
        full = client.get(f"/people/{person.ref}").text
        assert full.count("●●●") == 4
        assert "<small>is recorded" not in full


class TestTheLedger:
    def test_names_what_was_done(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, word: dict[str, object]
    ) -> None:
        client, person = sign_in("supervisor"), factories.person()
        address = f"/people/{person.ref}/health"
        client.post(f"{address}/new", data={**ANSWERS["health"], **word})
        fact = session.scalars(select(HealthObservation)).one()
        client.post(f"{address}/{fact.id}/correct", data={**ANSWERS["health"], **word, "need": "операція"})
        corrected = session.scalars(select(HealthObservation).where(HealthObservation.supersedes_id == fact.id)).one()
        client.post(f"{address}/{corrected.id}/retract", data={"reason": "помилка"})
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.subject_type == "health_observations").order_by(AuditEntry.id)
        ).all()
        assert [(one.action, one.person_id) for one in entries] == [
            ("add health observation", person.id),
            ("correct health observation", person.id),
            ("retract health observation", person.id),
        ]
        assert set(entries[1].digests) == {"need"}
        assert session.get_one(Person, person.id).health_due_on


class TestTwoAtOnce:
    """The second to save gets both values, and can finish from there."""

    def test_who_corrects_second_sees_what_stands_there_now(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session
    ) -> None:
        first, second = sign_in("supervisor"), sign_in("supervisor")
        fact = factories.health_observation(need="знеболення")
        address = f"/people/{fact.person.ref}/health/{fact.id}/correct"
        mine, theirs = answers_in(second.get(address).text), answers_in(first.get(address).text)
        assert first.post(address, data={**theirs, "need": "операція"}).status_code == 303
        response = second.post(address, data={**mine, "need": "ліки"})
        assert response.status_code == 409
        assert all(said in response.text for said in ("знеболення", "операція", "ліки"))
        again = {**answers_in(response.text), "choose-need": "mine"}
        assert second.post(address, data=again).status_code == 303
        session.rollback()
        needs = session.scalars(select(HealthObservation.need).order_by(HealthObservation.id)).all()
        assert needs == ["знеболення", "операція", "ліки"]
        assert len(looks(session)) == 3

    def test_of_a_witness_too(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        first, second = sign_in("supervisor"), sign_in("supervisor")
        witness = factories.witness(name="Вигаданий Свідок")
        address = f"/witnesses/{witness.ref}/correct"
        mine, theirs = answers_in(second.get(address).text), answers_in(first.get(address).text)
        assert first.post(address, data={**theirs, "contact": "+380"}).status_code == 303
        response = second.post(address, data={**mine, "contact": "+381"})
        assert response.status_code == 409
        assert "+380" in response.text
