"""The pages on which two records are merged and separated, and where the number of a merged record leads."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.audit.models import AccessEntry
from app.core.db import db
from app.matching.models import Merger, Verdict
from app.people import queries as people
from app.people.models import Person
from tests.conftest import SignIn
from tests.harness.client import Client
from tests.matching.records import MERGED_ON


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in(Role.SUPERVISOR)


@pytest.fixture
def pair(factories: SimpleNamespace) -> tuple[Person, Person]:
    one = factories.person(surname="Коваль", given_name="Іван", rank="солдат")
    return one, factories.person(surname="Коваль", given_name="Іван", rank="сержант")


def address_of(one: Person, other: Person) -> str:
    return f"/people/{one.ref}/merge/{other.ref}"


def merge(browser: Client, kept: Person, other: Person, **more: str) -> Merger:
    browser.post(address_of(other, kept), data={"kept": kept.id, "reason": "одна особа", **more})
    return db.session.query(Merger).one()


class TestAskingForTheOtherRecord:
    def test_leads_to_both_side_by_side(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        one, other = pair
        answer = supervisor.get(f"/people/{one.ref}/merge?other={other.ref.lower()}")
        assert answer.location == address_of(one, other)

    def test_says_that_a_number_is_nobodys(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        answer = supervisor.get(f"/people/{pair[0].ref}/merge?other=P-999999")
        assert (answer.status_code, "nobody of this number" in answer.text) == (422, True)

    def test_is_a_plain_form(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        assert "Number of the other record" in supervisor.get(f"/people/{pair[0].ref}/merge").text


class TestMergePage:
    def test_shows_what_would_contradict_itself(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        text = supervisor.get(address_of(*pair)).text
        assert "Rank" in text[text.index("contradict each other here") :]

    def test_chooses_no_record_for_anybody(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        assert "checked" not in supervisor.get(address_of(*pair)).text
        answer = supervisor.post(address_of(*pair), data={"reason": "одна особа"})
        assert (answer.status_code, "Choose which record is kept" in answer.text) == (422, True)

    def test_warns_of_brothers(
        self, supervisor: Client, pair: tuple[Person, Person], factories: SimpleNamespace
    ) -> None:
        brother = factories.person(surname="Коваль", given_name="Богдан")
        assert "brothers, twins" in supervisor.get(address_of(pair[0], brother)).text

    def test_asks_why(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        answer = supervisor.post(address_of(*pair), data={"kept": pair[0].id})
        assert (answer.status_code, "Nobody has judged yet" in answer.text) == (422, True)

    def test_merges(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        one, other = pair
        answer = supervisor.post(address_of(one, other), data={"kept": one.id, "reason": "одна особа"})
        assert (answer.status_code, answer.location) == (303, f"/people/{one.ref}")
        text = supervisor.get(answer.location).text
        assert f"{other.ref} is read as part of {one.ref}" in text
        assert "Also recorded as" in text

    def test_keeps_whichever_is_chosen(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        one, other = pair
        assert merge(supervisor, other, one).merged == one

    def test_refuses_what_somebody_changed(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        opened = supervisor.get(address_of(*pair))
        version = opened.text.partition('name="version" type="hidden" value="')[2].partition('"')[0]
        pair[0].version += 1
        db.session.commit()
        answer = supervisor.post(address_of(*pair), data={"kept": pair[0].id, "reason": "одна", "version": version})
        assert answer.status_code == 409

    def test_leads_one_record_back(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        answer = supervisor.get(address_of(pair[0], pair[0]))
        assert answer.location == f"/people/{pair[0].ref}"

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_is_the_supervisors(self, sign_in: SignIn, pair: tuple[Person, Person], role: Role) -> None:
        assert sign_in(role).get(address_of(*pair)).status_code == 403

    def test_is_offered_beside_a_judgement(
        self, supervisor: Client, pair: tuple[Person, Person], factories: SimpleNamespace
    ) -> None:
        one, other = pair
        side_by_side = f"/matching/{one.ref}/{other.ref}"
        assert address_of(one, other) not in supervisor.get(side_by_side).text
        factories.judgement(one=one, other=other, verdict=Verdict.SAME)
        assert address_of(one, other) in supervisor.get(side_by_side).text


class TestUndo:
    def test_takes_it_back_at_once(self, supervisor: Client, pair: tuple[Person, Person]) -> None:
        merger = merge(supervisor, *pair)
        assert supervisor.post(f"/mergers/{merger.id}/undo").status_code == 303
        assert (merger.undoing_reason, pair[1].merged_into_id) == ("undone", None)

    def test_says_why_it_cannot_be(self, supervisor: Client, factories: SimpleNamespace) -> None:
        merger = factories.merger()
        answer = supervisor.post(f"/mergers/{merger.id}/undo")
        assert "Only who saved this can undo it" in supervisor.get(answer.location or "").text


class TestSeparation:
    def test_says_that_nothing_has_to_be_assigned(self, supervisor: Client, factories: SimpleNamespace) -> None:
        merger = factories.merger()
        assert "Nothing was entered meanwhile" in supervisor.get(f"/mergers/{merger.id}/separate").text

    def test_lists_every_kind_and_hands_over_what_is_ticked(
        self, supervisor: Client, pair: tuple[Person, Person], factories: SimpleNamespace
    ) -> None:
        kept, leaves = pair
        merger = merge(supervisor, kept, leaves)
        later = merger.recorded_at.replace(year=merger.recorded_at.year + 1)
        statement = factories.person_statement(person=kept, unit="1 бригада", recorded_at=later)
        for make in ("custody_event", "person_identifier", "person_cohort", "relative", "health_observation"):
            getattr(factories, make)(person=kept, recorded_at=later)
        address = f"/mergers/{merger.id}/separate"
        text = supervisor.get(address).text
        assert text.count('name="goes"') == 6
        assert "What you do not tick stays with" in text
        answer = supervisor.post(address, data={"reason": "брати", "goes": [f"person_statements-{statement.id}"]})
        assert (answer.status_code, answer.location) == (303, f"/people/{leaves.ref}")
        assert (kept.unit, leaves.unit) == (None, "1 бригада")
        assert len(people.list_identifiers_of(kept)) == 1

    def test_asks_why(self, supervisor: Client, factories: SimpleNamespace) -> None:
        answer = supervisor.post(f"/mergers/{factories.merger().id}/separate", data={})
        assert (answer.status_code, "Say why these are two people" in answer.text) == (422, True)

    def test_takes_nothing_that_it_did_not_offer(self, supervisor: Client, factories: SimpleNamespace) -> None:
        answer = supervisor.post(
            f"/mergers/{factories.merger().id}/separate", data={"reason": "брати", "goes": ["users-1"]}
        )
        assert answer.status_code == 422

    def test_asks_whose_a_witness_is(self, supervisor: Client, factories: SimpleNamespace, session: Session) -> None:
        merger = factories.merger()
        witness = factories.witness(
            name="Вигаданий Йосип", person=merger.kept, recorded_at=MERGED_ON + timedelta(days=1)
        )
        text = supervisor.get(f"/mergers/{merger.id}/separate").text
        assert f'value="witnesses-{witness.id}"' in text
        assert f"Вигаданий Йосип ({witness.ref})" in text
        looks = session.scalars(select(AccessEntry).where(AccessEntry.action == "look at witness")).all()
        assert [(one.subject_id, one.person_id) for one in looks] == [(witness.number, None)]

    def test_says_that_it_was_done(self, supervisor: Client, factories: SimpleNamespace) -> None:
        merger = factories.merger()
        address = f"/mergers/{merger.id}/separate"
        supervisor.post(address, data={"reason": "брати"})
        assert "separated already" in supervisor.get(address).text
        assert "separated already" in supervisor.post(address, data={"reason": "брати"}).text

    def test_of_no_merger_is_not_found(self, supervisor: Client) -> None:
        assert supervisor.get("/mergers/999/separate").status_code == 404


class TestTheNumberOfAMergedRecord:
    @pytest.mark.parametrize(
        "page", ["", "/history", "/edit", "/events/new", "/cohorts", "/relatives", "/prefer/rank", "/merge"]
    )
    def test_leads_on_from_every_page(self, supervisor: Client, factories: SimpleNamespace, page: str) -> None:
        merger = factories.merger()
        answer = supervisor.get(f"/people/{merger.merged.ref}{page}?a=1&a=%D1%97")
        assert (answer.status_code, answer.location) == (301, f"/people/{merger.kept.ref}{page}?a=1&a=%D1%97")
        assert "no-store" in answer.headers["Cache-Control"]

    def test_leads_on_with_what_was_sent(self, supervisor: Client, factories: SimpleNamespace) -> None:
        merger = factories.merger()
        answer = supervisor.post(f"/people/{merger.merged.ref}/watch")
        assert (answer.status_code, answer.location) == (308, f"/people/{merger.kept.ref}/watch")

    def test_finds_the_person_in_the_ledger(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        merger = factories.merger()
        assert "There is no record" not in sign_in(Role.AUDITOR).get(f"/ledger?person={merger.merged.ref}").text


class TestFactsOfAMergedRecord:
    def test_are_corrected_retracted_and_undone_for_the_person(
        self, supervisor: Client, factories: SimpleNamespace
    ) -> None:
        merged = factories.person(surname="Коваль")
        statement = factories.person_statement(person=merged, rank="солдат")
        event = factories.custody_event(person=merged)
        kept = factories.merger(merged=merged).kept
        pages = [f"/statements/{statement.id}/retract", f"/events/{event.id}/retract", f"/events/{event.id}/correct"]
        for page in pages:
            text = supervisor.get(page).text
            assert kept.ref in text
            assert merged.ref not in text
        answer = supervisor.post(pages[0], data={"reason": "хибно"})
        assert (answer.location, kept.rank) == (f"/people/{kept.ref}", None)
        answer = supervisor.post(f"/statements/{statement.id}/retract/undo")
        assert (answer.location, kept.rank) == (f"/people/{kept.ref}", "солдат")
        answer = supervisor.post(pages[1], data={"reason": "хибно"})
        assert (answer.location, kept.last_known_on) == (f"/people/{kept.ref}", None)


def test_a_dossier_shows_a_cohort_of_both_records_once(supervisor: Client, factories: SimpleNamespace) -> None:
    merger, cohort = factories.merger(), factories.cohort(label_en="at the works")
    for person in (merger.kept, merger.merged):
        factories.person_cohort(person=person, cohort=cohort)
    assert supervisor.get(f"/people/{merger.kept.ref}").text.count("<span>at the works</span>") == 1
