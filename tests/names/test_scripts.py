"""Words that mix alphabets."""

import pytest

from app.names.scripts import mixed_scripts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Шевчeнко", ["Шевчeнко"]),
        ("Cидоренко Петро Пeтрович", ["Cидоренко", "Пeтрович"]),
        ("Αлексей", ["Αлексей"]),
        ("Kоваль Kоваль", ["Kоваль"]),
        ("Мар’янa", ["Мар’янa"]),
    ],
)
def test_a_word_of_two_alphabets_is_found(text: str, words: list[str]) -> None:
    assert mixed_scripts(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "", "Іваненко", "Smith", "Іваненко Smith", "Іваненко-Smith", "Петро II", "позивний 7b", "Ґалаґан", "Ёжиков",
        "Николаев й", "й́", "محمد", "O’Brien", "Мар'яна", "山田 太郎", "👩‍✈️ Пілот", "3-тя бригада",
    ],
)  # fmt: skip
def test_a_word_of_one_alphabet_is_not(text: str) -> None:
    assert mixed_scripts(text) == []
