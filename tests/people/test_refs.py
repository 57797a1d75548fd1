"""The number of a record: written one way, read in all the ways in which people type it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.people import refs

numbers = st.integers(min_value=0, max_value=10**18 - 1)


class TestRefOf:
    def test_has_six_digits_and_a_letter(self) -> None:
        assert refs.ref_of(123) == f"P-000123-{refs.check_letter(123)}"

    def test_grows_where_six_digits_are_too_few(self) -> None:
        assert refs.ref_of(12345678).startswith("P-12345678-")

    @given(numbers)
    def test_is_read_back(self, number: int) -> None:
        assert refs.parse_ref(refs.ref_of(number)) == number


class TestParseRef:
    LETTER = refs.check_letter(123)

    @pytest.mark.parametrize(
        "text",
        [
            f"P-000123-{LETTER}",
            f"p-000123-{LETTER.lower()}",
            f"P-123-{LETTER}",
            f"P123{LETTER}",
            f"P 000123 {LETTER}",
            f"  P-000123-{LETTER}\n",
            f"Р-000123-{LETTER}",
            f"р-000123-{LETTER}",
            "P-000123",
            "Р123",
        ],
    )
    def test_reads_a_number_as_people_type_it(self, text: str) -> None:
        assert refs.parse_ref(text) == 123

    @pytest.mark.parametrize(("cyrillic", "latin"), [*zip("АВЕКМНРСТУХ", "ABEKMHPCTYX", strict=True)])
    def test_takes_a_cyrillic_letter_for_its_twin(self, cyrillic: str, latin: str) -> None:
        number = next(number for number in range(100) if refs.check_letter(number) == latin)
        assert refs.parse_ref(f"P-{number:06d}-{cyrillic.lower()}") == number

    @pytest.mark.parametrize(
        "text", ["", "P", "123", "P-", "Q-000123", "P-12a", "P-000123-", "P-000123-QQ", "P-" + "1" * 19, "Р-١٢٣"]
    )
    def test_does_not_take_other_text_for_one(self, text: str) -> None:
        assert refs.parse_ref(text) is None

    def test_refuses_a_wrong_letter(self) -> None:
        wrong = [letter for letter in refs.CHECK_LETTERS if letter != self.LETTER]
        assert [refs.parse_ref(f"P-000123-{letter}") for letter in wrong] == [None] * 22

    @given(st.text())
    def test_reads_any_text_without_failing(self, text: str) -> None:
        number = refs.parse_ref(text)
        assert number is None or number >= 0


class TestCheckLetter:
    def test_is_one_that_is_taken_for_no_digit(self) -> None:
        assert len(refs.CHECK_LETTERS) == 23
        assert not set(refs.CHECK_LETTERS) & set("IOU")

    @given(numbers, st.data())
    def test_finds_every_wrong_digit(self, number: int, data: st.DataObject) -> None:
        digits = list(str(number))
        place = data.draw(st.integers(min_value=0, max_value=len(digits) - 1))
        digits[place] = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != digits[place]))
        assert refs.check_letter(int("".join(digits))) != refs.check_letter(number)

    @given(numbers, st.data())
    def test_finds_every_swap_of_neighbours(self, number: int, data: st.DataObject) -> None:
        digits = list(f"{number:06d}")
        place = data.draw(st.integers(min_value=0, max_value=len(digits) - 2))
        assume(digits[place] != digits[place + 1])
        digits[place : place + 2] = digits[place + 1], digits[place]
        assert refs.check_letter(int("".join(digits))) != refs.check_letter(number)
