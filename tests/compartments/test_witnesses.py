"""Witnesses: a number everywhere, and a name on one page."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AccessEntry, AuditEntry
from app.compartments import queries, rules
from app.compartments.models import Witness
from app.core.errors import NotFound, RuleError
from app.sources.models import Reliability, SourceKind
from tests.conftest import SignIn

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
NAME = "Вигаданий Свідок"

Add = Callable[..., Witness]


@pytest.fixture
def supervisor(factories: SimpleNamespace) -> User:
    made: User = factories.user(role="supervisor")
    return made


@pytest.fixture
def add(supervisor: User) -> Add:
    return lambda **fields: rules.add_witness(**{"name": NAME, **fields}, actor=supervisor, now=NOW)


def correct(witness: Witness, actor: User, **fields: str | None) -> Witness:
    values = {"name": witness.name, "contact": witness.contact, "note": witness.note, **fields}
    return rules.correct_witness(witness, **values, actor=actor, now=NOW)


class TestAdd:
    def test_gives_a_source_that_names_the_number_alone(self, add: Add) -> None:
        witness = add(contact="+380", reliability=Reliability.B)
        assert witness.source
        assert witness.source.name == witness.ref
        assert (witness.source.kind, witness.source.reliability) == (SourceKind.RELEASED_PRISONER, Reliability.B)
        assert queries.get_witness(witness.ref) is witness

    def test_refuses_nobody(self, add: Add) -> None:
        with pytest.raises(RuleError, match="Enter the name of the witness"):
            add(name=" ")

    def test_leaves_no_trace_in_the_witnesss_own_history(
        self, add: Add, factories: SimpleNamespace, session: Session
    ) -> None:
        add(person=factories.person())
        session.commit()
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action.in_(["add witness", "add source"])))
        assert {one.person_id for one in entries} == {None}

    def test_is_printed_without_the_name(self, add: Add) -> None:
        assert NAME not in repr(add())


class TestCorrect:
    def test_keeps_the_number_and_the_source(self, add: Add, supervisor: User) -> None:
        first, other = add(), add(name="Інший Свідок")
        second = correct(first, supervisor, name="Вигаданий Свідко")
        third = correct(second, supervisor, contact="+380")
        assert (third.ref, third.source) == (first.ref, first.source)
        assert queries.get_witness(first.ref) is third
        assert queries.list_versions(first.number) == [first, second, third]
        assert queries.get_witness(other.ref) is other

    @pytest.mark.parametrize(("fields", "said"), [({}, "Change at least"), ({"name": ""}, "Enter the name")])
    def test_refuses_what_changes_nothing_or_names_nobody(
        self, add: Add, supervisor: User, fields: dict[str, str], said: str
    ) -> None:
        with pytest.raises(RuleError, match=said):
            correct(add(), supervisor, **fields)

    def test_refuses_what_somebody_corrected_meanwhile(self, add: Add, supervisor: User) -> None:
        first = add()
        correct(first, supervisor, contact="+380")
        with pytest.raises(RuleError, match="meanwhile"):
            correct(first, supervisor, contact="+381")


class TestFind:
    @pytest.mark.parametrize("typed", ["W-000999-Z", "W-999999", "nobody"])
    def test_what_is_not_there_is_not_found(self, add: Add, typed: str) -> None:
        add()
        with pytest.raises(NotFound):
            queries.get_witness(typed)

    def test_the_number_of_a_correction_is_nobodys(self, add: Add, supervisor: User) -> None:
        second = correct(add(), supervisor, contact="+380")
        with pytest.raises(NotFound):
            queries.get_witness(f"W-{second.id}")


class TestPages:
    def test_the_name_stands_on_one_page_and_the_look_is_recorded(
        self, sign_in: SignIn, factories: SimpleNamespace, session: Session, add: Add
    ) -> None:
        witness = add(person=factories.person(), contact="+380", note="просить не називати")
        client = sign_in("supervisor")
        page = client.get(f"/witnesses/{witness.ref}").text
        assert all(text in page for text in (NAME, "+380", "просить не називати", witness.person.ref))
        looks = session.scalars(select(AccessEntry).where(AccessEntry.action == "look at witness")).all()
        assert [(one.actor_id, one.subject_id, one.person_id) for one in looks] == [(client.user.id, witness.id, None)]

    @pytest.mark.parametrize("role", ["viewer", "analyst", "administrator", "auditor"])
    def test_is_for_supervisors(self, sign_in: SignIn, add: Add, role: str) -> None:
        witness, client = add(), sign_in(role)
        pages = [client.get(f"/witnesses/{witness.ref}"), client.get(f"/witnesses/{witness.ref}/correct")]
        pages.append(client.post(f"/witnesses/{witness.ref}/correct", data={"name": "Інший"}))
        assert {page.status_code for page in pages} == {403}
        assert not any(NAME in page.text for page in pages)

    def test_is_corrected_and_what_stood_there_stays_readable(self, sign_in: SignIn, add: Add) -> None:
        witness, client = add(), sign_in("supervisor")
        address = f"/witnesses/{witness.ref}"
        assert NAME in client.get(f"{address}/correct").text
        assert client.post(f"{address}/correct", data={"name": ""}).status_code == 422
        response = client.post(f"{address}/correct", data={"name": "Вигаданий Свідко"})
        assert (response.status_code, response.location) == (303, address)
        page = client.get(address).text
        assert "Вигаданий Свідко" in page
        assert "As it stood before" in page

    def test_of_no_number_is_not_found(self, sign_in: SignIn) -> None:
        assert sign_in("supervisor").get("/witnesses/W-000001-X").status_code == 404
