"""What the people list says of exchanges: its columns and its filters."""

from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.exchanges.models import Entry, OperationState, Refusal, State
from tests.conftest import SignIn


@pytest.fixture
def asked(factories: SimpleNamespace) -> Entry:
    """Somebody who was asked for twice: declined once, never answered once."""
    person = factories.person(surname="Вигаданий")
    silent = factories.operation(state=OperationState.COMPLETED)
    factories.entry(person=person, state=State.REQUESTED, operation=silent, on="2026-01-01")
    entry: Entry = factories.entry(person=person, state=State.REQUESTED, on="2026-01-02")
    refusal = Refusal.DENIES_HOLDING
    factories.entry_transition(entry=entry, to_state=State.DECLINED, refusal=refusal, happened=entry.added_at.date())
    factories.person(surname="Приміренко")
    return entry


class TestColumns:
    def test_tell_what_became_of_asking(self, sign_in: SignIn, asked: Entry) -> None:
        columns = "name,exchange,listed,answer,answered,unanswered"
        page = sign_in(Role.VIEWER).get(f"/people?columns={columns}&text={asked.person.ref}&exchange=declined")
        body = page.text.partition("<tbody>")[2]
        assert "asked 2, refused 1, silent 1, waiting 0" in body
        assert "denies holding the person" in body
        assert "declined by the other side" in body

    @pytest.mark.parametrize("sort", ["listed", "-listed", "answered", "-answered"])
    def test_order_the_list(self, sign_in: SignIn, asked: Entry, sort: str) -> None:
        page = sign_in(Role.VIEWER).get(f"/people?columns=name,listed,answered&sort={sort}").text
        assert page.index("Вигаданий") > 0 < page.index("Приміренко")
        assert asked.person.times_listed == 2


@pytest.mark.usefixtures("asked")
class TestFilters:
    def test_are_opened_by_a_link(self, sign_in: SignIn) -> None:
        assert "Asked for at least" in sign_in(Role.VIEWER).get("/people?more=y").text

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("exchange=declined", ["Вигаданий"]),
            ("exchange=requested", []),
            ("exchange=not_listed", ["Приміренко"]),
            ("exchange=not_listed&exchange=declined", ["Вигаданий", "Приміренко"]),
            ("listed=2", ["Вигаданий"]),
            ("listed=3", []),
            ("answer=denies_holding", ["Вигаданий"]),
            ("answer=agreed", []),
            ("answered_before=02.01.2026", ["Вигаданий"]),
            ("answered_before=01.01.2026", []),
        ],
    )
    def test_find_people(self, sign_in: SignIn, query: str, found: list[str]) -> None:
        body = sign_in(Role.VIEWER).get(f"/people?{query}").text.partition("<tbody>")[2]
        assert [name for name in ("Вигаданий", "Приміренко") if name in body] == found
