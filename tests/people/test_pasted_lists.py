"""Lists as people paste them: what stands around a name is left aside, and no line is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.search import lists
from app.people.search.guessing import fields_of
from app.people.search.list_words import role_of

#: A line, the name that it holds, and the birth. Why a line is here stands behind it where it does not show.
LINES = (
    ("Коваленко Іван Петрович", "Коваленко Іван Петрович", None),
    ("коваленко іван петрович", "коваленко іван петрович", None),
    ("1. Коваленко Іван Петрович, 12.03.1987 р.н.", "Коваленко Іван Петрович", "1987-03-12"),
    ("1.Коваленко Іван", "Коваленко Іван", None),
    ("12) Коваленко Іван Петрович (1987 р.н.)", "Коваленко Іван Петрович", "1987"),
    ("№ 7 Коваленко Іван, 1987 г.р.", "Коваленко Іван", "1987"),
    ("3 - Коваленко Іван", "Коваленко Іван", None),
    ("15 Коваленко Іван 12/03/1987", "Коваленко Іван", "1987-03-12"),
    ("2.12.03.1987 Коваль Іван", "Коваль Іван", "1987-03-12"),  # a number that runs into the date
    ("12.03.1987 Коваль Іван", "Коваль Іван", "1987-03-12"),  # a date that begins like a number
    ("– Коваленко Іван;", "Коваленко Іван", None),
    ("• Коваленко Іван, нар. 12 березня 1987 року", "Коваленко Іван", "1987-03-12"),
    ("✔️ Коваленко Іван 12 марта 1987 г.", "Коваленко Іван", "1987-03-12"),
    ("> > - Коваленко Іван", "Коваленко Іван", None),  # quoted in a mail
    ("* *Коваленко Іван*", "Коваленко Іван", None),  # bold in a messenger
    ("[22.11.2026 14:05] Олена: Коваленко Іван 1987", "Коваленко Іван", "1987"),
    ("Kovalenko, Ivan; born 12 March 1987", "Kovalenko Ivan", "1987-03-12"),
    ("KOVALENKO Ivan, March 12, 1987", "KOVALENKO Ivan", "1987-03-12"),
    ("Kovalenko Ivan DOB 1987-03-12", "Kovalenko Ivan", "1987-03-12"),
    ("Kovalenko Ivan 1987-03-12 00:00:00", "Kovalenko Ivan", "1987-03-12"),  # as databases write a day
    ("Kovalenko Ivan 03/25/1987", "Kovalenko Ivan", None),  # no day is read for a month
    ("Коваленко Іван 12.03.87", "Коваленко Іван", "1987-03-12"),
    ("Коваленко Іван 12. 03. 1987", "Коваленко Іван", "1987-03-12"),
    ("Коваленко Іван 03.1987", "Коваленко Іван", "1987-03"),
    ("Коваленко Іван ~1987", "Коваленко Іван", "1987~"),
    ("Коваленко Іван, близько 1987 року", "Коваленко Іван", "1987~"),
    ("Коваленко Іван, 1985–1987 р. н., Тихі Верби", "Коваленко Іван", "1985/1987"),
    ("Коваленко Іван 30.02.1987", "Коваленко Іван", None),
    ("Коваленко Іван 20.05.2022, 12.03.1987", "Коваленко Іван", "1987-03-12"),  # the earliest of several dates
    ("Коваленко Іван, 20.05.2012, 12.03.2013 р.н.", "Коваленко Іван", "2013-03-12"),  # or the one that is said to be it
    ("солдат Коваленко Іван Петрович", "Коваленко Іван Петрович", None),
    ("Ст. солдат КОВАЛЕНКО Іван", "КОВАЛЕНКО Іван", None),
    ("мол. сержант Коваленко І.П.", "Коваленко І. П.", None),
    ("Коваленко Іван Петрович солдат", "Коваленко Іван Петрович", None),
    ("КОВАЛЕНКО ІВАН ПЕТРОВИЧ СЕРЖАНТ", "КОВАЛЕНКО ІВАН ПЕТРОВИЧ", None),
    ("Майор Іван Петрович", "Майор Іван Петрович", None),  # a surname, and no rank
    ("майор Майор Іван Петрович", "Майор Іван Петрович", None),
    ("Коваленко Іван Петрович, старший солдат, в/ч А0000", "Коваленко Іван Петрович", None),
    ("Коваленко Іван Петрович 79 ОДШБр", "Коваленко Іван Петрович", None),
    ("Коваленко Іван Петрович зник безвісти", "Коваленко Іван Петрович", None),
    ("Коваленко Іван, мешканець Тихих Верб", "Коваленко Іван", None),
    ("Коваленко Іван (позивний «Сокіл»), 1987", "Коваленко Іван", "1987"),
    ("Коваленко «Сокіл» Іван", "Коваленко Іван", None),
    ("позивний «Сокіл»", "Сокіл", None),
    ("«Сокіл»", "Сокіл", None),
    ('"Коваленко Іван"', "Коваленко Іван", None),
    ("Лук'янюк Мар’яна Гнатівна", "Лук'янюк Мар’яна Гнатівна", None),
    ('Лук"янюк Мар*яна', 'Лук"янюк Мар*яна', None),  # signs typed for the apostrophe
    ("Гасанов Ельдар Рза огли", "Гасанов Ельдар Рза огли", None),
    ("Вербо-Ясна Одарка", "Вербо-Ясна Одарка", None),
    ("Коваленко\tІван\tПетрович\t12.03.1987\tсолдат", "Коваленко Іван Петрович", "1987-03-12"),
    ("1\tКоваленко Іван Петрович\t12.03.1987", "Коваленко Іван Петрович", "1987-03-12"),
    ("солдат\tКоваленко Іван Петрович\t1987", "Коваленко Іван Петрович", "1987"),
    ("Коваленко Іван;Петрович;1987", "Коваленко Іван Петрович", "1987"),
    ("| Коваленко Іван | 1987 |", "Коваленко Іван", "1987"),  # a table of a chat
    ("Коваленко, солдат", "Коваленко", None),
    ("ПІБ: Коваленко Іван", "Коваленко Іван", None),
    ("P-000123-S", "P-000123-S", None),
    ("1) р-000123-s Коваленко", "р-000123-s", None),  # the number says whom better than the name
    ("Т-990001", "Т-990001", None),
    ("4. 99 00 01 123", "99 00 01 123", None),
)
NOBODY = (
    "Добрий день!",
    "Прошу перевірити список",
    "Список полонених:",
    "Чи є хтось із них?",
    "З повагою, Олена",
    "12",
    "---",
    "12.03.1987",
)


def read_one(text: str) -> lists.Line:
    """The one person of a text."""
    (line,) = lists.read(text).lines
    return line


@pytest.mark.parametrize(("pasted", "name", "born"), LINES, ids=[line for line, _name, _born in LINES])
def test_of_a_line_the_name_and_the_birth_are_taken(pasted: str, name: str, born: str | None) -> None:
    line = read_one(pasted)
    assert (line.name, line.born.edtf if line.born else None, line.pasted) == (name, born, pasted)


@pytest.mark.parametrize("line", NOBODY)
def test_what_names_nobody_is_passed_over_and_kept(line: str) -> None:
    read = lists.read(line)
    assert (read.lines, [one.pasted for one in read.passed_over]) == ((), [line])


def test_numbers_are_those_of_the_lines_as_pasted() -> None:
    read = lists.read("\n\nКоваль Іван\r\n\r\nГай Хома\n")
    assert [(line.number, line.name) for line in read.lines] == [(3, "Коваль Іван"), (5, "Гай Хома")]


def test_people_in_one_line_are_told_apart() -> None:
    read = lists.read(
        "1990: Коваль Іван Хомич, 1987, солдат; Гай Хома Гнатович; Ясна Мар’яна Хомівна 05.05.1991, Тихі Верби"
    )
    assert [(line.number, line.name, str(line.born)) for line in read.lines] == [
        (1, "Коваль Іван Хомич", "1987"),
        (1, "Гай Хома Гнатович", "None"),
        (1, "Ясна Мар’яна Хомівна", "1991-05-05"),
    ]


class TestColumns:
    def test_are_known_by_their_heads(self) -> None:
        read = lists.read(
            "№\tЗвання\tДата народження\tПрізвище\tІм'я\n1\tМайор\t12.03.1987\tКоваль\tІван\n2\t\t\tГай\n3"
        )
        assert [(line.name, str(line.born)) for line in read.lines] == [("Коваль Іван", "1987-03-12"), ("Гай", "None")]
        assert [line.number for line in read.passed_over] == [1, 4]

    def test_may_hold_the_whole_name_and_come_in_any_order(self) -> None:
        read = lists.read("Д.н.;П.І.Б.;Частина\n1987;Коваль Іван (Сокіл);А 0000")
        assert [(line.name, str(line.born)) for line in read.lines] == [("Коваль Іван", "1987")]

    @pytest.mark.parametrize("head", ["ПІБ", "Прізвище, ім’я, по батькові, дата народження", "Full name"])
    def test_of_a_head_without_separators_tell_nothing(self, head: str) -> None:
        read = lists.read(f"{head}\nКоваль Іван, 1987")
        assert [(line.name, str(line.born)) for line in read.lines] == [("Коваль Іван", "1987")]
        assert len(read.passed_over) == 1

    @pytest.mark.parametrize(
        ("head", "role"),
        [
            ("ФИО", "name"),
            ("Прізвище та ім’я", "name"),
            ("Фамилия", "surname"),
            ("По батькові", "patronymic"),
            ("First name", "given_name"),
            ("Рік народж.", "born"),
            ("Д.н.", "born"),
            ("Місце народження", "other"),
            ("№ п/п", "other"),
            ("", None),
            ("Коваль", None),
            ("Прізвище " * 20, None),
        ],
    )
    def test_have_heads_in_the_words_of_lists(self, head: str, role: str | None) -> None:
        assert role_of(head) == role


class TestSeveralLines:
    def test_of_a_quoted_cell_are_one(self) -> None:
        read = lists.read('1\t"Коваль\nІван"\t1987\n2\tГай Хома\t1990')
        assert [(line.number, line.name) for line in read.lines] == [(1, "Коваль Іван"), (3, "Гай Хома")]

    def test_stay_apart_where_a_quote_does_not_close(self) -> None:
        lines = [f"{number}\tГай Хома\t1990" for number in range(2, 9)]
        read = lists.read("\n".join(['1\t"Коваль Іван\t1987', *lines]))
        assert [line.number for line in read.lines] == list(range(1, 9))

    def test_with_a_birth_alone_belong_to_the_name_before(self) -> None:
        read = lists.read("ПІБ: Коваль Іван\nДата народження: 12.03.1987\n1990\n\nГай Хома\n\n1991")
        assert [(line.name, str(line.born)) for line in read.lines] == [
            ("Коваль Іван", "1987-03-12"),
            ("Гай Хома", "None"),
        ]
        assert [line.number for line in read.passed_over] == [3, 7]


def test_who_is_too_many_is_counted() -> None:
    read = lists.read("\n".join(["Коваль Іван"] * 7), most=5)
    assert (len(read.lines), read.left_out) == (5, 2)


@given(st.text(alphabet=st.sampled_from("аБ1.2;,\t\n\"'«»()[]:-–№ р.н1987/*>•~?")))
def test_every_line_that_is_not_blank_is_read_or_passed_over(text: str) -> None:
    read = lists.read(text)
    shown = "\n".join(line.pasted for line in (*read.lines, *read.passed_over))
    assert set("".join(text.split())) <= set(shown) | set("•")
    assert all(line.name for line in read.lines)


class TestTheOnlyOne:
    @pytest.mark.parametrize("text", ["7) ст. солдат Гай Хома, 1987 р.н.", "Гай Хома", "ПІБ: Гай Хома 12.03.1987"])
    def test_is_meant_where_nothing_else_is_said(self, text: str) -> None:
        line = lists.only_one(text)
        assert line
        assert line.name == "Гай Хома"

    @pytest.mark.parametrize(
        "text", ["Гай", "Гай Хома, Коваль Іван", "Гай Хома (Сокіл)", "Гай Хома зник безвісти", "солдат", "Т-990001", ""]
    )
    def test_is_not_told_from_more_words_or_fewer(self, text: str) -> None:
        assert lists.only_one(text) is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Гай Хома Гнатович", ("Гай", "Хома", "Гнатович")),
        ("Хома Гнатович Гай", ("Гай", "Хома", "Гнатович")),
        ("іван вербозвук", ("вербозвук", "іван", None)),
        ("Гай-Ясний Ммм", ("Гай-Ясний", "Ммм", None)),
        ("Ммм Гнатович Гай", ("Гай", "Ммм", "Гнатович")),
        ("Гай І. П.", ("Гай", None, None)),
        ("Гнатович", ("Гнатович", None, None)),
        ("Гай", ("Гай", None, None)),
    ],
)
def test_the_parts_of_a_name_are_guessed(text: str, fields: tuple[str | None, ...]) -> None:
    guessed = fields_of(text)
    assert tuple(guessed.get(name) for name in ("surname", "given_name", "patronymic")) == fields


def test_latin_letters_and_a_birth_fill_in_their_own_fields() -> None:
    told = {"surname": "Hai", "given_name": "Ivan", "latin_name": "Hai Ivan", "born": "12.03.1987"}
    assert fields_of("pvt Hai Ivan 1987-03-12") == told
    assert fields_of("Добрий день!") == {}
