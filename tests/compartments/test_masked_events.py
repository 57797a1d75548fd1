"""Events that only some may see, and notes that tell of somebody's health, on the timeline."""

from types import SimpleNamespace

import pytest

from app.core import clock
from app.core.dates import parse_edtf
from app.custody import rules as custody
from app.custody.models import EventKind
from tests.conftest import SignIn

NOTE = "вигаданий запис"


@pytest.mark.parametrize("kind", [EventKind.CONSENT_GIVEN, EventKind.CONSENT_REFUSED])
class TestAnAnswerOnReturning:
    def test_is_shown_to_who_may_see_consents(
        self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind
    ) -> None:
        event = factories.custody_event(kind=kind, note=NOTE, happened="2024-02-03")
        page = sign_in("analyst").get(f"/people/{event.person.ref}").text
        assert NOTE in page
        assert "3 Feb 2024" in page

    def test_is_a_mask_to_others(self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind) -> None:
        event = factories.custody_event(kind=kind, note=NOTE, happened="2024-02-03")
        page = sign_in("viewer").get(f"/people/{event.person.ref}").text
        timeline = page.partition('id="timeline"')[2].partition("</section>")[0]
        assert "●●●" in timeline
        assert "3 Feb 2024" not in timeline
        assert not any(said in page for said in (NOTE, "greed to return", "efused to return"))

    def test_gives_its_day_to_nobody_through_the_newest_day_known(
        self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind
    ) -> None:
        person = factories.person()
        for what, day in ((EventKind.CAPTURE, "2022-05-16"), (kind, "2024-02-03")):
            said = custody.Happening(kind=what, source=factories.source(), credibility=2, happened=parse_edtf(day))
            custody.record(person, said, actor=None, now=clock.now())
        viewer = sign_in("viewer")
        for address in (f"/people/{person.ref}", "/people?columns=name,known,since"):
            page = viewer.get(address).text
            assert ("16 May 2022" in page, "3 Feb 2024" in page) == (True, False), address

    def test_is_not_offered(self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind) -> None:
        client, person = sign_in("analyst"), factories.person()
        assert f'value="{kind.value}"' not in client.get(f"/people/{person.ref}/events/new").text
        values = {"kind": kind.value, "source_id": factories.source().id, "credibility": 2}
        assert client.post(f"/people/{person.ref}/events/new", data=values).status_code == 422


@pytest.mark.parametrize(
    "kind",
    [EventKind.HEALTH_REPORT, EventKind.MEDICAL_COMMISSION, EventKind.HOSPITAL_IN, EventKind.HOSPITAL_OUT],
)
class TestAnEventOfHealth:
    def test_tells_who_may_see_health_what_it_says(
        self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind
    ) -> None:
        event = factories.custody_event(kind=kind, note=NOTE)
        assert NOTE in sign_in("analyst").get(f"/people/{event.person.ref}").text

    def test_tells_others_that_it_happened(self, sign_in: SignIn, factories: SimpleNamespace, kind: EventKind) -> None:
        event = factories.custody_event(kind=kind, note=NOTE, happened="2024-02-03")
        page = sign_in("viewer").get(f"/people/{event.person.ref}").text
        assert NOTE not in page
        assert "3 Feb 2024" in page
        assert page.count("●●●") == 5
