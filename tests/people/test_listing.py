"""The one people list: its filters, its orders, its pages."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core import dates, keeping
from app.names.ordering import sort_key
from app.people import queries
from app.people.models import Confirmation, CustodyStatus, EndingKind, LegalSituation, Person, WatchedPerson
from app.people.queries import PeopleFilter, Request
from app.people.queries.listing import counts, filters

pytestmark = pytest.mark.usefixtures("session")

S, C = CustodyStatus, Confirmation
RECORDED = datetime(2026, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def found(factories: SimpleNamespace) -> Callable[..., list[str]]:
    """Give the surnames that a filter finds among a few people, in the order of the list."""
    place, other = factories.place(), factories.place()
    people = {
        "Авдієнко": {"side": "ukr", "category": "azovstal_defender", "custody_status": S.IN_CAPTIVITY},
        "Бойко": {"side": "ukr", "category": "civilian", "custody_status": S.MISSING, "has_gaps": False},
        "Волков": {"side": "rus", "category": "conscript", "custody_status": S.EXCHANGED, "has_conflict": True},
        "Гнатюк": {"custody_status": S.PRESUMED_CAPTIVE, "reported": EndingKind.DEATH},
    }
    confirmed = itertools.chain([C.ICRC, C.NONE, C.DETAINING_POWER], itertools.repeat(C.FAMILY_OR_WITNESS))
    captured = iter(["2022-05-16", None, "2022-05/2022-06", "../2022-03"])
    for (surname, fields), place_id in zip(people.items(), [place.id, None, other.id, None], strict=True):
        day = next(captured)
        standing = {"confirmation": next(confirmed), "captured": dates.parse_edtf(day) if day else None}
        factories.person(surname=surname, given_name="Мар’яна", **fields, **standing, place_id=place_id)

    def ask(**parts: Any) -> list[str]:
        chosen = PeopleFilter(**{**parts, **({"place_id": place.id} if "place_id" in parts else {})})
        names = [row.name.split()[0] for row in queries.list_people(Request(chosen))]
        assert queries.count_people(chosen) == len(names)
        return names

    return ask


FILTERS = [
    ({}, "АБВГ"),
    ({"text": "бойко"}, "Б"),
    ({"sides": ["ukr"]}, "АБ"),
    ({"sides": ["ukr", "rus"]}, "АБВ"),
    ({"categories": ["civilian"]}, "Б"),
    ({"categories": ["civilian", "conscript"]}, "БВ"),
    ({"categories": ["unknown"]}, "Г"),
    ({"statuses": [S.MISSING]}, "Б"),
    ({"statuses": [S.MISSING, S.EXCHANGED]}, "БВ"),
    ({"confirmation": C.NONE}, "АБВГ"),
    ({"confirmation": C.DETAINING_POWER}, "АВ"),
    ({"confirmation": C.IN_PERSON}, ""),
    ({"place_id": ...}, "А"),
    ({"gaps": True}, "АВГ"),
    ({"conflicts": True}, "В"),
    ({"reported": True}, "Г"),
    ({"captured_from": date(2022, 5, 16)}, "АВ"),
    ({"captured_from": date(2022, 5, 17)}, "В"),
    ({"captured_to": date(2022, 5, 16)}, "АВГ"),
    ({"captured_to": date(2022, 4, 30)}, "Г"),
    ({"captured_from": date(2022, 4, 1), "captured_to": date(2022, 5, 1)}, "В"),
    ({"sides": ["ukr"], "statuses": [S.MISSING]}, "Б"),
    ({"sides": ["rus"], "statuses": [S.MISSING]}, ""),
    ({"categories": ["conscript"], "conflicts": True}, "В"),
    ({"text": "маряна", "confirmation": C.ICRC}, "А"),
    ({"gaps": True, "reported": True}, "Г"),
]


class TestFilter:
    @pytest.mark.parametrize(("parts", "initials"), FILTERS)
    def test_finds(self, found: Callable[..., list[str]], parts: dict[str, Any], initials: str) -> None:
        assert "".join(name[0] for name in found(**parts)) == initials

    def test_finds_who_carries_any_of_some_cohorts_once(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        cohorts = [factories.person_cohort(person=person).cohort.code for _ in range(2)]
        factories.person_cohort()
        assert ids(Request(PeopleFilter(cohorts=cohorts))) == [person.id]

    def test_never_finds_merged_or_retracted_records(self, factories: SimpleNamespace) -> None:
        kept = factories.person()
        factories.person(merged_into_id=kept.id)
        factories.person(retracted_at=RECORDED, retraction_reason="введено двічі")
        assert ids(Request()) == [kept.id]

    def test_unknown_codes_find_nobody(self, found: Callable[..., list[str]]) -> None:
        assert found(sides=["xxx"]) == []


class TestText:
    @pytest.fixture
    def person(self, factories: SimpleNamespace) -> Person:
        made: Person = factories.person(surname="Мар’яненко", given_name="ЮРІЙ", call_sign="Їжак", latin_name="Ivanov")
        factories.person_identifier(person=made, value="АА-123")
        factories.person(surname="Інший")
        return made

    @pytest.mark.parametrize(
        "text",
        [
            "мар'яненко",
            "МАРʼЯНЕНКО",
            "марян",
            "юрій мар’ян",
            "їжак",
            "IVANOV",
            "аа-123",
            "  марян  ",
            "мар\u200b’яненко",
        ],
    )
    def test_is_blind_to_case_apostrophes_and_order(self, person: Person, text: str) -> None:
        assert ids(Request(PeopleFilter(text=text))) == [person.id]

    @pytest.mark.parametrize("text", ["%", "_", "юр_й", "мар%", "\\", "/", "мар*"])
    @pytest.mark.usefixtures("person")
    def test_takes_no_character_for_a_pattern(self, text: str) -> None:
        assert ids(Request(PeopleFilter(text=text))) == []

    @pytest.mark.parametrize("text", ["a%b", "a_b", "a/b", "a\\b"])
    def test_finds_the_characters_of_patterns_themselves(self, factories: SimpleNamespace, text: str) -> None:
        person = factories.person(surname=f"Інший {text}")
        factories.person(surname="Інший acb")
        assert ids(Request(PeopleFilter(text=f"інший {text}"))) == [person.id]

    @pytest.mark.parametrize("text", ["'", "\u0301", "-"])
    @pytest.mark.usefixtures("person")
    def test_finds_nobody_where_nothing_counts(self, text: str) -> None:
        assert ids(Request(PeopleFilter(text=text))) == []

    def test_finds_a_record_by_its_number(self, person: Person) -> None:
        assert ids(Request(PeopleFilter(text=person.ref.lower()))) == [person.id]

    def test_finds_nobody_by_half_a_name_and_another(self, person: Person) -> None:
        assert person.id not in ids(Request(PeopleFilter(text="мар’яненко інший")))

    def test_finds_a_name_that_another_source_gives(self, person: Person, factories: SimpleNamespace) -> None:
        factories.person_statement(person=person, surname="Марченко", credibility=6)
        assert ids(Request(PeopleFilter(text="марченко"))) == [person.id]


def ids(request: Request) -> list[int]:
    return [row.id for row in queries.list_people(request)]


def pages(sort: str, *, is_descending: bool, size: int) -> Iterator[list[int]]:
    """Give the pages from the first to the last."""
    after = None
    while True:
        page = queries.list_people(Request(sort=sort, is_descending=is_descending, after=after, size=size))
        yield [row.id for row in page]
        if not page.has_next:
            return
        after = page.rows[-1].id


def pages_back(sort: str, *, is_descending: bool, size: int, last: list[int]) -> Iterator[list[int]]:
    """Give the pages before a page, from there to the first."""
    while True:
        request = Request(sort=sort, is_descending=is_descending, before=last[0], size=size)
        page = queries.list_people(request)
        last = [row.id for row in page]
        yield last
        if not page.has_previous:
            return


@pytest.fixture
def crowd(session: Session) -> list[Person]:
    """People of whom many share a value, and some have none."""
    days = [None, "1990", "1990-05-16", "../1990-05-16", "1990-05-16/.."]
    names = ["Їжак", "Іваненко", "Ґава", "Їжак", "Abel", "Яр"]
    statuses, levels = [S.MISSING, S.IN_CAPTIVITY, S.MISSING], [C.ICRC, C.NONE]
    categories = [category.id for category in queries.list_categories()[:3]]
    people = []
    for number in range(11):
        day = days[number % len(days)]
        fields = {
            "sort_key": sort_key(names[number % len(names)]),
            "category_id": categories[number % len(categories)],
            "born": dates.parse_edtf(day) if day else None,
            "captured": dates.parse_edtf(day) if day else None,
            "custody_status": statuses[number % len(statuses)],
            "confirmation": levels[number % len(levels)],
            "updated_at": RECORDED + timedelta(hours=number % 4),
        }
        people.append(Person(created_at=RECORDED, **fields))
    session.add_all(people)
    session.flush()
    return people


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("sort", queries.KEYS)
class TestPages:
    def test_forward_cover_everybody_once(self, crowd: list[Person], sort: str, *, is_descending: bool) -> None:
        seen = list(pages(sort, is_descending=is_descending, size=3))
        whole = ids(Request(sort=sort, is_descending=is_descending))
        assert list(itertools.chain(*seen)) == whole
        assert sorted(whole) == [person.id for person in crowd]

    @pytest.mark.usefixtures("crowd")
    def test_backward_are_the_same_pages(self, sort: str, *, is_descending: bool) -> None:
        *before, last = pages(sort, is_descending=is_descending, size=3)
        back = list(pages_back(sort, is_descending=is_descending, size=3, last=last))
        assert back == before[::-1]

    @pytest.mark.usefixtures("crowd")
    def test_descending_is_the_other_way_round_but_for_the_unknown(self, sort: str, *, is_descending: bool) -> None:
        one, other = (ids(Request(sort=sort, is_descending=way)) for way in (is_descending, not is_descending))
        rows = queries.list_people(Request())
        unknown = {row.id for row in rows if sort in {"born", "captured"} and getattr(row, sort) is None}
        known = [number for number in one if number not in unknown]
        assert known == [number for number in other if number not in unknown][::-1]
        assert set(one[len(known) :]) == unknown


class TestPage:
    def test_at_both_ends_says_so(self, factories: SimpleNamespace) -> None:
        for _ in range(3):
            factories.person()
        first = queries.list_people(Request(size=2))
        second = queries.list_people(Request(size=2, after=first.rows[-1].id))
        assert [(page.has_previous, page.has_next) for page in (first, second)] == [(False, True), (True, False)]

    @pytest.mark.parametrize("side", ["after", "before"])
    def test_behind_somebody_who_is_gone_is_the_first_or_last(self, factories: SimpleNamespace, side: str) -> None:
        person = factories.person()
        page = queries.list_people(Request(**{side: person.id + 1}))
        assert [row.id for row in page] == [person.id]
        assert (page.has_previous, page.has_next) == (False, False)

    @pytest.mark.parametrize("count", [1, 9])
    def test_takes_the_same_queries_for_any_number_of_people(
        self, factories: SimpleNamespace, query_count: Callable[[], Any], count: int
    ) -> None:
        people = [factories.person(side="ukr", category="civilian") for _ in range(count)]
        with query_count() as statements:
            page = queries.list_people(Request(after=people[0].id, size=5))
        assert len(page) == min(count - 1, 5)
        assert len(statements) == 2


class TestOrder:
    def test_of_names_is_that_of_the_ukrainian_alphabet(self, factories: SimpleNamespace) -> None:
        names = ["Abel", "Яр", "Їжак", "Іваненко", "Зуб", "Ґава", "Гай", "Дуб", "Йосипенко", "Єрмак", "Жук"]
        for name in names:
            factories.person(surname=name)
        listed = [row.name for row in queries.list_people(Request())]
        expected = "Гай Ґава Дуб Єрмак Жук Зуб Іваненко Їжак Йосипенко Яр Abel"
        assert listed == expected.split()

    def test_of_statuses_is_that_of_their_axis(self, factories: SimpleNamespace) -> None:
        for status in reversed(S):
            factories.person(custody_status=status)
        assert [row.custody_status for row in queries.list_people(Request(sort="status"))] == list(S)

    def test_of_confirmations_is_that_of_their_strength(self, factories: SimpleNamespace) -> None:
        for level in reversed(C):
            factories.person(confirmation=level)
        assert [row.confirmation for row in queries.list_people(Request(sort="confirmation"))] == list(C)

    @pytest.mark.parametrize("is_descending", [False, True])
    @pytest.mark.parametrize("sort", ["born", "captured"])
    def test_of_days_has_the_unknown_last(self, factories: SimpleNamespace, sort: str, *, is_descending: bool) -> None:
        unknown = factories.person()
        day = dates.parse_edtf("1990-05")
        known = factories.person(captured=day, born="1990-05")
        assert ids(Request(sort=sort, is_descending=is_descending)) == [known.id, unknown.id]


class TestRegister:
    @pytest.mark.usefixtures("crowd")
    @pytest.mark.parametrize("sort", queries.KEYS)
    def test_has_whom_the_list_shows_in_its_order(self, session: Session, sort: str) -> None:
        chosen = PeopleFilter(statuses=[S.MISSING])
        people = session.scalars(queries.register(chosen, sort=sort, is_descending=True))
        assert [person.id for person in people] == ids(Request(chosen, sort=sort, is_descending=True))


class TestTotal:
    def test_is_of_everybody_whom_the_filter_finds(self, factories: SimpleNamespace) -> None:
        for side in ("ukr", "ukr", "rus"):
            factories.person(side=side)
        assert [queries.total_of(PeopleFilter(sides=sides)) for sides in ((), ("ukr",), ("rus",))] == [3, 2, 1]

    def test_is_kept_for_a_while_where_counting_takes_long(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(counts, "COUNTED_EACH_TIME", 1)
        monkeypatch.setattr(keeping, "MOST", 1)
        monkeypatch.setattr(keeping, "_kept", {})
        chosen, other = PeopleFilter(gaps=True), PeopleFilter(captured_to=date(2022, 1, 2))
        now = 1000.0
        monkeypatch.setattr(keeping, "monotonic", lambda: now)
        for _ in range(2):
            factories.custody_event(person=factories.person(), happened="2021-12-31")
        assert queries.total_of(chosen) == 2
        factories.custody_event(person=factories.person(), happened="2021-12-31")
        assert queries.total_of(chosen) == 2
        assert queries.total_of(other) == 3
        assert queries.total_of(chosen) == 3
        now += keeping.AT_LEAST + 1
        assert queries.total_of(chosen) == 3


class TestCohorts:
    @pytest.mark.parametrize("few", [0, 10])
    def test_find_the_same_people_whether_they_are_few_or_many(
        self, factories: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, few: int
    ) -> None:
        monkeypatch.setattr(filters, "FEW", few)
        carried = [factories.person_cohort() for _ in range(3)]
        factories.person()
        codes = [link.cohort.code for link in carried[:2]]
        assert ids(Request(PeopleFilter(cohorts=codes))) == sorted(link.person_id for link in carried[:2])


class TestNewerFilters:
    """What later packages know of a person, and how old it is."""

    @pytest.mark.parametrize(
        ("fields", "part"),
        [
            ({"legal_situation": LegalSituation.SENTENCED}, {"legal": (LegalSituation.SENTENCED,)}),
            ({"reported": EndingKind.DEATH}, {"endings": (EndingKind.DEATH,)}),
            ({"has_mixed_script": True}, {"mixed": True}),
            ({"has_unlikely": True}, {"unlikely": True}),
            (
                {"health_due_on": date(2026, 1, 5), "custody_status": CustodyStatus.IN_CAPTIVITY},
                {"health_due_by": date(2026, 1, 5)},
            ),
            ({"last_known_on": date(2025, 12, 31), "custody_status": S.MISSING}, {"silent_since": date(2026, 1, 1)}),
            ({"custody_status": S.IN_CAPTIVITY}, {"silent_since": date(2026, 2, 1)}),
            (
                {"custody_status": S.PRESUMED_CAPTIVE, "since": dates.parse_edtf("2025-10")},
                {"presumed_since": date(2025, 10, 31)},
            ),
            ({"updated_at": RECORDED + timedelta(days=9)}, {"changed_from": RECORDED + timedelta(days=9)}),
        ],
    )
    def test_find(self, factories: SimpleNamespace, fields: dict[str, Any], part: dict[str, Any]) -> None:
        other = factories.person(
            reported=EndingKind.RELEASE,
            legal_situation=LegalSituation.POW,
            last_known_on=date(2026, 3, 1),
            health_due_on=date(2026, 1, 6),
            since=dates.parse_edtf("2025-11"),
            updated_at=RECORDED,
            custody_status=S.PRESUMED_CAPTIVE,
        )
        found = factories.person(**{"created_at": RECORDED, "updated_at": RECORDED, **fields})
        assert ids(Request(PeopleFilter(**part))) == [found.id] != [other.id]

    def test_find_by_who_entered_a_record_that_was_merged(self, factories: SimpleNamespace) -> None:
        user, kept = factories.user(), factories.person()
        factories.person(merged_into_id=kept.id, created_by_id=user.id)
        factories.person(merged_into_id=factories.person().id)
        assert ids(Request(PeopleFilter(author_id=user.id))) == [kept.id]

    def test_find_by_who_watches_entered_or_names(self, factories: SimpleNamespace, session: Session) -> None:
        statement, user = factories.person_statement(), factories.user()
        person = statement.person
        person.created_by_id = user.id
        session.add(WatchedPerson(user_id=user.id, person_id=person.id, since_at=RECORDED))
        session.flush()
        factories.person()
        for part in ({"watcher_id": user.id}, {"author_id": user.id}, {"source_id": statement.source_id}):
            assert ids(Request(PeopleFilter(**part))) == [person.id]
