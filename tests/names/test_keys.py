"""The keys people are found by meet those of a question in another script, order or spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.forms import Name, Question, arrangements, question_of, words
from app.names.keys import (
    deletions,
    keys_asked,
    keys_of,
    keys_of_slips,
    skeletons_asked,
    surname_key,
    surname_skeletons,
    wider_keys_asked,
)
from app.names.patronymics import DAUGHTER, SON
from app.names.tokens import tokens
from tests.names.people import asked, born

PERSON = Name("Шевченко", "Микола", "Олександрович")
FOUND_BY = [
    ("шевченко", ""),
    ("Schewtschenko Nikolai", ""),
    ("Николай Александрович Шевченко", ""),
    ("Шевченко М. О.", ""),
    ("Shevchenko Alexandrovich", ""),
    ("зовсім інша", "1990-03-12"),
    ("Інше Микола Олександрович", "1990"),
]
LETTERS = "абвгдеєжзиіїйклмнопрстуфхцчшщьюяabcdefghijklmnoprstuvwxyz'’-"
#: "Son of" and "daughter of" belong to the word before them, and are no words that may stand anywhere.
WORD = st.text(alphabet=LETTERS, min_size=1, max_size=12).filter(lambda word: not {*tokens(word)} & (SON | DAUGHTER))


class TestKeysAsked:
    @pytest.mark.parametrize(("text", "day"), FOUND_BY)
    def test_meet_those_of_the_person(self, text: str, day: str) -> None:
        assert keys_asked(asked(text, day)) & keys_of(PERSON, born("1990-03-12"))

    @pytest.mark.parametrize("text", ["Коваль Іван", "Бойко"])
    def test_do_not_meet_those_of_another(self, text: str) -> None:
        assert not keys_asked(asked(text, "1985-01-01")) & keys_of(PERSON, born("1990-03-12"))

    @given(st.lists(WORD, min_size=1, max_size=4))
    def test_are_blind_to_order_and_apostrophes(self, some: list[str]) -> None:
        turned = [word.replace("'", "’") for word in reversed(some)]
        assert keys_asked(asked(" ".join(some))) == keys_asked(asked(" ".join(turned)))

    @given(WORD, WORD, WORD)
    def test_of_a_record_meet_its_own(self, surname: str, given_name: str, patronymic: str) -> None:
        name = Name(surname, given_name, patronymic)
        question = question_of(name, born("1990-03-12"))
        assert keys_asked(question) & keys_of(name, born("1990-03-12"))


class TestKeysOfSlips:
    def test_find_a_surname_with_a_letter_left_out(self) -> None:
        question = asked("Шевенко Микола")
        (near,) = surname_skeletons(PERSON)
        neighbours = {one: [near] for one in skeletons_asked(question) if deletions(one) & deletions(near)}
        assert neighbours
        assert keys_of_slips(question, neighbours) & keys_of(PERSON, None)

    def test_leave_out_the_keys_of_the_searches_before(self) -> None:
        question = asked("Шевченко Микола", "1990-03-12")
        assert not keys_of_slips(question, {"svcnk": ["svnk"]}) & (keys_asked(question) | wider_keys_asked(question))


class TestWiderKeysAsked:
    def test_find_a_given_name_misspelt_past_knowing(self) -> None:
        assert wider_keys_asked(asked("Шевченко Мквкола")) & keys_of(PERSON, None)

    @pytest.mark.parametrize("day", ["1990-12-03", "1991-03-12"])
    def test_find_a_date_written_wrong(self, day: str) -> None:
        assert wider_keys_asked(asked("зовсім інша", day)) & keys_of(PERSON, born("1990-03-12"))

    def test_find_a_year_written_wrong(self) -> None:
        assert wider_keys_asked(asked("Микола Олександрович", "1991")) & keys_of(PERSON, born("1990"))

    def test_leave_out_the_keys_of_the_first_search(self) -> None:
        question = asked("Шевченко Микола", "1990-03-12")
        assert not wider_keys_asked(question) & keys_asked(question)

    def test_correct_no_given_name_that_stands_beside_a_surname(self) -> None:
        assert skeletons_asked(asked("Микола Шевченко")) == ("svcnk",)


class TestKeysOf:
    def test_find_a_double_surname_by_either_part(self) -> None:
        keys = keys_of(Name("Нечуй-Левицький", "Іван"), None)
        assert all(surname_key(skeleton) in keys for skeleton in ("nc", "lvck"))

    def test_find_a_call_sign(self) -> None:
        assert keys_asked(asked("Грім")) & keys_of(Name("Коваль", "Іван", other="Грім"), None)

    def test_find_a_name_of_unknown_order(self) -> None:
        assert keys_asked(asked("Коваль Іван")) & keys_of(Name(other="Ivan Koval"), None)

    def test_stand_under_no_day_where_none_is_known(self) -> None:
        assert len(keys_of(PERSON, born("1990"))) == len(keys_of(PERSON, None)) + 1


class TestDeletions:
    def test_are_none_of_what_has_neighbours_everywhere(self) -> None:
        assert deletions("kv") == frozenset()


class TestArrangements:
    def test_put_the_patronymic_last(self) -> None:
        forms = arrangements(Name(other="Ivan Petrovych Koval"))
        assert {form.patronymic for form in forms} == {"petrovych"}

    def test_try_every_order_where_none_is_a_patronymic(self) -> None:
        assert len(arrangements(Name(other="Jean Claude Koval"))) == 6

    def test_leave_a_sentence_alone(self) -> None:
        name = Name(other="he who came from the north")
        assert arrangements(name) == (name,)


class TestQuestionOf:
    def test_asks_for_a_call_sign_where_nothing_else_is_known(self) -> None:
        assert question_of(Name(other="Грім"), None) == Question(("грім",))

    def test_takes_nothing_for_nothing(self) -> None:
        assert words("") == ()
