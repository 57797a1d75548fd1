"""Which passwords are soon guessed."""

import secrets
import string

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.accounts import passwords, strength

LISTED = FREQUENCY_LISTS["passwords"]


def refused(password: str) -> bool:
    return strength.is_common(password) or strength.is_guessable(password, ())


class TestTheList:
    def test_is_long(self) -> None:
        assert len(LISTED) >= 10_000
        assert len(strength.common()) >= 10_000

    @pytest.mark.parametrize(
        "lengthen",
        [
            lambda word: word,
            lambda word: word.capitalize() + "2026" * 3,
            lambda word: (word + "123456789012345")[: max(passwords.SHORTEST, len(word) + 4)],
            lambda word: word.upper() + "!" * 15,
            lambda word: "2026" * 4 + word,
            lambda word: word * (passwords.SHORTEST // len(word) + 1),
        ],
    )
    def test_nothing_of_it_is_taken_however_it_is_made_longer(self, lengthen) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        made = {word: lengthen(word) for word in LISTED}
        assert [one for word, one in made.items() if len(one) >= passwords.SHORTEST and not refused(one)] == []


class TestIsCommon:
    @pytest.mark.parametrize(
        "password",
        [
            "P@ssw0rd2026!!!!", "passwordpassword", "pass-word-pass-word", "Пароль2026!!!!!!", "пароль пароль пароль",
            "gfhjkmgfhjkmgfhjkm", "СлаваУкраїні2026", "йцукенйцукенйцукен", "ＤＲＡＧＯＮ12345678", "12345678901234567",
        ],
    )  # fmt: skip
    def test_is_a_common_word_behind_what_hides_it(self, password: str) -> None:
        assert strength.is_common(password)

    @pytest.mark.parametrize("password", ["", "a long but fictional phrase", "1984 73 5520 91 46 27", "correct horse"])
    def test_is_nothing_else(self, password: str) -> None:
        assert not strength.is_common(password)

    def test_no_random_number_is(self) -> None:
        numbers = ["".join(secrets.choice(string.digits) for _ in range(24)) for _ in range(20)]
        assert sum(map(strength.is_common, numbers)) <= 1


class TestIsGuessable:
    @pytest.mark.parametrize(
        "password",
        ["olena-olena-olena", "Obmin1234567890", "vyhadanavyhadana", "aaaaaaaaaaaaaaaaaaaa", "olena.vyhadana.1990"],
    )
    def test_counts_the_user_and_the_house_as_known(self, password: str) -> None:
        assert strength.is_guessable(password, ("olena", "Olena Vyhadana"))

    def test_the_name_of_another_is_a_word_like_any(self) -> None:
        password = "zhdanko vyhadana rivne"
        assert strength.is_guessable(password, ("zhdanko", "vyhadana", "rivne"))
        assert not strength.is_guessable(password, ("olena",))

    @pytest.mark.parametrize(
        "password", ["мій довгий рядок про ріку", "correct horse 👩‍⚕️ battery", "夜は静かで月が明るい夜"]
    )
    def test_any_characters_are_good(self, password: str) -> None:
        assert not strength.is_guessable(password, ())

    def test_no_invented_password_is(self) -> None:
        assert not any(refused(passwords.invented()) for _ in range(50))

    def test_what_comes_late_is_not_looked_at_so_that_no_password_takes_long(self) -> None:
        late = "коло річки сім вербиць шепоче"
        assert not strength.is_guessable(late, ())
        assert strength.is_guessable("a" * strength.LOOKED_AT + late, ())
