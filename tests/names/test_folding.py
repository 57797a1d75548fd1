"""The folded form in which searches compare names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.folding import fold
from app.names.normalising import APOSTROPHES

NAMES = st.text(alphabet="АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя ", max_size=30)


class TestFold:
    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("ШЕВЧЕНКО", "шевченко"),
            ("  Шевченко   Тарас ", "шевченко тарас"),
            ("Нечуй-Левицький", "нечуй левицький"),
            ("Нечуй\u2011Левицький", "нечуй левицький"),
            ("Їжаке\u0301вич", "їжакевич"),
            ("Ше\u200bвче\u00adнко\ufeff", "шевченко"),
            ("Groß", "gross"),
            ("", ""),
            ("'-\u200b", ""),
        ],
    )
    def test_keeps_what_names_have_in_common(self, written: str, folded: str) -> None:
        assert fold(written) == folded

    @pytest.mark.parametrize("letter", "йїёґєі")
    def test_keeps_letters_apart_that_differ_by_a_mark(self, letter: str) -> None:
        assert fold(letter.upper()) == letter

    def test_takes_a_letter_and_its_mark_for_the_letter(self) -> None:
        assert fold("И\u0306осип") == fold("Йосип")

    @given(st.text())
    def test_is_idempotent(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(NAMES, st.sampled_from(APOSTROPHES), st.integers(0, 30))
    def test_is_blind_to_apostrophes(self, name: str, apostrophe: str, at: int) -> None:
        assert fold(name[:at] + apostrophe + name[at:]) == fold(name)

    @given(NAMES)
    def test_is_blind_to_case(self, name: str) -> None:
        assert fold(name.upper()) == fold(name) == fold(name.lower())
