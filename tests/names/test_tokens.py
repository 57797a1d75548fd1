"""Names taken apart into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.normalising import APOSTROPHES
from app.names.tokens import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Шевченко Тарас Григорович", ("шевченко", "тарас", "григорович")),
        ("Шевченко, Т.Г.", ("шевченко", "т", "г")),
        ("Нечуй-Левицький", ("нечуй-левицький",)),
        ("Нечуй–Левицький", ("нечуй-левицький",)),
        ("Нечуй - Левицький", ("нечуй", "левицький")),
        ("Мар'яна О’Ніл", ("маряна", "оніл")),
        ("Cидоренкo", ("сидоренко",)),
        ("Коваль «Сокіл-2»", ("коваль", "сокіл")),
        ("Коваль2 7б 1987р.", ("коваль",)),
        ("İbrahim Groß", ("ibrahim", "gross")),
        ("(1990) 12.03.1987 -", ()),
        ("Іван_Коваль", ("іван", "коваль")),
        ("", ()),
    ],
)
def test_words_are_letters(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


@given(st.text())
def test_is_idempotent(text: str) -> None:
    assert tokens(" ".join(tokens(text))) == tokens(text)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ", max_size=20), st.sampled_from(APOSTROPHES), st.data())
def test_is_blind_to_apostrophes_and_case(name: str, apostrophe: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    assert tokens(name[:at] + apostrophe + name[at:]) == tokens(name) == tokens(name.upper())
