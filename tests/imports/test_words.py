"""The words of lists."""

import pytest

from app.imports import words
from app.people.models import Absence, Sex


class TestCategory:
    @pytest.mark.parametrize(
        ("word", "code"),
        [
            ("захисник Азовсталі", "azovstal_defender"),
            ("Захисниця «Азовсталі»", "azovstal_defender"),
            ("Azovstal defender", "azovstal_defender"),
            ("строковик", "conscript"),
            ("срочник", "conscript"),
            ("Conscript", "conscript"),
            ("ЦИВ.", "civilian"),
            ("цивільний заручник", "civilian"),
            ("за контрактом", "contract"),
            ("police_border", "police_border"),
        ],
    )
    def test_is_understood_in_many_words(self, word: str, code: str) -> None:
        assert words.category(word) == code

    @pytest.mark.parametrize("word", ["мобілізований", "мобилизованный", "мобілізована", "mobilized"])
    def test_mobilised_people_are_no_conscripts(self, word: str) -> None:
        assert words.category(word) == "mobilised"

    @pytest.mark.parametrize("word", ["призваний", "призовник", "Азов", "Маріуполь", "1", "найманець"])
    def test_what_is_not_certain_stays_open(self, word: str) -> None:
        assert words.category(word) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("у полоні", "in_captivity"),
        ("У ПОЛОНІ.", "in_captivity"),
        ("in captivity", "in_captivity"),
        ("обміняна", "exchanged"),
        ("exchanged", "exchanged"),
        ("звільнений поза обміном", "released_outside_exchange"),
        ("загинув у полоні", "died_in_captivity"),
        ("загинув", "died"),
        ("зниклий безвісти", "missing"),
        ("втік", None),
    ],
)
def test_statuses(word: str, code: str | None) -> None:
    assert words.status(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("Україна", "ukr"), ("UA", "ukr"), ("ЗСУ", "ukr"), ("рф ", "rus"), ("Россия", "rus"), ("ДНР", None)],
)
def test_sides(word: str, code: str | None) -> None:
    assert words.side(word) == code


@pytest.mark.parametrize(("word", "sex"), [("чол.", Sex.MALE), ("Ж", Sex.FEMALE), ("female", Sex.FEMALE), ("x", None)])
def test_sexes(word: str, sex: Sex | None) -> None:
    assert words.sex(word) is sex


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("невідомо", Absence.UNKNOWN),
        ("not asked", Absence.NOT_ASKED),
        ("відмова відповідати", Absence.REFUSED),
        ("-", None),
    ],
)
def test_absences(word: str, reason: Absence | None) -> None:
    assert words.absence(word) is reason


class TestSaysNothing:
    @pytest.mark.parametrize("word", ["-", "—", "???", "«»", "н/д", "#N/A", "null", "немає"])
    def test_what_people_write_into_empty_cells(self, word: str) -> None:
        assert words.says_nothing(word)

    @pytest.mark.parametrize(("word", "expected"), [("Null", False), ("н/д", True), ("-", True)])
    def test_a_name_may_look_like_it(self, word: str, *, expected: bool) -> None:
        assert words.says_nothing(word, is_name=True) is expected


@pytest.mark.parametrize(("word", "expected"), [("Разом:", True), ("Всього", True), ("Разомський", False)])
def test_totals(word: str, *, expected: bool) -> None:
    assert words.is_total(word) is expected
