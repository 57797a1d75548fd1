"""The table of given names."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.given import families, families_of, folded, spellings
from app.names.normalising import APOSTROPHES

SPELLINGS = sorted(spellings())


def are_one(*names: str) -> bool:
    return bool(frozenset.intersection(*map(families_of, names)))


@pytest.mark.parametrize(
    "names",
    [
        ["Олександр", "Александр", "Аляксандр", "Aleksandr", "Oleksandr", "Alexandre", "Sándor", "Саша", "Шурик"],
        ["Володимир", "Владимир", "Уладзімір", "Volodymyr", "Wladimir", "Włodzimierz", "Вова", "Volodya"],
        ["Георгій", "Gjergj", "Georges", "Jerzy", "György", "Гіоргі", "Жора"],
        ["Юрій", "Юрий", "Yurii", "Iouri", "Jerzy", "Юрко"],
        ["Іван", "Иван", "Giovanni", "Jean", "Johann", "Ян", "Ваня"],
        ["Микола", "Николай", "Nicolaus", "Мікалай", "Mikołaj"],
        ["Ксаверій", "Ksawery", "Xavier"],
        ["Данило", "Даниил", "Daniel", "Даня"],
        ["Йосип", "Осип", "Иосиф", "Giuseppe", "Юзеф"],
        ["Гнат", "Игнатий", "Ignacy"],
        ["Магомед", "Мухаммад", "Mehmet", "Mohammed"],
        ["Гусейн", "Усеїн", "Хусейн", "Huseyin"],
        ["Мар’ян", "Мар'ян", "Марьян", "Marian", "Марʼян"],
        ["Наталія", "Наталья", "Наталля", "Nathalie", "Наташа"],
        ["Анна", "Ганна", "Hanna", "Нюра"],
        ["Дар'я", "Дарья", "Дарина", "Daria", "Даша"],
    ],
    ids=lambda names: names[0],
)
def test_one_name_in_every_language_is_one(names: list[str]) -> None:
    assert are_one(*names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Олексій", "Олександр"),
        ("Oleksii", "Aleksandr"),
        ("Мар’ян", "Марія"),
        ("Marian", "Maria"),
        ("Юрій", "Єгор"),
        ("Георгій", "Юрій"),
        ("Арсен", "Арсеній"),
        ("Роман", "Руслан"),
        ("Максим", "Максиміліан"),
        ("Владислав", "Володимир"),
        ("Олександр", "Олександра"),
        ("Євген", "Євгенія"),
        ("Валерій", "Валерія"),
        ("Іван", "Іванна"),
    ],
)
def test_different_names_are_never_one(one: str, other: str) -> None:
    assert families_of(one)
    assert families_of(other)
    assert not are_one(one, other)


def test_a_short_name_may_be_of_several() -> None:
    assert families_of("слава") >= {"ярослав", "в'ячеслав", "станіслав", "ярослава"}
    assert families_of("саша") == {"олександр", "олександра"}
    assert families_of("гоша") == {"георгій", "єгор", "ігор"}


def test_a_double_name_is_of_the_families_of_its_parts() -> None:
    assert families_of("Жан-Поль") == families_of("Жан") | families_of("Поль")


@pytest.mark.parametrize("word", ["коваль", "", "-", "bondarenko"])
def test_what_is_no_given_name_is_of_none(word: str) -> None:
    assert families_of(word) == frozenset()


@given(st.sampled_from(SPELLINGS), st.sampled_from(APOSTROPHES), st.integers(0, 12))
def test_is_blind_to_case_and_apostrophes(spelling: str, apostrophe: str, at: int) -> None:
    assert families_of(spelling.upper()) == families_of(spelling)
    assert families_of(spelling[:at] + apostrophe + spelling[at:]) == families_of(spelling)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert folded(folded(text)) == folded(text)


class TestTable:
    def test_names_each_family_once(self) -> None:
        names = [family.name for family in families()]
        assert len(set(names)) == len(names)

    def test_holds_folded_spellings_in_latin_or_cyrillic_letters(self) -> None:
        assert [one for one in SPELLINGS if folded(one) != one or not re.fullmatch("[a-z-]+|[а-яіїєў-]+", one)] == []

    def test_gathers_no_spelling_for_men_and_women(self) -> None:
        of = {sex: {one for family in families() if family.sex == sex for one in family.gathered} for sex in "mf"}
        assert of["m"] & of["f"] == set()

    def test_repeats_no_spelling_in_a_family(self) -> None:
        assert [one.name for one in families() if len(set(one.full + one.short)) < len(one.full + one.short)] == []

    def test_keeps_the_forms_of_documents_of_different_names_apart(self) -> None:
        common = [family for family in families() if len(family.ours) >= 12]
        shared = {(one.name, other.name): set(one.ours) & set(other.ours) for one, other in combinations(common, 2)}
        assert {pair: both for pair, both in shared.items() if both} == {
            ("георгій", "юрій"): {"jerzy", "jiri", "juraj", "jurgis"},
        }
