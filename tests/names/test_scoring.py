"""Every agreement and difference is a reason, and the reasons add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names.forms import Candidate, Name, Question, question_of, shape
from app.names.scoring import CODES, prepare
from app.names.weighing import weight_of_surname
from tests.names.people import asked, born, codes, person, scored

SAID = [
    ("Шевченко Микола Іванович", "Шевченко Микола Іванович", "surname_same given_same patronymic_same"),
    ("Nikolai Schewtschenko", "Шевченко Микола Іванович", "surname_same given_equivalent"),
    ("Шевченко М. І.", "Шевченко Микола Іванович", "surname_same given_initial patronymic_initial"),
    ("Шевченко О. П.", "Шевченко Микола Іванович", "surname_same given_differs patronymic_differs"),
    ("Шевченко Н. Й.", "Шевченко Микола Іванович", "surname_same given_initial patronymic_initial"),
    ("Koval Y.", "Коваль Євген", "surname_same given_initial"),
    ("Шевенко Микола", "Шевченко Микола", "surname_similar given_same"),
    ("Шевченко Олександр", "Шевченко Олексій", "surname_same given_differs"),
    ("Шевченко Алксандр", "Шевченко Олександр", "surname_same given_similar"),
    ("Шевченко Микола Петрович", "Шевченко Микола Іванович", "surname_same given_same patronymic_differs"),
    ("Шевченко Микола Вахтангович", "Шевченко Микола Вахтагович", "surname_same given_same patronymic_similar"),
    ("Шевченко Микола Іванович", "Шевченко Микола", "surname_same given_same word_unmatched"),
    ("Бойко Микола", "Шевченко Микола", "surname_differs given_same"),
    ("Левицький", "Нечуй-Левицький Іван", "surname_similar"),
    ("Нечуй Левицький Іван", "Нечуй-Левицький Іван", "surname_similar given_same surname_same"),
    ("Іванова Анна", "Іванов Анна", "surname_same given_same sex_differs"),
    ("Коваль Анна-Марія", "Коваль Марія", "surname_same given_same"),
    ("Іванов Ян Петрович", "Іванов Ян Петрівна", "surname_same given_same patronymic_same sex_differs"),
]
NAMES = st.lists(
    st.sampled_from(["Шевченко", "Іван", "Петро", "Iwanow", "Петрович", "Коваль", "І", "Anna-Maria", "Грім"]),
    max_size=5,
)


class TestScore:
    @pytest.mark.parametrize(("text", "name", "said"), SAID)
    def test_says_why(self, text: str, name: str, said: str) -> None:
        assert codes(scored(asked(text), person(name))) == said.split()

    @given(NAMES, NAMES, NAMES)
    def test_is_the_sum_of_its_reasons_which_are_known_ones(
        self, text: list[str], name: list[str], other: list[str]
    ) -> None:
        names = (Name(*[*name, "", "", ""][:3]), Name(other=" ".join(other)))
        candidate, question = Candidate(1, names, born("1990")), asked(" ".join(text), "1990-03-12")
        score = scored(question, candidate)
        assert score.bits == pytest.approx(sum(reason.bits for reason in score.reasons), abs=0.05)
        assert set(codes(score)) <= set(CODES)
        scorer = prepare(question, lambda _skeleton: 200)
        assert scorer(candidate).bits == scorer(candidate).bits == pytest.approx(scorer.bits(candidate), abs=0.11)

    @given(st.permutations(["Шевченко", "Микола", "Іванович"]))
    def test_is_blind_to_the_order_of_the_words(self, some: list[str]) -> None:
        whole = person("Шевченко Микола Іванович")
        assert scored(asked(" ".join(some)), whole).bits == scored(asked("Шевченко Микола Іванович"), whole).bits

    def test_is_blind_to_apostrophes(self) -> None:
        assert scored(asked("Мар'яненко"), person("Мар’яненко")) == scored(asked("Марʼяненко"), person("Мар’яненко"))

    def test_takes_the_name_that_agrees_best(self) -> None:
        names = (Name("Коваль", "Іван"), Name("Бойко", "Іван"))
        assert scored(asked("Бойко Іван"), Candidate(1, names, None)).name == names[1]

    def test_finds_a_name_of_unknown_order(self) -> None:
        score = scored(asked("Коваль Іван"), Candidate(1, (Name(other="Ivan Koval"),), None))
        assert codes(score) == ["surname_same", "given_same"]
        assert score.name == Name(other="Ivan Koval")

    @pytest.mark.parametrize("name", [Name("Коваль", "Іван", other="Грім"), Name(other="Грім")])
    def test_knows_a_call_sign(self, name: Name) -> None:
        assert "other_same" in codes(scored(asked("Грім"), Candidate(1, (name,), None)))

    def test_says_nothing_of_somebody_without_a_name(self) -> None:
        question, nobody = asked("Коваль"), Candidate(1, (), born("1990"))
        assert scored(question, nobody).reasons == ()
        assert prepare(question, lambda _skeleton: 1).bits(nobody) == 0

    def test_counts_a_rare_surname_above_a_common_one(self) -> None:
        question, found = asked("Шевченко"), person("Шевченко")
        assert scored(question, found, bearers=2).bits > scored(question, found, bearers=4000).bits

    def test_stands_within_bounds_however_rare_or_common(self) -> None:
        assert weight_of_surname("коваль", lambda _skeleton: 0) == 15
        assert weight_of_surname("коваль", lambda _skeleton: 4096) == 7

    def test_takes_a_patronymic_for_what_it_is_wherever_it_was_written(self) -> None:
        assert shape(Name("Коваль", "Іван Петрович")) == shape(Name("Коваль", "Іван", "Петрович"))
        assert shape(Name("Коваль", "Жан Клод")).given == "жан-клод"
        assert shape(Name("Коваль", " ")).given == ""


class TestCommonness:
    def test_is_asked_of_surnames_alone_that_resemble_a_word(self) -> None:
        scorer = prepare(asked("Шевенко І."), lambda _skeleton: 1)
        names = [Name("Шевченко", "Іван"), Name("Бондар", "Іван"), Name(given="Іван")]
        assert scorer.similar_skeletons(names) == {"svcnk"}


class TestCircumstances:
    CAPTURED = (date(2022, 5, 17), date(2022, 5, 17))
    KNOWN = Candidate(
        1, (Name("Коваль"),), None, CAPTURED, captured_at="Маріуполь", rank="сержант", unit="36 обрмп", side="1"
    )

    def told(self, question: Question) -> list[str]:
        return codes(scored(question, self.KNOWN))[1:]

    def test_agree(self) -> None:
        question = Question(("коваль",), None, self.CAPTURED, "Маріуполь", "Сержант", "36-а ОБрМП", "1")
        same = ["captured_same", "captured_at_same", "rank_same", "unit_same", "side_same"]
        assert self.told(question) == same
        assert prepare(question, lambda _skeleton: 200).bits(self.KNOWN) == scored(question, self.KNOWN).bits

    def test_differ_but_for_the_rank_which_changes(self) -> None:
        other = (date(2023, 1, 1), date(2023, 1, 1))
        question = Question(("коваль",), None, other, "Бахмут", "солдат", "93 омбр", "2")
        differ = ["captured_differs", "captured_at_differs", "unit_differs", "side_differs"]
        assert self.told(question) == differ

    def test_say_nothing_where_nothing_is_known_of_a_capture(self) -> None:
        nothing = Candidate(1, (Name("Коваль"),), None)
        assert codes(scored(Question(("коваль",), captured=self.CAPTURED), nothing)) == ["surname_same"]

    def test_say_nothing_of_captures_some_days_apart(self) -> None:
        some_days_on = (date(2022, 5, 20), date(2022, 5, 20))
        assert self.told(Question(("коваль",), captured=some_days_on)) == []

    def test_say_less_of_a_capture_of_an_uncertain_day(self) -> None:
        spring = Question(("коваль",), captured=(date(2022, 3, 1), date(2022, 5, 31)))
        day = Question(("коваль",), captured=self.CAPTURED)
        assert scored(spring, self.KNOWN).bits < scored(day, self.KNOWN).bits


class TestQuestionOf:
    def test_asks_in_the_order_of_surname_given_name_patronymic(self) -> None:
        name = Name("Коваль", "Іван", "Петрович")
        assert question_of(name, None).tokens == ("коваль", "іван", "петрович")


class TestSexes:
    def test_a_surname_like_a_womans_tells_nothing_of_a_man_who_bears_it(self) -> None:
        found = codes(scored(asked("Долина Александр"), person("Долина Олександр Миколайович")))
        assert "sex_differs" not in found

    def test_two_patronymics_tell_it_whatever_the_surname_is(self) -> None:
        found = codes(scored(asked("Долина Женя Петрівна"), person("Долина Женя Петрович")))
        assert "sex_differs" in found
