"""What the desk's pages say: counts that lead to the people counted, a dossier's answers, before and after."""

import re
from html import unescape
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.custody.models import EventKind
from app.people.models import CustodyStatus, Person
from app.sources.models import SourceKind
from tests.conftest import SignIn
from tests.factories.people import RECORDED
from tests.harness.client import Client

S, K = CustodyStatus, EventKind


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    return sign_in(Role.AUDITOR)


def words(page: str) -> str:
    """Give what a reader sees of a page: its text on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def dossier(client: Client, person: Person) -> str:
    return words(client.get(f"/people/{person.ref}").text)


class TestHome:
    def test_counts_lead_to_the_people_they_count(self, analyst: Client, factories: SimpleNamespace) -> None:
        for side, status in (("ukr", S.MISSING), ("ukr", S.UNKNOWN), ("ukr", S.EXCHANGED), ("rus", S.IN_CAPTIVITY)):
            factories.person(side=side, custody_status=status)
        links = re.findall(r'<a href="(/people\?side=[^"]+)">(\d+)</a>', analyst.get("/").text)
        assert [int(count) for _address, count in links] == [3, 2, 1, 1, 1]
        for address, count in links:
            assert f"1–{count} of {count}" in analyst.get(unescape(address)).text

    def test_says_what_to_do_where_nobody_is_on_record(self, analyst: Client) -> None:
        assert "There are no people on record yet" in analyst.get("/").text

    def test_leads_an_administrator_to_nobody(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", side="ukr")
        page = sign_in(Role.ADMINISTRATOR).get("/").text
        assert ('href="/people' in page, person.ref in page, "Шевчук" in page) == (False, False, False)

    def test_is_not_the_auditors_who_starts_at_the_ledger(self, auditor: Client) -> None:
        assert auditor.get("/sign-in", follow_redirects=True).request.path == "/ledger"
        assert auditor.get("/").location == "/ledger"

    @pytest.mark.parametrize("page", ["", "/history"])
    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
    def test_no_dossier_opens_to_who_reads_no_names(
        self, sign_in: SignIn, factories: SimpleNamespace, role: Role, page: str
    ) -> None:
        assert sign_in(role).get(f"/people/{factories.person().ref}{page}").status_code == 403


class TestDossier:
    def test_names_what_the_law_lacks_by_its_articles(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", category="conscript", absences={"rank": "refused"})
        shown = dossier(analyst, person)
        assert "8 of 9 that the law asks" in shown
        assert "GC III 17: given name , date of birth , rank (refused to say), service number" in shown
        assert "GC III 122: father's first name" in shown

    def test_links_what_is_missing_to_where_it_is_entered(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        person = factories.person(category="conscript")
        address = f'href="/people/{person.ref}/edit#born"'
        pages = [sign_in(role).get(f"/people/{person.ref}").text for role in (Role.ANALYST, Role.VIEWER)]
        assert [address in page for page in pages] == [True, False]

    def test_says_that_nothing_is_missing(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(
            given_name="Іван", father_name="Петро", mother_maiden_name="Бойко", born="1990", birth_place="Вигадане"
        )
        assert "nothing that the law asks" in dossier(analyst, person)

    def test_answers_where_and_since_when_and_on_whose_word(self, analyst: Client, factories: SimpleNamespace) -> None:
        source = factories.source(kind=SourceKind.ICRC, name="МКЧХ, список")
        event = factories.custody_event(
            happened="2022-05-16", source=source, place=factories.place(name="Вигаданка"), holder=factories.side()
        )
        shown = dossier(analyst, event.person)
        assert "Where Вигаданка" in shown
        assert "known as of 16 May 2022" in shown
        assert "Since when 16 May 2022" in shown
        assert "1 independent source of the captivity" in shown

    def test_says_that_nothing_is_known_of_where_somebody_is(self, analyst: Client, factories: SimpleNamespace) -> None:
        shown = dossier(analyst, factories.person())
        assert "nobody says that the person is captive" in shown
        assert "Nothing is recorded of what happened to this person" in shown

    def test_of_somebody_home_counts_the_days_and_names_no_place(
        self, analyst: Client, factories: SimpleNamespace
    ) -> None:
        source, person = factories.source(kind=SourceKind.OWN_OFFICE), factories.person()
        for kind, day in ((K.CAPTURE, "2022-05-16"), (K.EXCHANGE, "2022-05-26"), (K.CAPTURE, "2023-01-01")):
            factories.custody_event(person=person, kind=kind, happened=day, source=source)
        factories.custody_event(person=person, kind=K.EXCHANGE, happened="2023-01-31", source=source)
        shown = dossier(analyst, person)
        assert "held nowhere that we know of" in shown
        assert "30 days in captivity" in shown
        assert "2 times in captivity" in shown

    def test_shows_a_conflict_side_by_side_and_leads_to_the_choice(
        self, sign_in: SignIn, factories: SimpleNamespace
    ) -> None:
        person = factories.person(surname="Шевчук", rank="солдат")
        factories.person_statement(person=person, rank="сержант", source=factories.source(name="Список Б"))
        pages = [sign_in(role).get(f"/people/{person.ref}").text for role in (Role.ANALYST, Role.VIEWER)]
        assert all("Sources contradict each other: Rank" in page for page in pages)
        assert [f"/people/{person.ref}/prefer/rank" in page for page in pages] == [True, False]

    @pytest.mark.parametrize(("role", "offers"), [(Role.SUPERVISOR, True), (Role.ANALYST, False)])
    def test_offers_to_retract_to_a_supervisor(
        self, sign_in: SignIn, factories: SimpleNamespace, role: Role, *, offers: bool
    ) -> None:
        event = factories.custody_event()
        page = sign_in(role).get(f"/people/{event.person.ref}").text
        assert (f"/events/{event.id}/retract" in page, "/statements/" in page) == (offers, offers)

    def test_marks_what_was_corrected_and_what_was_retracted(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person()
        wrong = factories.person_statement(person=person, rank="солдат")
        factories.person_statement(person=person, rank="сержант", supersedes_id=wrong.id, source=wrong.source)
        factories.person_statement(person=person, retracted_at=RECORDED, retraction_reason="інша особа")
        shown = dossier(analyst, person)
        assert ("Corrected by a newer statement." in shown, "Retracted: інша особа" in shown) == (True, True)

    def test_says_that_the_whole_record_was_retracted(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(retracted_at=RECORDED, retraction_reason="введено двічі")
        assert "This record was retracted: введено двічі" in dossier(analyst, person)

    def test_is_the_same_for_the_number_without_its_letter(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук")
        answer = analyst.get(f"/people/p {person.id}", follow_redirects=True)
        assert (answer.status_code, answer.request.path) == (200, f"/people/{person.ref}")


class TestHistory:
    def test_shows_what_was_there_before_and_after(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        analyst, source = sign_in(Role.ANALYST), factories.source()
        form = {"surname": "Шевчук", "rank": "солдат", "source_id": source.id, "credibility": 2}
        address = analyst.post("/people/new", data=form).location
        analyst.post(f"{address}/edit", data={"surname": "Шевчук", "rank": "сержант", "why": "mistake"})
        shown = words(analyst.get(f"{address}/history").text)
        assert "corrected a statement" in shown
        assert shown.index("сержант") < shown.index("entered the person")

    def test_gives_a_retraction_its_reason(self, sign_in: SignIn, factories: SimpleNamespace) -> None:
        supervisor, event = sign_in(Role.SUPERVISOR), factories.custody_event()
        supervisor.post(f"/events/{event.id}/retract", data={"reason": "інша особа"})
        shown = words(supervisor.get(f"/people/{event.person.ref}/history").text)
        assert "retracted an event Reason інша особа" in shown

    def test_strikes_through_the_old_value(self, analyst: Client, factories: SimpleNamespace) -> None:
        person = factories.person()
        entry = factories.audit_entry(person_id=person.id, subject_id=person.id)
        factories.audit_value(entry=entry, field="rank", before="солдат", after="сержант")
        page = analyst.get(f"/people/{person.ref}/history").text
        assert ("<del>солдат</del>" in page, "<ins>сержант</ins>" in page) == (True, True)

    def test_says_that_nothing_is_written(self, analyst: Client, factories: SimpleNamespace) -> None:
        assert "Nothing is written in the ledger" in analyst.get(f"/people/{factories.person().ref}/history").text


class TestLedger:
    def test_names_a_person_by_number_alone(self, auditor: Client, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук")
        factories.audit_entry(person_id=person.id)
        page = auditor.get("/ledger").text
        assert (person.ref in page, f"/people/{person.ref}" in page) == (True, False)

    def test_says_where_it_ends(self, auditor: Client) -> None:
        page = auditor.get("/ledger?before=1").text
        assert ("There are no older entries" in page, 'href="/ledger"' in page) == (True, True)

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
    def test_opens_to_nobody_else(self, sign_in: SignIn, role: Role) -> None:
        assert sign_in(role).get("/ledger").status_code == 403
