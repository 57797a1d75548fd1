"""What only some may see, and the rows of a sheet, when several people change them in the same moment."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from app.compartments import health
from app.compartments.models import HealthObservation
from app.core import clock, facts
from app.core.db import db
from app.custody.models import CustodyEvent
from app.debriefings.models import DebriefingRow
from app.people.models import Person
from tests.journeys.conftest import AT_ONCE, Browser, House, at_once

Opened = Callable[[Browser, str], dict[str, object]]


def observed(house: House) -> tuple[int, str]:
    """Report somebody's health, and give the report's number and the address of the compartment."""
    with house.factories() as factories:
        made = factories.health_observation(is_serious=True, recorded_at=clock.now() - timedelta(hours=1))
        return made.id, f"/people/{made.person.ref}/health"


def ask_all(house: House, browser: Browser, asked: list[tuple[str, dict[str, object]]]) -> list[int]:
    """Send every form in the same moment, and give the statuses of the answers."""
    asks = [partial(Browser(house.address, browser.cookie).post, address, sent) for address, sent in asked]
    return [answer.status for answer in at_once(asks)]


class TestReportsOnHealth:
    def test_one_is_retracted_once(self, house: House, opened: Opened) -> None:
        number, address = observed(house)
        browser = house.browser()
        page = opened(browser, f"{address}/{number}/retract")
        asked = [
            (f"{address}/{number}/retract", {**page, "submission": f"{one:032x}", "reason": f"помилка {one}"})
            for one in range(AT_ONCE)
        ]
        statuses = ask_all(house, browser, asked)
        assert Counter(statuses) == {303: 1, 422: AT_ONCE - 1}
        with house.application.app_context():
            reason = db.session.get_one(HealthObservation, number).retraction_reason
            assert reason == f"помилка {statuses.index(303)}"

    def test_one_is_either_corrected_or_retracted(self, house: House, opened: Opened) -> None:
        number, address = observed(house)
        browser = house.browser()
        change, back = (opened(browser, f"{address}/{number}/{verb}") for verb in ("correct", "retract"))
        asked = [
            (f"{address}/{number}/correct", {**change, "particulars": "інше"}),
            (f"{address}/{number}/retract", {**back, "reason": "помилка"}),
        ] * (AT_ONCE // 2)
        keyed = [(to, {**sent, "submission": f"{one:031x}{len(sent) % 16:x}"}) for one, (to, sent) in enumerate(asked)]
        assert ask_all(house, browser, keyed).count(303) == 1
        with house.application.app_context():
            recorded = db.session.scalars(
                sa.select(HealthObservation).where(
                    sa.or_(HealthObservation.id == number, HealthObservation.supersedes_id == number)
                )
            ).all()
            was_retracted = any(one.retracted_at is not None for one in recorded)
            assert (len(recorded), len(facts.live(recorded))) == ((1, 0) if was_retracted else (2, 1))

    def test_those_that_come_at_once_are_all_derived(self, house: House, opened: Opened) -> None:
        number, address = observed(house)
        browser = house.browser()
        page = opened(browser, f"{address}/new")
        with house.factories() as factories:
            word = {"source_id": str(factories.source().id), "credibility": "2"}
        asked: list[tuple[str, dict[str, object]]] = [
            (f"{address}/new", {**page, **word, "submission": f"{one + 500:032x}", "observed": f"{one + 1}.03.2024",
             "particulars": "є", "is_serious": "y"})
            for one in range(AT_ONCE)
        ]  # fmt: skip
        assert ask_all(house, browser, asked) == [303] * AT_ONCE
        with house.application.app_context():
            person = db.session.get_one(HealthObservation, number).person
            kept = person.health_due_on
            health.refresh(person)
            assert person.health_due_on == kept


class TestRowsOfASheet:
    def test_one_is_identified_once(self, house: House, opened: Opened) -> None:
        with house.factories() as factories:
            row = factories.debriefing_row(debriefing=factories.debriefing(witness=factories.witness()))
            row.debriefing.witness.source = factories.source()
            people = [factories.person().ref for _ in range(AT_ONCE)]
            number = row.id
        browser = house.browser()
        page = opened(browser, "/sources/new")
        address = f"/debriefings/rows/{number}/identify"
        asked: list[tuple[str, dict[str, object]]] = [
            (address, {"csrf_token": page["csrf_token"], "person": ref}) for ref in people
        ]
        assert Counter(ask_all(house, browser, asked)) == {303: 1, 422: AT_ONCE - 1}
        with house.application.app_context():
            row = db.session.get_one(DebriefingRow, number)
            events = db.session.scalars(
                sa.select(CustodyEvent).join(Person).where(CustodyEvent.source_id == row.debriefing.witness.source_id)
            ).all()
            assert [event.id for event in events] == [row.event_id]
