"""What text may enter the record."""

import pytest

from app.core.text import clean, clean_line, is_blank, reason_against


class TestClean:
    def test_composes_letters(self) -> None:
        assert clean("Андрі\u0438\u0306") == "Андрій"

    def test_takes_away_what_copying_dragged_along(self) -> None:
        assert clean("\ufeffШев\u00adченко\u200b ") == "Шевченко"

    def test_keeps_lines(self) -> None:
        assert clean(" one\ntwo ") == "one\ntwo"

    @pytest.mark.parametrize("text", ["Мар'яна", "Мар’яна", "👩\u200d⚕️", "محمد", "Łódź", "O\u0301"])
    def test_keeps_what_people_write(self, text: str) -> None:
        assert clean(text) in {text, "Ó"}

    def test_gives_nothing_for_the_invisible(self) -> None:
        assert clean("\u200d \u00a0") == ""


class TestCleanLine:
    def test_makes_one_space_of_many(self) -> None:
        assert clean_line(" Тарас \t\n Григорович ") == "Тарас Григорович"


class TestIsBlank:
    @pytest.mark.parametrize("text", [None, "", " ", "\u200b", "\u00a0\u2003", "\u200d\n\t", "\u2060\ufeff"])
    def test_what_nobody_sees_is_blank(self, text: str | None) -> None:
        assert is_blank(text)

    def test_a_letter_is_not(self) -> None:
        assert not is_blank(" \u200bї")


class TestReasonAgainst:
    @pytest.mark.parametrize("text", ["a\x00b", "\x1b[31m", "\x85", "\x7f", "\ud800"])
    def test_control_characters(self, text: str) -> None:
        assert "control character" in str(reason_against(text))

    @pytest.mark.parametrize("text", ["a\u202eb", "\u2066a", "\u200fa", "\u061c"])
    def test_marks_of_direction(self, text: str) -> None:
        assert "reading direction" in str(reason_against(text))

    def test_what_was_lost_in_copying(self) -> None:
        assert "lost in copying" in str(reason_against("Шевч\ufffdнко"))

    @pytest.mark.parametrize("text", ["", "Мар'яна\n\tІ", "👩\u200d⚕️", "محمد", "\u200b"])
    def test_nothing_against_text(self, text: str) -> None:
        assert reason_against(text) is None
