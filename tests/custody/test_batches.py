"""One thing done to many people at once: foreseen, looked at, saved in one go, undone in one go."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.audit.models import AuditEntry
from app.core import clock
from app.core.dates import parse_edtf
from app.core.errors import NotFound, RuleError
from app.custody import queries, rules
from app.custody.models import Batch, BatchAction, CustodyEvent, EventKind
from app.custody.rules import Deed, Left
from app.custody.rules import batch as batches
from app.custody.views import batches as pages
from app.people import queries as people
from app.people import rules as people_rules
from app.people.models import Cohort, CustodyStatus, Person, Unlikely
from app.people.refs import ref_of
from app.sources.models import Source, SourceKind
from tests.conftest import QueryCount, SignIn
from tests.harness.client import Client

NOW = clock.now()
LATER = NOW + timedelta(minutes=9)


@pytest.fixture
def actor(factories: SimpleNamespace) -> User:
    made: User = factories.user()
    return made


@pytest.fixture
def cohort(factories: SimpleNamespace) -> Cohort:
    made: Cohort = factories.cohort(label_en="wounded")
    return made


@pytest.fixture
def source(factories: SimpleNamespace) -> Source:
    made: Source = factories.source(kind=SourceKind.ICRC)
    return made


@pytest.fixture
def both(factories: SimpleNamespace) -> list[Person]:
    return [factories.person(), factories.person()]


def registered(source: Source, when: str = "2022-05-20", **fields: object) -> Deed:
    happening = rules.Happening(
        kind=EventKind.REGISTERED_ICRC, source=source, credibility=1, happened=parse_edtf(when), **fields
    )
    return Deed(BatchAction.EVENT, happening=happening)


def tagging(cohort: Cohort, source: Source) -> Deed:
    return Deed(BatchAction.TAG, cohort, source)


def numbers(chosen: list[Person]) -> list[int]:
    return [person.id for person in chosen]


def carried_by(person: Person) -> list[int]:
    return [link.cohort_id for link in people.list_cohorts_of(person)]


class TestForeseeing:
    def test_tells_where_each_would_stand(self, both: list[Person], source: Source) -> None:
        outcomes = rules.foresee(both, registered(source), now=NOW)
        assert [(one.left, one.after) for one in outcomes] == [(None, CustodyStatus.IN_CAPTIVITY)] * 2
        assert [person.custody_status for person in both] == [CustodyStatus.UNKNOWN] * 2

    def test_changes_nothing(self, session: Session, both: list[Person], source: Source) -> None:
        rules.foresee(both, registered(source), now=NOW)
        session.flush()
        assert session.scalar(select(func.count()).select_from(CustodyEvent)) == 0

    def test_leaves_out_whose_record_is_no_more(
        self, factories: SimpleNamespace, cohort: Cohort, source: Source
    ) -> None:
        kept = factories.person()
        merged = factories.person(merged_into_id=kept.id)
        gone = factories.person(retracted_at=NOW, retraction_reason="вигадано")
        outcomes = rules.foresee([merged, kept, gone], tagging(cohort, source), now=NOW)
        assert [one.left for one in outcomes] == [Left.MERGED, None, Left.RETRACTED]

    def test_knows_who_carries_a_cohort(self, factories: SimpleNamespace, both: list[Person], source: Source) -> None:
        link = factories.person_cohort(person=both[0])
        on = rules.foresee(both, tagging(link.cohort, source), now=NOW)
        off = rules.foresee(both, Deed(BatchAction.UNTAG, link.cohort), now=NOW)
        assert ([one.left for one in on], [one.left for one in off]) == ([Left.HAS, None], [None, Left.HAS])

    def test_counts_what_was_said_of_a_record_merged_into_theirs(
        self, factories: SimpleNamespace, source: Source
    ) -> None:
        kept = factories.person()
        merged = factories.person(merged_into_id=kept.id)
        link = factories.person_cohort(person=merged)
        (outcome,) = rules.foresee([kept], tagging(link.cohort, source), now=NOW)
        assert outcome.left is Left.HAS

    def test_records_nothing_twice(self, factories: SimpleNamespace, both: list[Person], source: Source) -> None:
        place = factories.place()
        deed = registered(source, place=place)
        rules.record(both[0], deed.happening, actor=None, now=NOW)
        assert [one.left for one in rules.foresee(both, deed, now=LATER)] == [Left.HAS, None]

    def test_leaves_out_of_whom_it_would_be_unlikely(self, factories: SimpleNamespace, source: Source) -> None:
        young, old = factories.person(born="2023-01-01"), factories.person(born="1990")
        outcomes = rules.foresee([young, old], registered(source), now=NOW)
        assert [one.left for one in outcomes] == [Left.UNLIKELY, None]
        assert Unlikely.BEFORE_BIRTH in outcomes[0].unlikely

    def test_refuses_a_day_that_has_not_come(self, both: list[Person], source: Source) -> None:
        with pytest.raises(RuleError):
            rules.foresee(both, registered(source, "2099-01-01"), now=NOW)

    def test_reads_a_hundred_with_as_many_queries_as_two(
        self, factories: SimpleNamespace, source: Source, query_count: QueryCount
    ) -> None:
        counts = []
        for size in (2, 20):
            chosen = [factories.person() for _ in range(size)]
            with query_count() as ran:
                rules.foresee(chosen, registered(source), now=NOW)
            counts.append(len(ran))
        assert counts[0] == counts[1]


class TestCarryingOut:
    def test_records_an_event_of_each(self, session: Session, both: list[Person], source: Source, actor: User) -> None:
        batch = rules.carry_out(registered(source), numbers(both), actor=actor, now=NOW)
        assert [person.custody_status for person in both] == [CustodyStatus.IN_CAPTIVITY] * 2
        members = queries.list_people_in(batch)
        assert [(one.person_id, one.event.kind) for one in members] == [
            (number, EventKind.REGISTERED_ICRC) for number in numbers(both)
        ]
        assert repr(members[0]) == f"<BatchPerson {both[0].id} in {batch.id}>"
        session.commit()
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == actor.id)).all()
        assert sorted(actions) == ["apply batch", "record event", "record event"]

    def test_adds_a_cohort_and_takes_it_off(
        self, both: list[Person], cohort: Cohort, source: Source, actor: User
    ) -> None:
        batch = rules.carry_out(tagging(cohort, source), numbers(both), actor=actor, now=NOW)
        assert [carried_by(person) for person in both] == [[cohort.id]] * 2
        assert repr(batch) == f"<Batch {batch.id} tag>"
        rules.carry_out(Deed(BatchAction.UNTAG, cohort), numbers(both), actor=actor, now=LATER)
        assert [carried_by(person) for person in both] == [[], []]

    def test_is_done_to_all_or_to_nobody(
        self, session: Session, both: list[Person], cohort: Cohort, source: Source, actor: User
    ) -> None:
        people_rules.tag(both[1], cohort, source=source, actor=actor, now=NOW)
        with pytest.raises(RuleError, match="changed since"):
            rules.carry_out(tagging(cohort, source), numbers(both), actor=actor, now=LATER)
        assert (carried_by(both[0]), session.scalar(select(func.count()).select_from(Batch))) == ([], 0)

    def test_of_nobody_is_refused(self, cohort: Cohort, source: Source, actor: User) -> None:
        with pytest.raises(RuleError):
            rules.carry_out(tagging(cohort, source), [], actor=actor, now=NOW)

    def test_of_too_many_is_refused(
        self, both: list[Person], cohort: Cohort, source: Source, actor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batches, "MOST", 1)
        with pytest.raises(RuleError, match="import"):
            rules.carry_out(tagging(cohort, source), numbers(both), actor=actor, now=NOW)


class TestUndoing:
    @pytest.fixture(params=BatchAction)
    def batch(
        self, request: pytest.FixtureRequest, both: list[Person], cohort: Cohort, source: Source, actor: User
    ) -> Batch:
        if request.param is BatchAction.UNTAG:
            for person in both:
                people_rules.tag(person, cohort, source=source, actor=actor, now=NOW - timedelta(days=1))
        deeds = {
            BatchAction.TAG: tagging(cohort, source),
            BatchAction.UNTAG: Deed(BatchAction.UNTAG, cohort),
            BatchAction.EVENT: registered(source),
        }
        return rules.carry_out(deeds[request.param], numbers(both), actor=actor, now=NOW)

    def state(self, both: list[Person]) -> list[tuple[list[int], CustodyStatus]]:
        return [(carried_by(person), person.custody_status) for person in both]

    def test_brings_everything_back(self, batch: Batch, both: list[Person], cohort: Cohort, actor: User) -> None:
        assert rules.undo_batch(batch, actor=actor, now=LATER) == 0
        carried = [cohort.id] if batch.action is BatchAction.UNTAG else []
        assert self.state(both) == [(carried, CustodyStatus.UNKNOWN)] * 2

    def test_is_done_once(self, batch: Batch, actor: User) -> None:
        rules.undo_batch(batch, actor=actor, now=LATER)
        with pytest.raises(RuleError, match="already"):
            rules.undo_batch(batch, actor=actor, now=LATER)

    def test_is_its_authors_for_ten_minutes(self, batch: Batch, actor: User, factories: SimpleNamespace) -> None:
        for who, when in ((factories.user(), LATER), (actor, NOW + timedelta(minutes=11))):
            with pytest.raises(RuleError):
                rules.undo_batch(batch, actor=who, now=when)

    def build_on(self, batch: Batch, person: Person, cohort: Cohort, source: Source, actor: User) -> None:
        """Let somebody build on what was done to one of the people."""
        if batch.action is BatchAction.EVENT:
            event = next(one.event for one in queries.list_people_in(batch) if one.person_id == person.id)
            rules.correct(event, rules.Happening(EventKind.SIGHTING, source, 2), actor=actor, now=LATER)
        elif batch.action is BatchAction.TAG:
            people_rules.untag(people.list_cohorts_of(person)[0], actor=actor, now=LATER)
        else:
            people_rules.tag(person, cohort, source=source, actor=actor, now=LATER)

    def test_leaves_what_somebody_has_built_on(
        self, batch: Batch, both: list[Person], cohort: Cohort, source: Source, actor: User
    ) -> None:
        self.build_on(batch, both[0], cohort, source, actor)
        before = self.state(both)[0]
        assert rules.undo_batch(batch, actor=actor, now=LATER) == 1
        assert self.state(both)[0] == before

    def test_is_refused_where_all_is_built_on(
        self, batch: Batch, both: list[Person], cohort: Cohort, source: Source, actor: User
    ) -> None:
        for person in both:
            self.build_on(batch, person, cohort, source, actor)
        with pytest.raises(RuleError, match="built on"):
            rules.undo_batch(batch, actor=actor, now=LATER)

    @pytest.mark.usefixtures("session")
    def test_of_no_batch_is_nothing(self) -> None:
        with pytest.raises(NotFound):
            queries.get_batch(10**9)


@pytest.fixture
def analyst(sign_in: SignIn) -> Client:
    return sign_in(Role.ANALYST)


def address(action: str, chosen: list[Person], **more: str) -> str:
    return f"/people/many/{action}?" + "&".join(
        [f"p={one.ref}" for one in chosen] + [f"{k}={v}" for k, v in more.items()]
    )


def word(source: Source) -> dict[str, str]:
    return {"source_id": str(source.id), "credibility": "2"}


def sent_on(page: str) -> dict[str, str]:
    """Give the hidden answers of a page, as its button would send them."""
    return dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))


class TestPages:
    def test_nothing_ticked_leads_back_to_the_boxes(self, analyst: Client) -> None:
        for answer in (analyst.get("/people/many/tag"), analyst.post("/people/many/tag?side=ukr")):
            assert (answer.status_code, "select=y" in answer.location) == (302, True)

    @pytest.mark.usefixtures("both")
    def test_too_many_lead_back_with_a_sentence(self, analyst: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rules, "MOST", 1)
        assert analyst.get("/people/many/tag?scope=all").status_code == 302
        assert "At most 1 people" in analyst.get("/people?select=y").text

    @pytest.mark.parametrize("action", ["tag", "untag", "event"])
    def test_ask_what_is_to_be_done(self, analyst: Client, both: list[Person], action: str) -> None:
        assert "2 people chosen" in analyst.get(address(action, both)).text
        assert analyst.post(address(action, both), data={}).status_code == 422

    def test_show_what_would_be_done_and_keep_nothing(
        self, analyst: Client, both: list[Person], cohort: Cohort
    ) -> None:
        data = {"cohort_id": cohort.id, "new_source": "Новий лист", "new_source_kind": "family", "credibility": "2"}
        page = analyst.post(address("tag", both), data=data).text
        assert ("2 people get it" in page, both[0].ref in page) == (True, True)
        assert carried_by(both[0]) == []

    def test_save_what_was_shown_and_offer_to_undo_it(
        self, analyst: Client, both: list[Person], source: Source
    ) -> None:
        told = {"kind": "registered_icrc", "happened": "20.05.2022", **word(source)}
        page = analyst.post(address("event", both, status="unknown"), data=told).text
        assert "in captivity" in page
        answer = analyst.post(address("event", both, status="unknown").replace("?", "/save?"), data=sent_on(page))
        assert (answer.status_code, answer.location) == (303, "/people?status=unknown")
        assert [person.custody_status for person in both] == [CustodyStatus.IN_CAPTIVITY] * 2
        (undo,) = re.findall(r'action="(/people/many/\d+/undo)"', analyst.get("/people").text)
        assert analyst.post(undo).location == "/people"
        assert [person.custody_status for person in both] == [CustodyStatus.UNKNOWN] * 2
        assert "already" in analyst.get(analyst.post(undo).location).text

    @pytest.mark.usefixtures("both")
    def test_are_for_all_that_match(self, analyst: Client, factories: SimpleNamespace) -> None:
        link = factories.person_cohort()
        person = link.person
        found = f"/people/many/untag?scope=all&cohort={link.cohort.code}"
        page = analyst.post(found, data={"cohort_id": link.cohort_id}).text
        assert ("1 person loses it" in page, person.ref in page) == (True, True)
        analyst.post(found.replace("?", "/save?"), data=sent_on(page))
        assert carried_by(person) == []

    @pytest.mark.usefixtures("both")
    def test_are_for_those_of_the_place_that_the_list_is_filtered_by(
        self, analyst: Client, factories: SimpleNamespace, cohort: Cohort
    ) -> None:
        place = factories.place()
        there = factories.person(place=place)
        data = {"cohort_id": cohort.id, **word(factories.source())}
        page = analyst.post(f"/people/many/tag?scope=all&place={place.id}", data=data).text
        assert ("1 person gets it" in page, there.ref in page) == (True, True)

    @pytest.mark.usefixtures("both")
    @pytest.mark.parametrize("part", ["status=nonsense", "place=987654", "captured_from=nonsense", "side=xyz"])
    def test_are_for_nobody_where_a_part_of_the_filter_is_not_understood(self, analyst: Client, part: str) -> None:
        """Such a part filters nothing, and something would be done to everybody."""
        for ask in (analyst.get, analyst.post):
            assert "select=y" in ask(f"/people/many/tag?scope=all&{part}").location
        assert "nobody was chosen" in analyst.get("/people?select=y").text

    def test_refuse_more_people_than_any_database_is_asked_for(
        self, analyst: Client, source: Source, cohort: Cohort
    ) -> None:
        people = " ".join(ref_of(number) for number in range(1, 70_000))
        data = {"cohort_id": cohort.id, "people": people, **word(source)}
        answer = analyst.post("/people/many/tag/save", data=data)
        assert answer.status_code == 422

    def test_say_who_stays_as_they_are(
        self, analyst: Client, factories: SimpleNamespace, source: Source, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pages, "NAMED", 1)
        chosen = [factories.person(born="2023-01-01") for _ in range(2)]
        told = {"kind": "sighting", "happened": "2022", **word(source)}
        page = analyst.post(address("event", chosen), data=told).text
        assert "something is dated before the birth" in page
        assert ("and 1 more" in page, "There is nobody to whom" in page) == (True, True)

    def test_show_the_plan_anew_where_something_changed(
        self, analyst: Client, both: list[Person], cohort: Cohort, source: Source
    ) -> None:
        page = analyst.post(address("tag", both), data={"cohort_id": cohort.id, **word(source)}).text
        people_rules.tag(both[0], cohort, source=source, actor=None, now=NOW)
        answer = analyst.post(address("tag", both).replace("?", "/save?"), data=sent_on(page))
        assert (answer.status_code, "Something has changed" in answer.text) == (422, True)
        assert "1 person gets it" in answer.text

    def test_lead_back_to_what_was_typed(self, analyst: Client, both: list[Person], cohort: Cohort) -> None:
        data = {"cohort_id": cohort.id, "credibility": "2", "back": "y"}
        page = analyst.post(address("tag", both), data=data).text
        assert f'<option selected value="{cohort.id}">' in page

    def test_refuse_what_a_rule_refuses_before_and_after(
        self, analyst: Client, both: list[Person], source: Source
    ) -> None:
        told = {"kind": "sighting", "happened": "01.01.2099", "people": both[0].ref, **word(source)}
        for path in (address("event", both), address("event", both).replace("?", "/save?")):
            answer = analyst.post(path, data=told)
            assert (answer.status_code, "has not come yet" in answer.text) == (422, True)

    def test_ask_again_where_an_answer_is_missing(self, analyst: Client, both: list[Person]) -> None:
        answer = analyst.post("/people/many/tag/save", data={"people": f"{both[0].ref} nobody"})
        assert (answer.status_code, "1 person chosen" in answer.text) == (422, True)

    def test_are_not_for_viewers(self, sign_in: SignIn, both: list[Person]) -> None:
        viewer = sign_in(Role.VIEWER)
        assert viewer.get(address("tag", both)).status_code == 403
        assert 'name="p"' not in viewer.get("/people?select=y").text

    def test_tell_of_what_an_undoing_left(
        self, analyst: Client, both: list[Person], cohort: Cohort, source: Source
    ) -> None:
        saved_at = clock.now() - timedelta(minutes=1)
        batch = rules.carry_out(tagging(cohort, source), numbers(both), actor=analyst.user, now=saved_at)
        people_rules.untag(people.list_cohorts_of(both[0])[0], actor=analyst.user, now=clock.now())
        analyst.post(f"/people/many/{batch.id}/undo")
        assert "1 person stays as they are" in analyst.get("/people").text


class TestBoxes:
    def test_stand_in_the_rows_where_somebody_selects(self, analyst: Client, both: list[Person]) -> None:
        assert 'name="p"' not in analyst.get("/people").text
        page = analyst.get(f"/people?select=y&p={both[0].ref}").text
        boxes = re.findall(r'<input type="checkbox" form="picking"[^>]*>', page)
        assert sorted(" checked" in box for box in boxes) == [False, True]

    @pytest.mark.usefixtures("both")
    def test_can_all_be_ticked(self, analyst: Client) -> None:
        boxes = re.findall(r'<input type="checkbox" form="picking"[^>]*>', analyst.get("/people?select=all").text)
        assert [" checked" in box for box in boxes] == [True, True]
