"""Who somebody is, derived from what sources state."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from app.core import dates
from app.names.ordering import sort_key
from app.people import identity
from app.people.identity import Choice, Derived, derive
from app.people.models import IdentifierKind, Law, NameLanguage, Person, PersonIdentifier, PersonStatement, Sex
from tests.people.statements import START, correction, source, statement

LATE = datetime(2030, 1, 1, tzinfo=UTC)


def choice(chosen: PersonStatement, made_at: datetime = LATE) -> dict[str, Choice]:
    return {"surname": Choice(chosen.id, made_at)}


def surname_of(*statements: PersonStatement, **options: Any) -> str | None:
    found: str | None = derive(statements, **options).values.get("surname")
    return found


class TestPrecedence:
    def test_the_more_reliable_source_comes_first(self) -> None:
        assert surname_of(statement("A", 6, surname="Шевчук"), statement("B", 1, surname="Шевченко")) == "Шевчук"

    def test_of_two_as_reliable_the_more_credible_statement_does(self) -> None:
        assert surname_of(statement("B", 1, surname="Шевчук"), statement("B", 2, surname="Шевченко")) == "Шевчук"

    def test_of_two_as_credible_the_newer_one_does(self) -> None:
        assert surname_of(statement(surname="Шевчук"), statement(surname="Шевченко")) == "Шевченко"

    def test_of_the_same_moment_the_one_with_the_higher_number_does(self) -> None:
        pair = [statement(surname=name, recorded_at=START) for name in ("Шевчук", "Шевченко")]
        assert surname_of(*reversed(pair)) == "Шевченко"

    def test_each_field_has_its_own(self) -> None:
        derived = derive([statement("A", surname="Шевчук"), statement("F", surname="Шевченко", rank="сержант")])
        assert derived.values == {"surname": "Шевчук", "rank": "сержант"}

    def test_names_who_gave_each_value(self) -> None:
        better, other = statement("A", surname="Шевчук"), statement("F", rank="сержант")
        assert derive([other, better]).given_by == {"surname": better, "rank": other}

    def test_nothing_follows_from_nothing(self) -> None:
        assert derive([]) == Derived()


class TestPreference:
    def test_outweighs_a_better_statement(self) -> None:
        chosen = statement("F", surname="Шевченко")
        assert surname_of(statement("A", surname="Шевчук"), chosen, choices=choice(chosen)) == "Шевченко"

    def test_lapses_with_its_statement(self) -> None:
        chosen = statement("F", surname="Шевченко", retracted_at=START)
        assert surname_of(statement("A", surname="Шевчук"), chosen, choices=choice(chosen)) == "Шевчук"

    def test_goes_over_to_the_correction_of_its_statement(self) -> None:
        chosen = statement("F", surname="Шевчнко")
        better, right = statement("A", surname="Шевчук"), correction(chosen, surname="Шевченко")
        assert surname_of(better, chosen, right, choices=choice(chosen)) == "Шевченко"

    def test_lapses_where_the_correction_says_nothing_about_the_field(self) -> None:
        chosen = statement("F", surname="Шевченко", rank="сержант")
        better, right = statement("A", surname="Шевчук"), correction(chosen, rank="сержант")
        assert surname_of(better, chosen, right, choices=choice(chosen)) == "Шевчук"

    def test_settles_the_conflict(self) -> None:
        one, other = statement(surname="Шевчук"), statement(surname="Шевченко")
        assert derive([one, other], choice(one)).conflicts == ()

    def test_settles_it_still_when_its_statement_is_corrected(self) -> None:
        one, other = statement(surname="Шевчк"), statement(surname="Шевченко")
        right = correction(one, surname="Шевчук")
        assert derive([one, other, right], choice(one, made_at=other.recorded_at)).conflicts == ()

    def test_a_later_statement_that_differs_opens_it_again(self) -> None:
        one, other, later = (statement(surname=name) for name in ("Шевчук", "Шевченко", "Шевчик"))
        derived = derive([one, other, later], choice(one, made_at=other.recorded_at))
        assert (derived.conflicts, derived.values["surname"]) == (("surname",), "Шевчук")

    def test_a_later_statement_that_agrees_does_not(self) -> None:
        one, other, later = (statement(surname=name) for name in ("Шевчук", "Шевченко", "ШЕВЧУК"))
        assert derive([one, other, later], choice(one, made_at=other.recorded_at)).conflicts == ()

    def test_of_a_statement_that_no_longer_stands_settles_nothing(self) -> None:
        chosen = statement(surname="Шевчик", retracted_at=START)
        pair = [statement(surname="Шевчук"), statement(surname="Шевченко")]
        assert derive([chosen, *pair], choice(chosen)).conflicts == ("surname",)


class TestAbsences:
    def test_say_why_there_is_no_value(self) -> None:
        assert derive([statement(absences={"born": "refused"})]).absences == {"born": "refused"}

    def test_never_outweigh_a_value(self) -> None:
        derived = derive([statement("A", 1, absences={"rank": "unknown"}), statement("F", 6, rank="сержант")])
        assert (derived.values, derived.absences) == ({"rank": "сержант"}, {})

    def test_are_those_of_the_best_statement(self) -> None:
        pair = [statement("F", absences={"born": "unknown"}), statement("A", absences={"born": "refused"})]
        assert derive(pair).absences == {"born": "refused"}

    def test_never_conflict(self) -> None:
        pair = [statement(absences={"rank": "unknown"}), statement(rank="сержант")]
        assert derive(pair).conflicts == ()


class TestConflicts:
    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [
            ("surname", "Шевчук", "Шевченко"),
            ("sex", Sex.MALE, Sex.FEMALE),
            ("category_id", 1, 2),
            ("born", "1990-05", "1990-06-01"),
            ("born", "1990-05-16", "1990-05-17"),
        ],
    )
    def test_are_values_that_cannot_both_be_true(self, name: str, one: object, other: object) -> None:
        assert derive([statement(**{name: one}), statement(**{name: other})]).conflicts == (name,)

    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [
            ("surname", "Мар'яненко", "МАР’ЯНЕНКО"),
            ("surname", "Нечуй-Левицький", "Нечуй Левицький"),
            ("rank", "старший сержант", "Старший  сержант"),
            ("born", "1990-05", "1990-05-16"),
            ("born", "1990", "1990-12/1991"),
            ("born", "../1995", "1990-05-16"),
            ("name_language", NameLanguage.UKRAINIAN, NameLanguage.RUSSIAN),
        ],
    )
    def test_are_not_ways_to_say_the_same(self, name: str, one: object, other: object) -> None:
        assert derive([statement(**{name: one}), statement(**{name: other})]).conflicts == ()

    def test_are_not_within_one_source(self) -> None:
        speaker = source()
        assert derive([statement(speaker, rank="солдат"), statement(speaker, rank="сержант")]).conflicts == ()

    def test_take_a_source_at_its_better_word(self) -> None:
        speaker = source()
        said = [statement(speaker, 1, rank="сержант"), statement(speaker, 6, rank="солдат"), statement(rank="сержант")]
        assert derive(said).conflicts == ()

    def test_are_found_between_any_two_of_three(self) -> None:
        said = [statement(born="1990"), statement(born="1990-01/1991-06"), statement(born="1991")]
        assert derive(said).conflicts == ("born",)

    def test_stand_in_the_order_of_the_fields(self) -> None:
        pair = [statement(rank="солдат", surname="Шевчук"), statement(rank="сержант", surname="Шевченко")]
        assert derive(pair).conflicts == ("surname", "rank")


class TestAlphabets:
    @pytest.mark.parametrize("name", ["surname", "given_name", "patronymic"])
    def test_show_a_name_as_it_is_spelled_in_cyrillic(self, name: str) -> None:
        spellings = {"surname": ("Bondar", "Бондар"), "given_name": ("Hnat", "Гнат")}
        latin, cyrillic = spellings.get(name, ("Hnatovych", "Гнатович"))
        derived = derive([statement("A", **{name: latin}), statement("F", **{name: cyrillic})])
        assert (derived.values[name], derived.conflicts) == (cyrillic, ())

    def test_show_the_better_of_two_cyrillic_spellings(self) -> None:
        said = [statement("A", surname="Ivanov"), statement("C", surname="Іванов"), statement("B", surname="Иванов")]
        assert surname_of(*said) == "Иванов"

    def test_leave_a_name_that_is_another_as_the_better_source_has_it(self) -> None:
        derived = derive([statement("A", surname="Koval"), statement("F", surname="Бондар")])
        assert (derived.values["surname"], derived.conflicts) == ("Koval", ("surname",))

    def test_leave_an_analysts_choice(self) -> None:
        chosen = statement("A", surname="Bondar")
        assert surname_of(chosen, statement("F", surname="Бондар"), choices=choice(chosen)) == "Bondar"

    def test_leave_a_call_sign(self) -> None:
        derived = derive([statement("A", call_sign="Kum"), statement("F", call_sign="Кум")])
        assert (derived.values["call_sign"], derived.conflicts) == ("Kum", ())

    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [("surname", "Іванов", "Іванова"), ("given_name", "Володимир", "Владимир"), ("unit", "Kum", "Кум")],
    )
    def test_are_no_excuse_for_other_differences(self, name: str, one: str, other: str) -> None:
        assert derive([statement(**{name: one}), statement(**{name: other})]).conflicts == (name,)


class TestCorrection:
    def test_supersedes_and_makes_no_conflict(self) -> None:
        wrong = statement("A", surname="Шевчк")
        derived = derive([wrong, correction(wrong, surname="Шевчук")])
        assert (derived.values["surname"], derived.conflicts) == ("Шевчук", ())

    def test_that_is_retracted_brings_back_what_it_corrected(self) -> None:
        first = statement(surname="Шевчук")
        assert surname_of(first, correction(first, surname="Шевчк", retracted_at=START)) == "Шевчук"

    def test_leaves_the_conflict_with_other_sources(self) -> None:
        wrong = statement(surname="Шевчк")
        said = [wrong, statement(surname="Шевченко"), correction(wrong, surname="Шевчук")]
        assert derive(said).conflicts == ("surname",)


class TestKnownAt:
    def test_gives_what_was_known_then(self) -> None:
        first, later = statement("F", surname="Шевчук"), statement("A", surname="Шевченко")
        assert surname_of(first, later, known_at=first.recorded_at) == "Шевчук"


class TestDisplayName:
    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({"surname": "Шевчук", "given_name": "Іван", "patronymic": "Ілліч"}, "Шевчук Іван Ілліч"),
            ({"surname": "Шевчук", "call_sign": "Кум"}, "Шевчук"),
            ({"call_sign": "Кум"}, "«Кум»"),
            ({"call_sign": "Кум", "given_name": "Іван"}, "«Кум» Іван"),
            ({"latin_name": "Shevchuk Ivan"}, "Shevchuk Ivan"),
            ({"given_name": "Іван", "latin_name": "Ivan"}, "Іван"),
            ({}, ""),
        ],
    )
    def test_is_the_surname_first_or_the_call_sign_for_want_of_it(self, values: dict[str, str], name: str) -> None:
        assert identity.display_name(values) == name


class TestMissingFields:
    def test_are_answered_by_numbers_too(self) -> None:
        numbers = [PersonIdentifier(kind=IdentifierKind.SERVICE_NUMBER)]
        derived = derive([statement(surname="Шевчук", given_name="Іван", rank="солдат", side_id=1, patronymic="Ілліч")])
        assert identity.missing_fields(Law.PRISONER_OF_WAR, derived, numbers) == [
            "mother_maiden_name",
            "born",
            "birth_place",
        ]

    def test_are_not_answered_by_the_reason_for_having_no_value(self) -> None:
        derived = derive([statement(absences={"born": "refused"})])
        assert "born" in identity.missing_fields(Law.EITHER, derived, [])


@pytest.mark.usefixtures("session")
class TestRefresh:
    def test_writes_the_values_into_the_row(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", given_name="Іван", born="1990-05", sex=Sex.MALE, side="ukr")
        assert (person.surname, person.given_name, person.sex) == ("Шевчук", "Іван", Sex.MALE)
        assert (person.born, person.side.code) == (dates.parse_edtf("1990-05"), "ukr")

    def test_empties_what_nobody_says_any_more(self, factories: SimpleNamespace) -> None:
        person = factories.person(rank="сержант", born="1990")
        person.rank, person.unit, person.born = "солдат", "в/ч 0000", dates.parse_edtf("1991")
        identity.refresh(person)
        assert (person.rank, person.unit, person.born) == ("сержант", None, dates.parse_edtf("1990"))

    def test_orders_by_the_name_without_its_quotes(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname=None, call_sign="Кум", given_name="Іван")
        assert (person.name, person.sort_key) == ("«Кум» Іван", sort_key("Кум Іван"))

    def test_takes_somebody_without_a_category_for_unknown(self, factories: SimpleNamespace) -> None:
        assert factories.person().category.code == "unknown"

    def test_asks_what_the_law_of_the_category_asks(self, factories: SimpleNamespace) -> None:
        assert "rank" in factories.person(category="conscript").missing
        assert "rank" not in factories.person(category="civilian").missing

    def test_knows_when_nothing_is_missing(self, factories: SimpleNamespace) -> None:
        said = dict.fromkeys(["given_name", "father_name", "mother_maiden_name", "birth_place"], "відомо")
        person = factories.person(**said, born="1990")
        assert (person.missing, person.has_gaps) == ([], False)

    def test_marks_a_conflict(self, factories: SimpleNamespace) -> None:
        person = factories.person(rank="сержант")
        factories.person_statement(person=person, rank="солдат")
        assert (person.conflicts, person.has_conflict) == (["rank"], True)

    def test_writes_why_values_are_not_there(self, factories: SimpleNamespace) -> None:
        assert factories.person(absences={"born": "not_asked"}).absences == {"born": "not_asked"}

    def test_keeps_the_other_names_that_stand(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Мар’яненко", call_sign="Їжак")
        factories.person_statement(person=person, surname="Хибно", retracted_at=LATE, retraction_reason="хибно")
        factories.person_statement(person=person, surname="Марченко", credibility=6)
        assert person.other_names == [["Марченко", "", "", ""]]

    def test_looks_at_those_who_were_merged_into_the_person(self, factories: SimpleNamespace) -> None:
        kept: Person = factories.person(surname="Шевчук")
        merged = factories.person(surname="Шевчук", rank="сержант")
        merged.merged_into_id = kept.id
        identity.refresh(kept)
        assert kept.rank == "сержант"

    def test_follows_a_preference(self, factories: SimpleNamespace) -> None:
        person = factories.person(surname="Шевчук", credibility=1)
        chosen = factories.person_statement(person=person, surname="Шевченко", credibility=6)
        factories.preferred_value(statement=chosen)
        assert (person.surname, person.has_conflict) == ("Шевченко", False)
