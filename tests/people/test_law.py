"""What the Conventions ask for: each row, and what answers it."""

import pytest

from app.people import law
from app.people.models import IdentifierKind, Law
from app.people.models.identity import IDENTITY_FIELDS

ROWS = [(covered_by, asked) for covered_by, rows in law.ASKED.items() for asked in rows]
ANSWERS = {*IDENTITY_FIELDS, *(kind.value for kind in IdentifierKind)}


def fields(covered_by: Law) -> list[str]:
    return [asked.field for asked in law.ASKED[covered_by]]


class TestAsked:
    @pytest.mark.parametrize(("covered_by", "asked"), ROWS)
    def test_is_missing_when_nothing_is_known(self, covered_by: Law, asked: law.Asked) -> None:
        assert asked in law.missing(covered_by, set())

    @pytest.mark.parametrize(
        ("covered_by", "answer"), [(row, answer) for row, asked in ROWS for answer in (asked.field, *asked.answers)]
    )
    def test_is_answered_by_the_field_or_one_that_tells_it(self, covered_by: Law, answer: str) -> None:
        assert answer not in [asked.field for asked in law.missing(covered_by, {answer})]

    @pytest.mark.parametrize(("_covered_by", "asked"), ROWS)
    def test_can_be_answered_by_the_record(self, _covered_by: Law, asked: law.Asked) -> None:
        assert {asked.field, *asked.answers} <= ANSWERS

    @pytest.mark.parametrize(("covered_by", "asked"), ROWS)
    def test_names_the_article_of_its_law(self, covered_by: Law, asked: law.Asked) -> None:
        assert asked.article.startswith("GC IV " if covered_by is Law.CIVILIAN else "GC III ")

    def test_a_patronymic_tells_the_fathers_name(self) -> None:
        assert law.Asked("father_name", "", answers=("patronymic",)).is_answered_by({"patronymic"})


class TestLaws:
    def test_each_has_its_rows(self) -> None:
        assert set(law.ASKED) == set(Law)

    def test_asks_a_prisoner_of_war_what_article_17_and_122_name(self) -> None:
        assert fields(Law.PRISONER_OF_WAR) == [
            "surname",
            "given_name",
            "father_name",
            "mother_maiden_name",
            "born",
            "birth_place",
            "rank",
            "service_number",
            "side_id",
        ]

    def test_asks_a_civilian_what_article_138_names(self) -> None:
        assert fields(Law.CIVILIAN) == [
            "surname",
            "given_name",
            "father_name",
            "mother_maiden_name",
            "born",
            "birth_place",
            "nationality",
            "last_residence",
            "distinguishing_marks",
        ]

    def test_asks_others_what_both_name(self) -> None:
        assert set(fields(Law.EITHER)) == {*fields(Law.PRISONER_OF_WAR)} & {*fields(Law.CIVILIAN)}

    @pytest.mark.parametrize("covered_by", Law)
    def test_asks_nothing_of_whom_everything_is_known(self, covered_by: Law) -> None:
        assert law.missing(covered_by, ANSWERS) == []

    def test_keeps_its_order(self) -> None:
        missing = [asked.field for asked in law.missing(Law.CIVILIAN, {"given_name", "patronymic", "born"})]
        assert missing[:3] == ["surname", "mother_maiden_name", "birth_place"]
