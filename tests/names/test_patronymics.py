"""Patronymics in every script, of sons and daughters, of the Slavs and of the Caucasus."""

import pytest

from app.names.patronymics import fathers, is_patronymic, joined, sex_of

SAME = [
    ("миколайович", "николаевич"),
    ("миколаївна", "mykolajiwna"),
    ("іванович", "iwanowitsch"),
    ("іванович", "ivanovitch"),
    ("олександрович", "александрович"),
    ("олександрівна", "aleksandrovna"),
    ("дмитрович", "dmitrievich"),
    ("якович", "яковлевич"),
    ("львович", "lvovich"),
    ("ілліч", "ильич"),
    ("іллівна", "ильинична"),
    ("кузьмич", "kuzmich"),
    ("ібрагім-огли", "ibrahim-ogly"),
    ("ібрагімович", "ібрагім-огли"),
    ("петровича", "петрович"),
    ("петрівною", "петрівна"),
]


class TestFathers:
    @pytest.mark.parametrize(("one", "other"), SAME)
    def test_are_the_same_in_every_spelling(self, one: str, other: str) -> None:
        assert set(fathers(one)) & set(fathers(other))

    @pytest.mark.parametrize(("one", "other"), [("іванович", "ігорович"), ("петрівна", "павлівна")])
    def test_differ_where_the_father_does(self, one: str, other: str) -> None:
        assert set(fathers(one)).isdisjoint(fathers(other))

    def test_know_what_is_nothing_but_vowels(self) -> None:
        assert fathers("ія")


class TestSexOf:
    @pytest.mark.parametrize("word", ["петрович", "petrowicz", "petrovics", "ілліч", "асан-огли", "петровичу"])
    def test_tells_a_son(self, word: str) -> None:
        assert sex_of(word) == "m"

    @pytest.mark.parametrize("word", ["петрівна", "petrowna", "ильинична", "асан-кизи", "петрівни"])
    def test_tells_a_daughter(self, word: str) -> None:
        assert sex_of(word) == "f"

    @pytest.mark.parametrize("word", ["коваль", "і", "шевчук", "олена", "ivan"])
    def test_tells_what_is_no_patronymic(self, word: str) -> None:
        assert sex_of(word) == ""
        assert not is_patronymic(word)


class TestJoined:
    def test_leaves_a_lone_particle(self) -> None:
        assert joined(("огли", "кизи")) == ("огли-кизи",)
