"""Names written in one way, and words repaired in which look-alike letters stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.normalising import APOSTROPHES, Repaired, normalise, repair
from app.names.scripts import mixed_scripts, script_of

NAMES = st.text(alphabet="АБВГҐДЕЄЖЗІЇЙКЛМНОПРСТУФХЦЧШЩЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя ", max_size=30)
#: Cyrillic letters and the Latin ones that look like them.
ALIKE = dict(zip("АВЕІКМНОРСТУХЇаеікорсухї", "ABEIKMHOPCTYXÏaeikopcyxï", strict=True))


class TestNormalise:
    @pytest.mark.parametrize(
        ("written", "normal"),
        [
            ("  Шевченко \t Тарас\n", "Шевченко Тарас"),
            ("Ше\u200bвче\u00adнко\ufeff", "Шевченко"),
            ("\u202bШевченко\u202c", "Шевченко"),
            ("И\u0306осип", "Йосип"),
            ("Їжаке\u0301вич", "Їжакевич"),
            ('Лук"янов', "Лук’янов"),
            ("Лук''янов", "Лук’янов"),
            ("Лук*янов", "Лук’янов"),
            ('Коваль "Сокіл"', 'Коваль "Сокіл"'),
            ("* Коваль", "* Коваль"),
            ("", ""),
        ],
    )
    def test_leaves_what_people_read(self, written: str, normal: str) -> None:
        assert normalise(written) == normal

    @pytest.mark.parametrize("apostrophe", APOSTROPHES)
    def test_writes_one_apostrophe(self, apostrophe: str) -> None:
        assert normalise(f"Мар{apostrophe}яна") == "Мар’яна"

    @given(st.text())
    def test_is_idempotent(self, text: str) -> None:
        assert normalise(normalise(text)) == normalise(text)

    @given(NAMES)
    def test_takes_letters_apart_or_together_alike(self, name: str) -> None:
        assert normalise(unicodedata.normalize("NFD", name)) == normalise(name)


class TestRepair:
    @pytest.mark.parametrize(
        ("written", "repaired"),
        [
            ("Шевчeнко", "Шевченко"),
            ("Cидоренко", "Сидоренко"),
            ("КOBAЛЬ", "КОВАЛЬ"),
            ("Kоваль", "Коваль"),
            ("Кóваль", "Коваль"),
            ("Αлексей", "Алексей"),
            ("Мар’янa", "Мар’яна"),
            ("Ïжак", "Їжак"),
            ("O’Brіen", "O’Brien"),
            ("Νick", "Nick"),
            ("Кoса", "Коса"),
        ],
    )
    def test_writes_a_word_in_the_alphabet_that_its_letters_decide(self, written: str, repaired: str) -> None:
        assert repair(written) == Repaired(repaired, ((written, repaired),))

    @pytest.mark.parametrize(
        "written",
        ["Шевченко", "Ivan", "Шевченко Ivan", "Коваль-Smith", "Х-55a", "АК74a", "Шевchenko", "оo", "Ωмега", "", "αвβг"],
    )
    def test_leaves_what_is_of_one_alphabet_or_truly_of_two(self, written: str) -> None:
        assert repair(written) == Repaired(written)

    def test_notes_each_word_once(self) -> None:
        assert repair("Kоваль Іван Kоваль").words == (("Kоваль", "Коваль"),)

    @given(st.text())
    def test_is_idempotent(self, text: str) -> None:
        once = repair(text)
        assert repair(once.text) == Repaired(once.text)

    @given(NAMES, st.sets(st.integers(0, 29)))
    def test_gives_back_a_name_in_which_letters_were_taken_for_others(self, name: str, places: set[int]) -> None:
        spoilt = "".join(ALIKE.get(one, one) if at in places else one for at, one in enumerate(name))
        repaired = repair(spoilt).text
        words = zip(name.split(), spoilt.split(), repaired.split(), strict=True)
        assert all(ours == whole for whole, bad, ours in words if mixed_scripts(bad) and script_of(ours))
