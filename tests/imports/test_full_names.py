"""Taking full names apart."""

import pytest

from app.imports.full_names import Parts, language_of, parts_of
from app.people.models import NameLanguage


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Калинозерний Охрім Михайлович", Parts("Калинозерний", "Охрім", "Михайлович")),
        ("Калинозерний Охрім", Parts("Калинозерний", "Охрім")),
        ("Калинозерний", Parts("Калинозерний")),
        ("Калинозерний, Охрім Михайлович", Parts("Калинозерний", "Охрім", "Михайлович")),
        ("Калинозерний Гаджи Вигад Огли", Parts("Калинозерний", "Гаджи", "Вигад Огли")),
        ("Test00 Exampl, Ivan", Parts("Test00 Exampl", "Ivan")),
        ("Exampl, Ivan Test", Parts("Exampl", "Ivan Test")),
        ("Exampl,", Parts("Exampl")),
        (",Exampl", Parts("Exampl")),
        (",", Parts("")),
    ],
)
def test_the_surname_stands_first(name: str, parts: Parts) -> None:
    assert parts_of(name) == parts


def test_a_surname_that_stands_last_is_told_by_the_patronymic() -> None:
    assert parts_of("Охрім Михайлович Калинозерний") == Parts("Калинозерний", "Охрім", "Михайлович", is_assumed=True)


def test_a_surname_that_looks_like_a_patronymic_stays_first() -> None:
    assert parts_of("Вигадович Іванович Петрович").surname == "Вигадович"


def test_the_order_of_a_latin_name_without_a_comma_is_assumed() -> None:
    assert parts_of("Exampl Ivan") == Parts("Exampl", "Ivan", is_assumed=True)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Їжаченко", NameLanguage.UKRAINIAN),
        ("Рыжов", NameLanguage.RUSSIAN),
        ("Іванов Рыжый", None),
        ("Вигаданко", None),
        ("Example", NameLanguage.LATIN),
        ("Иvанов", None),
        ("", None),
    ],
)
def test_the_language_is_told_only_where_letters_leave_no_doubt(name: str, language: NameLanguage | None) -> None:
    assert language_of(name) is language
