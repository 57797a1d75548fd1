"""Official transliterations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translitua import RussianICAO, UkrainianKMU, translit

from app.names.transliteration import from_russian, from_ukrainian

#: The examples of resolution 55 of 27 January 2010, letter by letter.
EXAMPLES = """
А Алушта Alushta Андрій Andrii
Б Борщагівка Borshchahivka Борисенко Borysenko
В Вінниця Vinnytsia Володимир Volodymyr
Г Гадяч Hadiach Богдан Bohdan Згурський Zghurskyi
Ґ Ґалаґан Galagan Ґорґани Gorgany
Д Донецьк Donetsk Дмитро Dmytro
Е Рівне Rivne Олег Oleh Есмань Esman
Є Єнакієве Yenakiieve Гаєвич Haievych Короп'є Koropie
Ж Житомир Zhytomyr Жанна Zhanna Жежелів Zhezheliv
З Закарпаття Zakarpattia Казимирчук Kazymyrchuk
И Медвин Medvyn Михайленко Mykhailenko
І Іванків Ivankiv Іващенко Ivashchenko
Ї Їжакевич Yizhakevych Кадиївка Kadyivka Мар'їне Marine
Й Йосипівка Yosypivka Стрий Stryi Олексій Oleksii
К Київ Kyiv Коваленко Kovalenko
Л Лебедин Lebedyn Леонід Leonid
М Миколаїв Mykolaiv Маринич Marynych
Н Ніжин Nizhyn Наталія Nataliia
О Одеса Odesa Онищенко Onyshchenko
П Полтава Poltava Петро Petro
Р Решетилівка Reshetylivka Рибчинський Rybchynskyi
С Суми Sumy Соломія Solomiia
Т Тернопіль Ternopil Троць Trots
У Ужгород Uzhhorod Уляна Uliana
Ф Фастів Fastiv Філіпчук Filipchuk
Х Харків Kharkiv Христина Khrystyna
Ц Церква Tserkva Стеценко Stetsenko
Ч Чернівці Chernivtsi Шевченко Shevchenko
Ш Шостка Shostka Кишеньки Kyshenky
Щ Щербухи Shcherbukhy Гоща Hoshcha Гаращенко Harashchenko
Ю Юрій Yurii Корюківка Koriukivka
Я Яготин Yahotyn Ярошенко Yaroshenko Костянтин Kostiantyn Знам'янка Znamianka Феодосія Feodosiia
зг Згорани Zghorany Розгон Rozghon
"""
LINES = [line.split() for line in EXAMPLES.strip().splitlines()]
UKRAINIAN = st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=15).filter(
    lambda name: name[0] != "ь"  # no word begins with it
)
RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=15)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_letter_is_written_as_in_the_resolution(line: list[str]) -> None:
    names = dict(zip(line[1::2], line[2::2], strict=True))
    assert {name: from_ukrainian(name) for name in names} == names


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ЩЕРБАК ЮРІЙ", "SHCHERBAK YURII"),
        ("Щ. Ю. Жук", "Shch. Yu. Zhuk"),
        ("ЗГУРСЬКИЙ", "ZGHURSKYI"),
        ("Нечуй-Яремич", "Nechui-Yaremych"),
        ("Мар'яненко", "Marianenko"),
        ("Марʼяненко", "Marianenko"),
        ("БОРЩ ІЯ", "BORSHCH IIA"),
        ("Smith 2", "Smith 2"),
    ],
)
def test_capitals_hyphens_and_apostrophes_in_ukrainian(name: str, written: str) -> None:
    assert from_ukrainian(name) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Щукин Юрий Эдуардович", "Shchukin Iurii Eduardovich"),
        ("Подъячев", "Podieiachev"),
        ("Пётр Рыжов-Царёв", "Petr Ryzhov-Tsarev"),
        ("ЖУКОВ", "ZHUKOV"),
    ],
)
def test_russian_is_written_as_in_a_passport(name: str, written: str) -> None:
    assert from_russian(name) == written


@given(UKRAINIAN)
def test_ukrainian_is_as_another_program_writes_it(name: str) -> None:
    assert from_ukrainian(name) == translit(name, UkrainianKMU)
    assert from_ukrainian(f"{name.capitalize()}а") == translit(f"{name.capitalize()}а", UkrainianKMU)


@given(RUSSIAN)
def test_russian_is_as_another_program_writes_it(name: str) -> None:
    assert from_russian(name) == translit(name, RussianICAO)


@given(UKRAINIAN, RUSSIAN)
def test_capitals_give_the_same_letters(ukrainian: str, russian: str) -> None:
    assert from_ukrainian(ukrainian.upper()).lower() == from_ukrainian(ukrainian)
    assert from_russian(russian.upper()).lower() == from_russian(russian)


@given(st.text())
def test_what_is_written_in_latin_letters_stays(text: str) -> None:
    assert from_ukrainian(from_ukrainian(text)) == from_ukrainian(text)
    assert from_russian(from_russian(text)) == from_russian(text)
