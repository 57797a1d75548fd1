"""Two descriptions beside each other: what agrees, what differs, what only one of them says."""

import pytest

from app.core import dates
from app.people.comparing import Compared, Verdict, compare
from app.people.models import Sex
from app.people.models.identity import IDENTITY_FIELDS

SPRING, DAY, AUTUMN = map(dates.parse_edtf, ("1987-03/1987-05", "1987-04-12", "1987-09"))
SWAPPED, OPEN = map(dates.parse_edtf, ("1987-12-04", "../1986"))


def verdicts(one: dict[str, object], other: dict[str, object]) -> dict[str, Verdict]:
    return {compared.field: compared.verdict for compared in compare(one, other)}


class TestCompare:
    @pytest.mark.parametrize(
        ("field", "one", "other", "verdict"),
        [
            ("surname", "Мар'яненко", "МАР’ЯНЕНКО", Verdict.AGREE),
            ("surname", "Коваленко", "Бондар", Verdict.DIFFER),
            ("surname", "Коваленко", None, Verdict.ONLY_ONE),
            ("surname", "", "Коваленко", Verdict.ONLY_OTHER),
            ("surname", "Vyhadanchuk", "Вигаданчук", Verdict.SIMILAR),
            ("surname", "Коваленко", "Ковальчук", Verdict.DIFFER),
            ("given_name", "Vladimir", "Володимир", Verdict.SIMILAR),
            ("given_name", "Вова", "Володимир", Verdict.SIMILAR),
            ("given_name", "В.", "Володимир", Verdict.DIFFER),
            ("given_name", "Олександр Іван", "Олександр", Verdict.DIFFER),
            ("patronymic", "Hnatovych", "Гнатович", Verdict.SIMILAR),
            ("patronymic", "Іванович", "Гнатович", Verdict.DIFFER),
            ("call_sign", "Kum", "Кум", Verdict.SIMILAR),
            ("call_sign", "7", "№", Verdict.DIFFER),
            ("latin_name", "Kovalenko Ivan", "IVAN KOVALENKO", Verdict.SIMILAR),
            ("father_name", "Hnat", "Гнат", Verdict.SIMILAR),
            ("mother_maiden_name", "Вигадана", "Выгаданая", Verdict.SIMILAR),
            ("unit", "Vyhadanchuk", "Вигаданчук", Verdict.DIFFER),
            ("sex", Sex.MALE, Sex.MALE, Verdict.AGREE),
            ("sex", Sex.MALE, Sex.FEMALE, Verdict.DIFFER),
            ("side_id", 1, 1, Verdict.AGREE),
            ("side_id", 1, 2, Verdict.DIFFER),
            ("born", SPRING, DAY, Verdict.AGREE),
            ("born", DAY, AUTUMN, Verdict.DIFFER),
            ("born", SWAPPED, DAY, Verdict.SIMILAR),
            ("born", SWAPPED, SPRING, Verdict.DIFFER),
            ("born", SWAPPED, OPEN, Verdict.DIFFER),
            ("born", None, AUTUMN, Verdict.ONLY_OTHER),
        ],
    )
    def test_says_how_two_values_stand_to_each_other(
        self, field: str, one: object, other: object, verdict: Verdict
    ) -> None:
        assert compare({field: one}, {field: other}) == [Compared(field, one or None, other or None, verdict)]

    def test_leaves_out_what_neither_says(self) -> None:
        assert compare({"surname": "", "rank": None}, {"unit": None}) == []

    def test_does_not_compare_the_language_of_a_name(self) -> None:
        assert compare({"name_language": "uk"}, {"name_language": "ru"}) == []

    def test_keeps_the_order_of_the_record(self) -> None:
        one = dict.fromkeys(reversed(IDENTITY_FIELDS), "так")
        compared = [each.field for each in compare(one, {})]
        assert compared == [name for name in IDENTITY_FIELDS if name != "name_language"]
