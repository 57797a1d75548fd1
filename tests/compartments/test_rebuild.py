"""The command that derives everybody anew, and compares."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from click.testing import Result
from sqlalchemy import delete

from app.compartments import cli, rules
from app.compartments.models import NewsKind
from app.core.db import db
from app.custody.models import Period
from app.people.models import CustodyStatus, Person

REBUILD = rules.rebuild


class TestRebuild:
    def test_derives_everybody_anew(
        self, factories: SimpleNamespace, obmin: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cli, "BLOCK", 2)
        people = [factories.custody_event().person for _ in range(3)]
        for person in people:
            person.custody_status = CustodyStatus.ESCAPED
        assert obmin("rebuild").stdout == "3 people rebuilt.\n"
        assert {person.custody_status for person in people} == {CustodyStatus.PRESUMED_CAPTIVE}

    def test_leaves_the_version_alone(self, factories: SimpleNamespace, obmin: Callable[..., Result]) -> None:
        person = factories.person()
        obmin("rebuild")
        assert person.version == 1

    def test_compares_and_finds_nothing_to_do(self, factories: SimpleNamespace, obmin: Callable[..., Result]) -> None:
        factories.custody_event(happened="2022-05-16")
        answer = obmin("rebuild", "--check")
        assert (answer.exit_code, answer.stdout) == (0, "1 people compared: all are stored as the facts say.\n")

    def test_compares_and_names_who_differs_and_in_what(
        self, factories: SimpleNamespace, obmin: Callable[..., Result]
    ) -> None:
        person = factories.custody_event(happened="2022-05-16").person
        person.custody_status, person.name = CustodyStatus.ESCAPED, "Інше"
        db.session.execute(delete(Period))
        answer = obmin("rebuild", "--check")
        assert (answer.exit_code, answer.stdout) == (1, f"{person.ref}: name, custody_status, periods\n")
        assert "1 of 1 people differ, in: name (1), custody_status (1), periods (1)." in answer.stderr

    def test_derives_what_the_compartments_let_others_know(
        self, factories: SimpleNamespace, obmin: Callable[..., Result]
    ) -> None:
        person = factories.health_observation(is_serious=True, observed="2025-12-20").person
        factories.family_notice(person=person, about=NewsKind.DEATH, informed="2025-12-30")
        person.health_due_on = person.family_informed_on = None
        assert "family_informed_on, health_due_on" in ", ".join(sorted(rules.differences_of(person)))
        obmin("rebuild")
        assert (person.health_due_on, person.family_informed_on) == (date(2025, 12, 27), date(2025, 12, 30))

    def test_comparing_writes_nothing(self, factories: SimpleNamespace, obmin: Callable[..., Result]) -> None:
        person = factories.custody_event().person
        person.custody_status = CustodyStatus.ESCAPED
        obmin("rebuild", "--check")
        db.session.refresh(person)
        assert person.custody_status is CustodyStatus.ESCAPED

    def test_a_stop_leaves_whole_people(
        self, factories: SimpleNamespace, obmin: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cli, "BLOCK", 1)
        first, second = (factories.custody_event().person for _ in range(2))
        for person in (first, second):
            person.custody_status = CustodyStatus.ESCAPED
        db.session.commit()
        monkeypatch.setattr(rules, "rebuild", stopping_at(second.id))
        assert obmin("rebuild").exit_code != 0
        db.session.rollback()
        found = [db.session.get_one(Person, person.id).custody_status for person in (first, second)]
        assert found == [CustodyStatus.PRESUMED_CAPTIVE, CustodyStatus.ESCAPED]


def stopping_at(number: int) -> Callable[[Person], None]:
    """Give a rebuilding during which somebody presses Ctrl-C."""

    def rebuild(person: Person) -> None:
        REBUILD(person)
        if person.id == number:
            raise KeyboardInterrupt

    return rebuild
