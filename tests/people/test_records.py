"""Reading the record of one person, and the vocabularies."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.people import queries, refs
from app.people.models import Sex
from tests.factories.people import RECORDED

pytestmark = pytest.mark.usefixtures("session")


class TestGetPerson:
    def test_finds_them_by_the_number_people_use(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        assert queries.get_person(person.ref) is person
        assert queries.get_person_by_id(person.id) is person

    @pytest.mark.parametrize("ref", ["", "P-999999", "хибно"])
    def test_raises_where_there_is_nobody(self, ref: str) -> None:
        with pytest.raises(NotFound):
            queries.get_person(ref)

    def test_raises_on_a_wrong_check_letter(self, factories: SimpleNamespace) -> None:
        number = factories.person().id
        wrong = next(letter for letter in refs.CHECK_LETTERS if letter != refs.check_letter(number))
        with pytest.raises(NotFound):
            queries.get_person(f"P-{number:06d}-{wrong}")

    def test_raises_where_the_databases_number_is_nobodys(self) -> None:
        with pytest.raises(NotFound):
            queries.get_person_by_id(1)


class TestMembers:
    """Everything about a person is read from the whole group of merged records."""

    @pytest.mark.parametrize(
        ("factory", "query"),
        [
            ("person_statement", queries.list_statements_of),
            ("person_identifier", queries.list_identifiers_of),
            ("person_cohort", queries.list_cohorts_of),
        ],
    )
    def test_speak_together(self, factories: SimpleNamespace, factory: str, query: Callable[..., Any]) -> None:
        kept = factories.person()
        merged, other = factories.person(merged_into_id=kept.id), factories.person()
        made = [getattr(factories, factory)(person=one) for one in (kept, merged, other)]
        assert set(made) & set(query(kept)) == set(made[:2])

    def test_prefer_together(self, factories: SimpleNamespace) -> None:
        kept = factories.person()
        statement = factories.person_statement(person=factories.person(merged_into_id=kept.id))
        preferred = factories.preferred_value(statement=statement)
        assert list(queries.list_preferences_of(kept)) == [preferred]


class TestStatements:
    def test_come_oldest_first_with_their_sources(
        self, factories: SimpleNamespace, session: Session, query_count: Callable[[], Any]
    ) -> None:
        person = factories.person()
        for _ in range(3):
            factories.person_statement(person=person, rank="солдат")
        number = person.id
        session.expire_all()
        assert person.id == number
        with query_count() as statements:
            assert len([one.source.name for one in queries.list_statements_of(person)]) == 4
        assert len(statements) == 1

    def test_that_stand_leave_out_the_rest(self, factories: SimpleNamespace) -> None:
        person = factories.person()
        wrong = factories.person_statement(person=person, rank="солдат")
        right = factories.person_statement(person=person, rank="сержант", supersedes_id=wrong.id)
        factories.person_statement(person=person, retracted_at=RECORDED, retraction_reason="хибно")
        assert queries.list_live_statements_of(person)[1:] == [right]
        assert queries.list_statements_about(person, "rank") == [right]

    def test_are_found_by_their_number(self, factories: SimpleNamespace) -> None:
        statement = factories.person_statement()
        assert queries.get_statement(statement.id) is statement

    def test_that_are_not_there_raise(self) -> None:
        with pytest.raises(NotFound):
            queries.get_statement(1)


class TestIdentifiers:
    def test_that_were_retracted_are_left_out(self, factories: SimpleNamespace) -> None:
        identifier = factories.person_identifier(retracted_at=RECORDED, retraction_reason="хибно")
        assert list(queries.list_identifiers_of(identifier.person)) == []


class TestPeopleIds:
    def test_are_those_of_records_that_were_not_merged(self, factories: SimpleNamespace) -> None:
        kept = factories.person()
        factories.person(merged_into_id=kept.id)
        assert list(queries.list_people_ids()) == [kept.id]


class TestVocabularies:
    def test_start_with_two_sides(self) -> None:
        assert [side.code for side in queries.list_sides()] == ["ukr", "rus"]

    def test_start_with_the_categories_that_lists_name(self) -> None:
        codes = [category.code for category in queries.list_categories()]
        assert {"conscript", "civilian", "azovstal_defender", "unknown"} <= set(codes)
        assert len(codes) == 10

    def test_stand_in_their_own_order(self, factories: SimpleNamespace) -> None:
        first = factories.cohort(position=-1)
        assert queries.list_cohorts()[0] is first

    def test_find_a_side_by_its_code_or_none(self) -> None:
        assert [queries.find_side_by_code(code) is not None for code in ("ukr", "xxx")] == [True, False]

    def test_give_somebody_without_a_category_the_unknown_one(self) -> None:
        assert queries.get_category(None).code == "unknown"

    def test_raise_on_what_is_not_there(self) -> None:
        for query, key in ((queries.get_category_by_code, "xxx"), (queries.get_cohort, 999)):
            with pytest.raises(NotFound):
                query(key)

    def test_agree_with_the_sex_in_ukrainian(self, factories: SimpleNamespace) -> None:
        category = factories.category(label_en="defender", label_uk="захисник", label_uk_female="захисниця")
        labels = [category.label_for(locale, sex) for locale in ("uk", "en") for sex in (Sex.FEMALE, Sex.MALE, None)]
        assert labels == ["захисниця", "захисник", "захисник", "defender", "defender", "defender"]

    def test_are_named_by_their_codes(self, factories: SimpleNamespace) -> None:
        cohort = factories.cohort(code="wounded_2024")
        assert repr(cohort) == "<Cohort wounded_2024>"
        assert queries.get_cohort(cohort.id) is cohort
