"""The language of a name."""

import pytest

from app.names.languages import Language, language_of
from app.names.scripts import Script, script_of


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Їжаченко", Language.UKRAINIAN),
        ("Ґалаґан", Language.UKRAINIAN),
        ("Сергій", Language.UKRAINIAN),
        ("Рыжов", Language.RUSSIAN),
        ("Пётр", Language.RUSSIAN),
        ("Уладзіміраў", Language.BELARUSIAN),
        ("Кірылаў Ёсіф", Language.BELARUSIAN),
        ("Їў", None),
        ("Іванов Рыжый", None),
        ("Вигаданко", None),
        ("Example", Language.LATIN),
        ("Wałęsa", Language.LATIN),
        ("Иvанов", None),
        ("Σωκράτης", None),
        ("", None),
    ],
)
def test_letters_tell_it_where_they_leave_no_doubt(name: str, language: Language | None) -> None:
    assert language_of(name) is language


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("О’Браєн 2", Script.CYRILLIC),
        ("Łukasz", Script.LATIN),
        ("Νίκος", Script.GREEK),
        ("Шевчiк", None),
        ("山田", None),
        ("7", None),
    ],
)
def test_the_alphabet_is_told_where_it_is_one(text: str, script: Script | None) -> None:
    assert script_of(text) is script
